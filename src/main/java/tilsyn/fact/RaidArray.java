package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one array.
 *
 * @param array the tool's name for it, such as {@code md0} or {@code c0/v0}
 * @param nativeState the tool's own word
 * @param membersOk members in place, {@code members} members the array should have; -1 when the tool does not say
 * @param spares disks that stand by for this array alone; -1 when the tool does not say
 * @param rebuildPercent progress of a rebuild; null when none runs
 * @param lastCheck end of the last consistency check; null when not stated
 * @param mismatches found by it; -1 when not stated
 */
public record RaidArray(
        String host,
        String array,
        String level,
        State state,
        String nativeState,
        int membersOk,
        int members,
        int spares,
        @Nullable Double rebuildPercent,
        @Nullable Instant lastCheck,
        long mismatches,
        Instant time,
        Origin origin)
        implements Fact {

    public enum State {
        OPTIMAL,
        /** Redundancy is gone or reduced, whether or not a rebuild runs. */
        DEGRADED,
        FAILED,
        /** The tool's word is not known to Tilsyn; never counts as health. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "raid";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
