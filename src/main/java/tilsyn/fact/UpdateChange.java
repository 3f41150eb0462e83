package tilsyn.fact;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An installation of updates, or a restart for them.
 *
 * @param change {@code install} or {@code restart}
 * @param workstation whether it is one
 * @param frozen it fell into a freeze, {@code inWindow} into an agreed window
 * @param excused an emergency change covers it
 * @param zone the customer's local time
 */
public record UpdateChange(
        String host,
        String change,
        String object,
        boolean workstation,
        boolean frozen,
        boolean inWindow,
        boolean excused,
        ZoneId zone,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public UpdateChange {
        basis = List.copyOf(basis);
    }

    /** Whether it fell on Monday to Friday within such hours, as {@code Mon-Fri 07:30-16:30}. */
    public boolean within(String hours) {
        var local = time.atZone(zone);
        if (local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY) return false;
        var span = hours.substring(hours.lastIndexOf(' ') + 1).split("-", 2);
        if (span.length < 2 || !span[0].matches("\\d\\d:\\d\\d") || !span[1].matches("\\d\\d:\\d\\d")) return true;
        var at = local.toLocalTime();
        return !at.isBefore(LocalTime.parse(span[0])) && at.isBefore(LocalTime.parse(span[1]));
    }

    @Override
    public String source() {
        return "updates";
    }
}
