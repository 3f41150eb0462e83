package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host's clock follows a source, as the service that sets it says.
 *
 * @param tool the service, such as {@code chrony}
 * @param nativeState the tool's own words
 * @param offset how far the clock is ahead of its source, negative when behind; null when not stated
 * @param lastSync when it last heard of its source; null when not stated or never
 * @param server its source; empty when it has none or names none
 */
public record TimeSync(
        String host,
        String tool,
        State state,
        String nativeState,
        @Nullable Duration offset,
        @Nullable Instant lastSync,
        String server,
        Instant time,
        Origin origin)
        implements Fact {
    public enum State {
        SYNCHRONISED,
        NOT_SYNCHRONISED,
        /** In words not known to Tilsyn; never counts as synchronised. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "time";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
