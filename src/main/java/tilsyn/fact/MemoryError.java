package tilsyn.fact;

import java.time.Instant;

/**
 * How many errors a memory module, or what stands for it, has had; none is told, too.
 *
 * @param module the tool's name for its place, such as {@code mc0 csrow1 ch0} or {@code DIMM Slot 2}
 * @param corrected errors that were corrected, {@code uncorrected} errors that were not, since the counter was last zero;
 *     -1 when not counted
 * @param state what the source says of it in words, {@code nativeState} in its own
 */
public record MemoryError(
        String host,
        String module,
        long corrected,
        long uncorrected,
        State state,
        String nativeState,
        Instant time,
        Origin origin)
        implements Fact {

    public enum State {
        OK,
        WARNING,
        FAILED,
        /** The slot is empty. */
        ABSENT,
        /** The source only counts, or its word is not known to Tilsyn; never counts as health. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "memory";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
