package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A kind of warning or error of which there were more week by week; weeks are of seven whole days and end yesterday.
 *
 * @param weeks how many weeks in a row had more than the one before
 * @param count in the last week, {@code before} in the week before the rise
 * @param ticketed a ticket of it is open, or was worked on in the last seven days
 * @param time when the last week ended
 */
public record LogRise(
        String host,
        String signature,
        int weeks,
        long count,
        long before,
        boolean ticketed,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public LogRise {
        basis = List.copyOf(basis);
    }

    /** How many times as many as before the rise. */
    public double factor() {
        return count / (double) Math.max(1, before);
    }

    @Override
    public String source() {
        return "log";
    }
}
