package tilsyn.fact;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service ran when it was asked.
 *
 * @param service its name in the system, such as {@code LanmanServer} or {@code nginx.service}
 * @param display its name as shown to people; empty when not told
 * @param startType such as {@code auto} or {@code delayed-auto}; empty when not told
 * @param since when it came into this state; null when not told
 */
public record ServiceState(
        String host,
        String service,
        String display,
        State state,
        String startType,
        @Nullable Instant since,
        Instant time,
        Origin origin)
        implements Fact {
    public enum State {
        RUNNING,
        /** Stopped, failed or paused. */
        STOPPED,
        /** On its way, or a word that Tilsyn does not know. */
        UNKNOWN
    }

    /** Whether that name means this service; systemd's ending counts for nothing. */
    public boolean is(String name) {
        return same(service, name) || !display.isBlank() && same(display, name);
    }

    public static boolean same(String one, String other) {
        return bare(one).equals(bare(other));
    }

    private static String bare(String name) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".service") ? lower.substring(0, lower.length() - 8) : lower;
    }

    @Override
    public String source() {
        return "services";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
