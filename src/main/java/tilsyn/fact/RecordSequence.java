package tilsyn.fact;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What record ids of one channel say about its completeness over the period looked at.
 *
 * @param first lowest id, {@code last} highest id after the last restart of numbering
 * @param gaps holes between ids, oldest first
 * @param restarted whether numbering began again at a low number
 */
public record RecordSequence(
        String host,
        String channel,
        long first,
        long last,
        Instant from,
        Instant time,
        List<Gap> gaps,
        boolean restarted,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RecordSequence {
        gaps = List.copyOf(gaps);
        basis = List.copyOf(basis);
    }

    /** Records {@code after}+1 to {@code before}-1 are missing; the times are those of the neighbours. */
    public record Gap(long after, long before, Instant from, Instant until) {
        public long missing() {
            return before - after - 1;
        }
    }

    /** Records missing in the largest gap, 0 when there is none. */
    public long largestGap() {
        return gaps.stream().mapToLong(Gap::missing).max().orElse(0);
    }

    /** The first of the largest gaps; null when there is none. */
    private @Nullable Gap largest() {
        return gaps.stream().max(Comparator.comparingLong(Gap::missing)).orElse(null);
    }

    /** When the last record before the largest gap was written; null when there is none. */
    public @Nullable Instant largestGapFrom() {
        var largest = largest();
        return largest == null ? null : largest.from();
    }

    @Override
    public String source() {
        return LogEvent.sourceOf(channel);
    }
}
