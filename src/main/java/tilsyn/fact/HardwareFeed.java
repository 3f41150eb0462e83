package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The feed of a machine's own sensors: whether it arrives, is whole and moves.
 *
 * @param silence since the newest reading that tells anything
 * @param aliveWhileSilent how long after that reading the host was still heard; zero when it wasn't
 * @param missingPercent share of the last 24 hours' readings that did not come, by each sensor's usual interval; -1 when no
 *     sensor has shown what is usual
 * @param moved some value changed at some time
 * @param stillFor up to the newest reading, since any value last changed; since the first reading when none did
 * @param changed when that was
 * @param time newest reading that tells anything
 */
public record HardwareFeed(
        String host,
        Duration silence,
        Duration aliveWhileSilent,
        double missingPercent,
        boolean moved,
        Duration stillFor,
        Instant changed,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public HardwareFeed {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "sensors";
    }
}
