package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * Automatic update runs that have all failed up to the newest.
 *
 * @param since the first of them, {@code time} the newest
 */
public record AutoUpdateStreak(
        String host, String tool, Instant since, int runs, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public AutoUpdateStreak {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "updates";
    }
}
