package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the newest run of a backup job kept to its window and its habits. The attempts of one run count as one, from the first
 * start to the last end.
 *
 * @param window the agreed hours as written; empty when none are declared, or none that can be understood
 * @param timed the log says when the newest run began and, unless it runs, when it ended
 * @param alive the log that tells of it is alive
 * @param running it had not ended when last heard of
 * @param took from its start to its end, or to as-of while it runs; null when not known
 * @param late a running one: since the end of its window, negative before that; null when not running, or without a window
 * @param outside it ended outside the window it began in or before
 * @param compared earlier runs of the same kind whose length is known, at most 14
 * @param usual median of their lengths; null when there are none
 * @param retried of the {@code recent} newest runs that are over, at most 7, those that succeeded only after another try
 * @param overlaps it began before the run before it was over
 * @param time of the newest run; as-of when there is none
 */
public record JobPace(
        String host,
        String job,
        String window,
        boolean timed,
        boolean alive,
        boolean running,
        @Nullable Duration took,
        @Nullable Duration late,
        boolean outside,
        int compared,
        @Nullable Duration usual,
        int retried,
        int recent,
        boolean overlaps,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public JobPace {
        basis = List.copyOf(basis);
    }

    /** Whether a running job is past its window by more than that. */
    public boolean lateBy(Duration limit) {
        return running && late != null && late.compareTo(limit) > 0;
    }

    /** Whether a running job has taken more than that. */
    public boolean runsFor(Duration limit) {
        return running && took != null && took.compareTo(limit) > 0;
    }

    /** How many times as long as usual it took; 0 when there are fewer than three runs to compare with. */
    public double times() {
        if (took == null || usual == null || compared < 3 || usual.isZero()) return 0;
        return took.toMillis() / (double) usual.toMillis();
    }

    /** Hours it took, with one decimal; 0 when not known. */
    public double hours() {
        return took == null ? 0 : Math.round(took.toMinutes() / 6.0) / 10.0;
    }

    @Override
    public String source() {
        return "backup";
    }
}
