package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a host's searches for updates went in the last 35 days.
 *
 * @param lastGood the newest search that got an answer; null when none did
 * @param days since then: 24-hour days for hosts that are always on, else days the host was seen; since the oldest search when
 *     none got an answer
 * @param failed how many of the newest failed in a row, {@code code} the newest error's code
 * @param alive the feed they come by lives: it is neither silent for too long nor silent while the host is in use
 * @param time newest search
 */
public record ScanHistory(
        String host,
        @Nullable Instant lastGood,
        double days,
        int failed,
        String code,
        boolean alive,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ScanHistory {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "updates";
    }
}
