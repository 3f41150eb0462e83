package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many of the restore points that should be kept of a scope that matters are there.
 *
 * @param listed when the newest list of its restore points was made; null when there is none
 * @param required daily points, or one for each stretch of its RPO when that is longer
 * @param missing those of them that are not listed, or whose run was known not to be good
 * @param unclear those that are listed, but no log tells of their runs
 * @param months past months that must have a point and have none, such as {@code 2025-09}
 * @param time of the list; as-of when there is none
 */
public record RetentionDepth(
        String host,
        String scope,
        String importance,
        @Nullable Instant listed,
        int required,
        int missing,
        int unclear,
        List<String> months,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RetentionDepth {
        months = List.copyOf(months);
        basis = List.copyOf(basis);
    }

    /** Daily points that are there. */
    public int points() {
        return required - missing - unclear;
    }

    /** The months without a point; a dash when there are none. */
    public String monthsText() {
        return months.isEmpty() ? "–" : String.join(", ", months);
    }

    /** Whether there is a list of that moment or newer. */
    public boolean listedSince(Instant limit) {
        return listed != null && !listed.isBefore(limit);
    }

    @Override
    public String source() {
        return "backup";
    }
}
