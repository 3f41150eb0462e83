package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * One disk, by its serial number, with what its counters did. Counters are raw and the newest known; -1 where no source gives
 * them.
 *
 * @param disk serial number, or the slot when that is not known
 * @param slot where it sits now
 * @param broken why it has failed or is predicted to, in the tool's own words; empty when nothing says so
 * @param usedPercent SSD wear, -1 when not given
 * @param pending pending or offline uncorrectable sectors, whichever is more
 * @param pendingRising they grew in two consecutive samples; a missing sample between two others counts as one
 * @param errors reallocated sectors or media errors, whichever is more
 * @param errorsInWeek growth of these from the oldest sample at most 7 days older than the newest
 * @param errorsUndated growth of these since a sample more than 7 days older when there is none in between, so that nobody
 *     can say how much of it came in one week; 0 when the week is known
 * @param growing what grew within the growth window, such as {@code media errors 3 → 15}; empty when nothing did
 * @param unread what is not known of its health: state, verdict or counters; empty when enough is known
 * @param young it has errors, and no history long enough to say that they don't grow
 * @param hours power-on hours, -1 when not given
 * @param time newest sample
 */
public record DiskHealth(
        String host,
        String disk,
        String slot,
        String broken,
        int usedPercent,
        long pending,
        boolean pendingRising,
        long errors,
        long errorsInWeek,
        long errorsUndated,
        String growing,
        String unread,
        boolean young,
        long hours,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public DiskHealth {
        basis = List.copyOf(basis);
    }

    /** Its place as the kernel names it, such as {@code sda}; empty where only an enclosure's or controller's is known. */
    public String device() {
        var bare = slot.replaceFirst("^/dev/", "");
        return bare.matches("[shv]d[a-z]{1,3}|nvme[0-9]{1,4}(n[0-9]{1,4})?|da[0-9]{1,4}|ada[0-9]{1,4}") ? bare : "";
    }

    @Override
    public String source() {
        return "disks";
    }
}
