package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An update whose installation has come to no good end.
 *
 * @param failures attempts that failed within the window, after the last success of it or of what replaces it
 * @param code the newest error's code, {@code -} when none is given
 * @param outcome {@code failed}, {@code rolled_back} or {@code broken}, by its newest attempt
 * @param time of the newest attempt
 */
public record InstallTrouble(
        String host,
        String item,
        String title,
        int failures,
        String code,
        String outcome,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public InstallTrouble {
        basis = List.copyOf(basis);
    }

    public Duration age(Instant now) {
        return Duration.between(time, now);
    }

    @Override
    public String source() {
        return "updates";
    }
}
