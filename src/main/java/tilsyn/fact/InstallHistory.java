package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * What is known of installations of updates on a host in the last 35 days.
 *
 * @param alive a log that tells of them lives, and has no hole in the stretch that is looked at
 * @param results how many attempts it tells of
 * @param clear a statement not older than 7 days says that no update is missing
 * @param time newest sign of that log
 */
public record InstallHistory(
        String host, boolean alive, int results, boolean clear, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public InstallHistory {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "updates";
    }
}
