package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What protects the write cache of one RAID controller: a battery, or a capacitor with flash.
 *
 * @param controller the tool's name for it, such as {@code c0}
 * @param nativeState the tool's own words
 * @param chargePercent null when not given
 * @param writePolicy the cache policy now in use, {@code configuredPolicy} the one set; empty when not stated, and where
 *     drives differ, that of the one that fell back
 * @param forcedWriteBack writes are set to be cached even while the battery is bad
 * @param made when it was made; null when not stated
 */
public record CacheBattery(
        String host,
        String controller,
        State state,
        String nativeState,
        @Nullable Double chargePercent,
        String writePolicy,
        String configuredPolicy,
        boolean forcedWriteBack,
        @Nullable LocalDate made,
        Instant time,
        Origin origin)
        implements Fact {

    public enum State {
        OPTIMAL,
        /** Charging or in a learn cycle, which is normal for some hours. */
        LEARNING,
        /** Works less well than it should. */
        DEGRADED,
        /** Failed, or to be replaced. */
        FAILED,
        /** There should be one, and there is none. */
        MISSING,
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
