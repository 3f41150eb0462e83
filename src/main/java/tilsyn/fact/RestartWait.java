package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A restart that is still waiting by the newest statement.
 *
 * @param since since when, cleared by full starts only
 * @param fastOnly it was started since then, but only by Windows' fast start-up, which completes nothing
 * @param time when last stated
 */
public record RestartWait(String host, Instant since, boolean fastOnly, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public RestartWait {
        basis = List.copyOf(basis);
    }

    public Duration age(Instant now) {
        return Duration.between(since, now);
    }

    @Override
    public String source() {
        return "updates";
    }
}
