package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a host's antivirus last went through its files. Days are days the host was seen, for one that is not always on (R6).
 *
 * @param last end of the newest completed quick or full scan; null when nothing tells of any
 * @param days from then to as-of, {@code daysStated} to when it was last stated
 * @param full end of the newest completed full scan, with its days in the same way
 * @param aborted scans stopped or failed since the last completed one
 * @param time when scans were last spoken of
 */
public record AvScans(
        String host,
        @Nullable Instant last,
        @Nullable Double days,
        @Nullable Double daysStated,
        @Nullable Instant full,
        @Nullable Double fullDays,
        @Nullable Double fullDaysStated,
        int aborted,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public AvScans {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "antivirus";
    }
}
