package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What went wrong on a host in the days after an update was installed there.
 *
 * @param effect {@code stop}, {@code rolled_back} or {@code errors}
 * @param kb the update that was installed before
 * @param after how long after
 * @param handled someone concluded on it within 7 days
 * @param factor errors against the usual number, 0 for other effects
 */
public record AfterEffect(
        String host,
        String effect,
        String kb,
        Duration after,
        boolean handled,
        double factor,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public AfterEffect {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "updates";
    }
}
