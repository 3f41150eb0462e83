package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service has done in the last 30 days, by what the agent asked and what the host's log tells.
 *
 * @param critical whether the inventory names it; else only {@code notStarted} is said of it
 * @param state as last stated within 24 hours; UNKNOWN when not stated since, or when it crashed after that
 * @param stated when last asked; null when never
 * @param stopped how long it has been stopped at as-of; zero when it is not
 * @param planned whether as-of lies in approved maintenance
 * @param downtime unplanned, in all
 * @param longest unplanned, in one piece; {@code longestAt} when that ended
 * @param unclear how long it may have been stopped at most while nobody looked; zero when that is known
 * @param crashes unexpected terminations in the last 7 days
 * @param notStarted it starts delayed, and 30 minutes after the last start of the host it did not run
 * @param coveredSince since when nothing can have been missed; the epoch when since the feed was set up
 */
public record ServiceHealth(
        String host,
        String service,
        boolean critical,
        ServiceState.State state,
        @Nullable Instant stated,
        Duration stopped,
        boolean planned,
        Duration downtime,
        Duration longest,
        Instant longestAt,
        Duration unclear,
        int crashes,
        boolean notStarted,
        Instant coveredSince,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ServiceHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "services";
    }
}
