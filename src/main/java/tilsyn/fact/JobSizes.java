package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * How the sizes of one job's runs compare with the ones before. Sizes are bytes read.
 *
 * @param zeroRun a run marked success read nothing; its end as text is in {@link #time()}
 * @param fulls earlier full runs the newest is compared with, at most 5
 * @param full bytes of the newest full run, -1 without one; {@code usual} the median of the earlier ones, -1 without any
 * @param sourceShrank the data on the source fell by more than 10 % in the same period
 * @param increments incremental runs known, {@code increment} the newest one's bytes, {@code usualIncrement} the median
 * @param zeroIncrements incremental runs of nothing in a row on working days, newest last
 * @param shrunkWeeks weeks in a row in which the full run was at least 5 % smaller
 * @param sizesKnown false when no run states a size
 */
public record JobSizes(
        String host,
        String job,
        boolean zeroRun,
        int fulls,
        long full,
        long usual,
        boolean sourceShrank,
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
    public JobSizes {
        basis = List.copyOf(basis);
    }

    /** The newest full run against the usual one, 1 when there is nothing to compare. */
    public double fullRatio() {
        return full < 0 || usual <= 0 ? 1 : (double) full / usual;
    }

    /** The newest incremental run against the usual one, 1 when there is nothing to compare. */
    public double incrementRatio() {
        return increment < 0 || usualIncrement <= 0 ? 1 : (double) increment / usualIncrement;
    }

    @Override
    public String source() {
        return "backup";
    }
}
