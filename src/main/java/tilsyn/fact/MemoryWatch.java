package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * What would tell of a machine's memory errors: the log that Windows or the kernel writes them to, or counters.
 *
 * @param alive the log lives, or counters were told in the last 26 hours
 * @param completeSince from when on nothing can have happened that none of them tells
 * @param silent counters are expected, and none were told in time
 * @param time newest of both
 */
public record MemoryWatch(
        String host,
        boolean alive,
        Instant completeSince,
        boolean silent,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public MemoryWatch {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "memory";
    }
}
