package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a scheduled job that has ended, with what came of it.
 *
 * @param start null when not told
 * @param code result code, 0 when good by its own word; null when not told
 * @param rows processed; -1 when not told
 * @param bytes written; -1 when not told
 * @param file whether the file it should make is there; null when not told
 * @param key business date or other key of what it processed; empty when not told
 * @param time when it ended
 * @param feed the source it came by
 */
public record ScheduledJobRun(
        String host,
        String job,
        @Nullable Instant start,
        @Nullable Long code,
        long rows,
        long bytes,
        @Nullable Boolean file,
        String key,
        Instant time,
        String feed,
        Origin origin)
        implements Fact {
    /** When it is first known to have run. */
    public Instant began() {
        return start == null ? time : start;
    }

    /** Whether it gave something; null when nobody says. */
    public @Nullable Boolean gave(String what) {
        return switch (what) {
            case "rows" -> rows < 0 ? null : (Boolean) (rows > 0);
            case "bytes" -> bytes < 0 ? null : (Boolean) (bytes > 0);
            default -> file;
        };
    }

    @Override
    public String source() {
        return feed;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
