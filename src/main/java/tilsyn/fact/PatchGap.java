package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security update that is not in effect: missing, or installed and waiting for a restart.
 *
 * @param kb its number or title; empty for one that waits for a restart while no log tells which it is
 * @param category {@code exploited}, {@code critical} or {@code security}
 * @param released null when nothing says
 * @param waiting it is installed, and a restart is pending
 * @param time of the statement
 */
public record PatchGap(
        String host,
        String kb,
        String category,
        @Nullable Instant released,
        boolean waiting,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PatchGap {
        basis = List.copyOf(basis);
    }

    /** Since its release; zero when that is not known. */
    public Duration age(Instant now) {
        return released == null ? Duration.ZERO : Duration.between(released, now);
    }

    @Override
    public String source() {
        return "updates";
    }
}
