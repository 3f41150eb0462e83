package tilsyn.fact;

import java.time.Instant;

/**
 * One restore, or a comparison of a backup with what it was made of, as the tool itself logged it. Whether it was a test
 * is not for the tool to know.
 *
 * @param host the host whose data it is, empty when the log does not say
 * @param object what was restored or compared: a job, a set, a database; empty when the log does not say
 * @param compared whether contents were compared with checksums or with the live data; else they were only written
 * @param expected files that should have come back, {@code restored} files that did; -1 when the log does not say
 * @param nativeResult the tool's own words
 * @param time when it ended
 */
public record RestoreTest(
        String host,
        String tool,
        String object,
        boolean compared,
        Result result,
        long expected,
        long restored,
        String nativeResult,
        Instant time,
        Origin origin)
        implements Fact {

    public enum Result {
        RESTORED,
        /** Came to its end, but something was left out or differs. */
        PARTIAL,
        FAILED,
        /** The log does not say; never counts as restored. */
        UNKNOWN
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
