package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sizes of one job's runs compare with the ones before. Sizes are bytes read.
 *
 * @param zeroRun its newest run, or newest full run, is marked success and read nothing
 * @param fulls earlier full runs the newest is compared with, at most 5
 * @param full bytes of the newest full run, -1 without one; {@code usual} the median of the earlier ones, -1 without any
 * @param sourceFell the data on the source fell by more than 10 % in the same period; null when nothing says
 * @param increments incremental runs known, {@code increment} the newest one's bytes, {@code usualIncrement} the median of
 *     those before, -1 without any
 * @param zeroIncrements incremental runs of nothing in a row on working days, newest last
 * @param shrunkWeeks weeks in a row in which the full run was at least 5 % smaller
 * @param sizesKnown false when its newest run states no size
 */
public record JobSizes(
        String host,
        String job,
        boolean zeroRun,
        int fulls,
        long full,
        long usual,
        @Nullable Boolean sourceFell,
        int increments,
        long increment,
        long usualIncrement,
        int zeroIncrements,
        int shrunkWeeks,
        boolean sizesKnown,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    private static final double GB = 1e9;

    public JobSizes {
        basis = List.copyOf(basis);
    }

    /** The newest full run against the usual one, 1 when there is nothing to compare. */
    public double fullRatio() {
        return full < 0 || usual <= 0 ? 1 : (double) full / usual;
    }

    /** The newest incremental run against the usual one, 1 when there is nothing to compare. */
    public double incrementRatio() {
        if (increment <= 0 || usualIncrement < 0) return 1;
        return usualIncrement == 0 ? Double.MAX_VALUE : (double) increment / usualIncrement;
    }

    /** Sizes in GB of 10^9 bytes. */
    public double fullGb() {
        return full / GB;
    }

    public double usualGb() {
        return usual / GB;
    }

    public double incrementGb() {
        return increment / GB;
    }

    public double usualIncrementGb() {
        return usualIncrement / GB;
    }

    @Override
    public String source() {
        return "backup";
    }
}
