package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * One disk, by its serial number, with what its counters did: its newest sample and the growth before it. Counters are raw;
 * -1 where the source gives none.
 *
 * @param disk serial number, or the slot when that is not known
 * @param slot where it sits now
 * @param broken why it has failed or is predicted to, in the tool's own words; empty when nothing says so
 * @param usedPercent SSD wear, -1 when not given
 * @param pending pending or offline uncorrectable sectors, whichever is more
 * @param pendingRising they grew in two consecutive samples
 * @param errors reallocated sectors or media errors, whichever is more
 * @param errorsInWeek growth of these from the oldest sample at most 7 days older than the newest
 * @param growing what grew within the growth window, such as {@code media errors 3 → 15}; empty when nothing did
 * @param hours power-on hours
 * @param rawValues false when only normalised values are known
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
        String growing,
        long hours,
        boolean rawValues,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public DiskHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "disks";
    }
}
