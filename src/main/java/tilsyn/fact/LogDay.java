package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How much of one kind of log event a host wrote on one whole local day, against comparable days: workdays, or days off.
 *
 * @param signature what kind, such as {@code Microsoft-Windows-PrintService 372}; {@code *} for all events together
 * @param error one of them called itself an error or worse
 * @param usual median of the comparable days among the 28 before; -1 with fewer than two
 * @param fresh none was seen in the 28 days before the last three whole days
 * @param time when the day ended
 */
public record LogDay(
        String host,
        String signature,
        boolean error,
        LocalDate day,
        long count,
        double usual,
        boolean fresh,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public LogDay {
        basis = List.copyOf(basis);
    }

    /** All events together. */
    public boolean total() {
        return signature.equals("*");
    }

    public boolean known() {
        return usual >= 0;
    }

    /** How many times the usual; of nothing, as if one were usual. */
    public double factor() {
        return count / Math.max(1, usual);
    }

    @Override
    public String source() {
        return "log";
    }
}
