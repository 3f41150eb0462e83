package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * How much of a host's logs there is to compare with.
 *
 * @param days whole local days from the first event held up to yesterday
 * @param silent log sources that should be heard and aren't, {@code broken} such with a hole in the last 28 days,
 *     {@code unreadable} such of which more than 1 % can't be read; empty when none
 * @param time newest event
 */
public record LogHistory(
        String host,
        int days,
        String silent,
        String broken,
        String unreadable,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public LogHistory {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "log";
    }
}
