package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * That a host was there: by its own evidence, or by what others say of it.
 *
 * @param how {@code own} evidence, {@code logon} from it to another host, {@code guest} running in a hypervisor's list,
 *     {@code backup} that read it, {@code job} of a backup that failed
 * @param by its own source, or the host whose facts show it
 * @param first when first seen so, {@code time} when last
 * @param days local dates on which it was seen so, ascending
 */
public record Sighting(
        String host,
        String how,
        String by,
        Instant first,
        Instant time,
        List<LocalDate> days,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public Sighting {
        days = List.copyOf(days);
        basis = List.copyOf(basis);
    }

    /** Whether someone else's evidence shows it running. */
    public boolean elsewhere() {
        return how.equals("logon") || how.equals("guest") || how.equals("backup");
    }

    /** Whether it was seen on a whole local day between two moments, neither's own day. */
    public boolean onADayBetween(Instant after, Instant before, ZoneId zone) {
        var from = LocalDate.ofInstant(after, zone);
        var until = LocalDate.ofInstant(before, zone);
        return days.stream().anyMatch(day -> day.isAfter(from) && day.isBefore(until));
    }

    @Override
    public String source() {
        return "sighting";
    }
}
