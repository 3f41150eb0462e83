package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One start of a host, put together from the events around it: 41, 6008 and 1001 of one start are one.
 *
 * @param time when it started
 * @param unexpected started without a clean shutdown before
 * @param full false for a Windows fast start-up (Kernel-Boot type 0x1), which completes no restart
 * @param initiatedBy user or process that asked for it; empty when unknown
 * @param down how long it was away; zero when unknown
 */
public record Boot(
        String host,
        Instant time,
        boolean unexpected,
        boolean full,
        String initiatedBy,
        Duration down,
        String channel,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public Boot {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return LogEvent.sourceOf(channel);
    }
}
