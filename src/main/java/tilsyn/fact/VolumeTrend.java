package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a volume is heading: Theil–Sen slope of daily free space, over up to 28 days and only since the last jump of more
 * than a tenth of its size. Sizes in bytes.
 *
 * @param free at the newest sample, {@code size} likewise
 * @param samples days with a sample that the slope rests on
 * @param perDay change of free space a day, negative while it fills; 0 with fewer than two samples
 * @param perDayLow lower end of the interval that holds the true slope 95 times of a hundred (Sen 1968), {@code perDayHigh}
 *     its upper end
 * @param daysToFull null when it does not shrink
 * @param from oldest sample used, {@code time} newest
 */
public record VolumeTrend(
        String host,
        String volume,
        long size,
        long free,
        int samples,
        double perDay,
        double perDayLow,
        double perDayHigh,
        @Nullable Double daysToFull,
        Instant from,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public VolumeTrend {
        basis = List.copyOf(basis);
    }

    /** Whether it seems to shrink, and may as well not: any forecast would be a guess. */
    public boolean tooNoisy() {
        return perDay < 0 && perDayHigh >= 0;
    }

    /** Free space in per cent of the size. */
    public double freePercent() {
        return 100.0 * free / size;
    }

    /** Free space in GB of 10^9 bytes, and the size likewise. */
    public double freeGb() {
        return free / 1e9;
    }

    public double sizeGb() {
        return size / 1e9;
    }

    /** When it is full if it goes on like that; null when it does not shrink, or not within a hundred years. */
    public @Nullable Instant full() {
        return daysToFull == null || daysToFull > 36_500 ? null : time.plusSeconds(Math.round(daysToFull * 86_400));
    }

    @Override
    public String source() {
        return "volumes";
    }
}
