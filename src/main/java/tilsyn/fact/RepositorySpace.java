package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How full a described repository is and where it is heading. Sizes in bytes.
 *
 * @param sampled when its space was last told; null when never
 * @param size at that sample, {@code free} likewise; -1 when never
 * @param daysToFull if it goes on as over the last 28 days; null when it does not fill, or with fewer than two samples
 * @param time of the newest sample; as-of when there is none
 */
public record RepositorySpace(
        String repository,
        boolean offline,
        @Nullable Instant sampled,
        long size,
        long free,
        @Nullable Double daysToFull,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RepositorySpace {
        basis = List.copyOf(basis);
    }

    /** Free space in per cent of the size, with one decimal; 100 when never told. */
    public double freePercent() {
        return size <= 0 ? 100 : Math.round(1000.0 * free / size) / 10.0;
    }

    /** Whether less than that share is free. */
    public boolean below(double percent) {
        return size > 0 && 100.0 * free / size < percent;
    }

    /** Whether it is full within that many days. */
    public boolean fullWithin(double days) {
        return daysToFull != null && daysToFull <= days;
    }

    /** Whether its space was told within two days, or eight for media that are not always connected. */
    public boolean toldInTime(Instant now) {
        return sampled != null && !sampled.isBefore(now.minus(Duration.ofDays(offline ? 8 : 2)));
    }

    /** Whole days until it is full; a dash when it does not fill. */
    public String daysText() {
        return daysToFull == null || daysToFull > 36_500 ? "–" : String.valueOf(daysToFull.longValue());
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "backup";
    }
}
