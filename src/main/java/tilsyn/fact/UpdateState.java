package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The updates a Windows host misses and has.
 *
 * @param missing null when the source does not say what is missing
 * @param installed null when the source does not say what is installed
 */
public record UpdateState(
        String host,
        Instant time,
        @Nullable List<Update> missing,
        @Nullable List<Update> installed,
        Origin origin) implements Fact {
    public UpdateState {
        missing = missing == null ? null : List.copyOf(missing);
        installed = installed == null ? null : List.copyOf(installed);
    }

    /**
     * @param kb with the letters, such as {@code KB5031364}; empty when the title names none
     * @param category {@code exploited}, {@code critical}, {@code security}, {@code definition} or {@code other}
     * @param when released for missing ones, installed for installed ones; null when not stated
     * @param supersededBy the update that replaces it; empty when none does or the source doesn't say
     */
    public record Update(
            String kb,
            String title,
            String category,
            @Nullable Instant when,
            String supersededBy) {
        public Update(String kb, String title, String category, @Nullable Instant when) {
            this(kb, title, category, when, "");
        }
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
