package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The local dates with any evidence from or about a host; what softens "not done for N days" for hosts that are not always
 * on (R6).
 *
 * @param days ascending
 * @param zone local time of the dates
 * @param time when last seen
 */
public record SeenDays(String host, List<LocalDate> days, ZoneId zone, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public SeenDays {
        days = List.copyOf(days);
        basis = List.copyOf(basis);
    }

    /** Days it was seen after the local date of that moment. */
    public int after(Instant moment) {
        var date = LocalDate.ofInstant(moment, zone);
        return (int) days.stream().filter(day -> day.isAfter(date)).count();
    }

    @Override
    public String source() {
        return "sighting";
    }
}
