package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A feed the inventory expects of a host.
 *
 * @param expects the feed, as {@link Fact#source()} names it
 * @param maxSilence silence from which it counts as dead; null for the checklist's default
 * @param since when the feed was set up, from when on it must be unbroken; null when not said
 * @param zone zone of its local times; null for the customer's
 */
public record ExpectedSource(
        String host,
        String expects,
        @Nullable Duration maxSilence,
        @Nullable Instant since,
        @Nullable ZoneId zone,
        Instant time,
        Origin origin)
        implements Fact {

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
