package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A positive statement whether a restart is waiting.
 *
 * @param time when it was stated
 * @param since since when; null when the source does not say
 */
public record RebootPending(
        String host,
        Instant time,
        boolean pending,
        @Nullable Instant since,
        List<String> reasons,
        Origin origin) implements Fact {
    public RebootPending {
        reasons = List.copyOf(reasons);
    }

    @Override
    public String source() {
        return "updates";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
