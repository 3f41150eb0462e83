package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Two whole local days in a row with many more errors than on comparable days.
 *
 * @param first of the two days
 * @param count errors on the day that had fewer
 * @param usual median that goes with the smaller factor
 * @param factor how many times the usual, on the day that exceeded it less; of nothing, as if one were usual
 * @param acknowledged someone took a ticket of the host's log trends since the first day
 * @param time when the second day ended
 */
public record ErrorFlood(
        String host,
        LocalDate first,
        long count,
        double usual,
        double factor,
        boolean acknowledged,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ErrorFlood {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "log";
    }
}
