package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a host's source was last heard, and whether it counts as alive (R3: its LOG-01 state is not FAIL).
 *
 * @param declared whether the inventory expects this source on this host
 * @param time last event, or {@link Instant#EPOCH} when a declared source was never heard
 * @param silence how long silent at as-of; a declared absence counts from its end
 * @param warnAfter silence from which LOG-01 warns, {@code failAfter} from which it fails and the source is dead
 * @param coveredSince start of the unbroken stretch up to now, with no hole longer than {@code failAfter};
 *     null when the source is dead or was never heard
 * @param yesterday events on the last whole local day, {@code usual} the median of comparable days, -1 when unknown
 * @param medianDelay between event and receipt; zero for files
 * @param rejectedPercent share of the source's lines that could not be read (R16)
 */
public record SourceHeartbeat(
        String host,
        String source,
        boolean declared,
        Instant time,
        Duration silence,
        Duration warnAfter,
        Duration failAfter,
        @Nullable Instant coveredSince,
        long yesterday,
        double usual,
        Duration medianDelay,
        double rejectedPercent,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public SourceHeartbeat {
        basis = List.copyOf(basis);
    }

    public boolean alive() {
        return !time.equals(Instant.EPOCH) && silence.compareTo(failAfter) <= 0;
    }

    /** Whether it was heard from then on without a hole longer than {@code failAfter}, at the beginning neither. */
    public boolean covers(Instant from) {
        return coveredSince != null && !coveredSince.isAfter(from.plus(failAfter));
    }
}
