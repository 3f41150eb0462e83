package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * How a business job did on a day it was due, or for a business date.
 *
 * @param date the day or business date; empty for the job as a whole
 * @param detail what its runs said, such as {@code rc=0 rows=0}; empty when there was none
 * @param time its deadline, or the run it speaks of
 */
public record JobDay(
        String host,
        String job,
        String date,
        Outcome outcome,
        String detail,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public JobDay {
        basis = List.copyOf(basis);
    }

    public enum Outcome {
        DONE,
        /** Done after the deadline, within grace. */
        LATE,
        /** Not done by deadline and grace. */
        MISSING,
        /** Ended with a result that is not 0. */
        FAILED,
        /** Ended with 0 and gave nothing on a day that expects something. */
        EMPTY,
        /** More than one run processed data for one business date. */
        TWICE,
        /** It ran, and nobody says what came of it. */
        UNSTATED,
        /** The log that would have told of it does not cover that day. */
        UNHEARD
    }

    @Override
    public String source() {
        return "jobs";
    }
}
