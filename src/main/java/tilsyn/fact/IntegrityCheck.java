package tilsyn.fact;

import java.time.Instant;

/**
 * What a check of stored data for damage found, such as a scrub of a file system.
 *
 * @param check the tool, such as {@code btrfs scrub}
 * @param object what it checked: a pool, a device, a database
 * @param errors found, mended ones included; -1 when not counted
 * @param nativeResult the tool's own words
 */
public record IntegrityCheck(
        String host,
        String check,
        String object,
        Result result,
        long errors,
        String nativeResult,
        Instant time,
        Origin origin)
        implements Fact {

    public enum Result {
        CLEAN,
        /** Damage was found, and all of it could be mended. */
        REPAIRED,
        /** Damage is there. */
        DAMAGED,
        /** It runs, was stopped, or its words are not known to Tilsyn; never counts as clean. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "integrity";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
