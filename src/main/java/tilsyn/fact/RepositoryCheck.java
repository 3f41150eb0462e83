package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * What a backup tool found when it checked what it has stored, such as {@code restic check}.
 *
 * @param host the host whose backups they are, empty when the log does not say
 * @param object what was checked: a repository, a server, a job; empty when the log does not say
 * @param depth how far the check goes
 * @param errors found; -1 when not counted
 * @param problems in the tool's own words, the first of them
 * @param nativeResult the tool's own words for the outcome
 */
public record RepositoryCheck(
        String host,
        String tool,
        String object,
        Depth depth,
        Result result,
        long errors,
        List<String> problems,
        String nativeResult,
        Instant time,
        Origin origin)
        implements Fact {
    public RepositoryCheck {
        problems = List.copyOf(problems);
    }

    public enum Depth {
        /** What the tool itself asks for, such as the age and number of backups; no data is looked at. */
        REQUIREMENTS,
        /** That all parts are there and fit together; damage inside them stays unseen. */
        STRUCTURE,
        /** All data was read and compared with checksums. */
        FULL,
        UNKNOWN
    }

    public enum Result {
        PASSED,
        /** Damage was found, and all of it could be mended. */
        REPAIRED,
        FAILED,
        /** It could not run, was stopped, or the log does not say; never counts as passed. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "backup:" + tool;
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
