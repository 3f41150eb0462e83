package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished or running attempt of a backup job. Sizes in bytes, -1 when the log gives none; times in UTC.
 *
 * @param host the host whose data it holds
 * @param tool {@code veeam}, {@code restic}, {@code wsb}, ...
 * @param attempt 1 for the first try
 * @param form {@code full}, {@code incremental}, {@code differential}, {@code copy} or empty
 * @param end null while it runs or when the log does not say
 * @param objects what it contains, empty when {@code objectsKnown} is false
 * @param unreadable objects or paths that could not be read
 * @param codes warning or error codes, the tool's own
 */
public record BackupRun(
        String host,
        String job,
        String tool,
        int attempt,
        String form,
        Instant start,
        @Nullable Instant end,
        Result result,
        String nativeResult,
        long bytesRead,
        long bytesWritten,
        long files,
        boolean objectsKnown,
        List<String> objects,
        List<String> unreadable,
        List<String> exclusions,
        List<String> codes,
        String target,
        Origin origin)
        implements Fact {
    public BackupRun {
        if (job.isBlank()) throw new IllegalArgumentException("backup run names no job (%s)".formatted(origin));
        objects = List.copyOf(objects);
        unreadable = List.copyOf(unreadable);
        exclusions = List.copyOf(exclusions);
        codes = List.copyOf(codes);
    }

    public enum Result {
        SUCCESS,
        /** Completed, but something was left out or odd. */
        WARNING,
        FAILED,
        CANCELLED,
        RUNNING,
        /** The log does not say; never counts as success. */
        UNKNOWN
    }

    /** The same run as one of another host's. */
    public BackupRun at(String otherHost) {
        return with(otherHost, objectsKnown, objects, exclusions);
    }

    /** The same run, holding what another account of it says that it holds. */
    public BackupRun holding(BackupRun other) {
        return with(host, true, other.objects, other.exclusions);
    }

    private BackupRun with(String host, boolean objectsKnown, List<String> objects, List<String> exclusions) {
        return new BackupRun(
                host,
                job,
                tool,
                attempt,
                form,
                start,
                end,
                result,
                nativeResult,
                bytesRead,
                bytesWritten,
                files,
                objectsKnown,
                objects,
                unreadable,
                exclusions,
                codes,
                target,
                origin);
    }

    @Override
    public Instant time() {
        return end == null ? start : end;
    }

    @Override
    public String source() {
        return "backup:" + tool;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
