package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program or firmware on a host against the version it must have.
 *
 * @param component {@code software}, {@code firmware} or {@code bmc}
 * @param severity {@code critical} or {@code other}
 * @param released when the version it must have was released
 * @param below whether it is older; null when the two can't be compared
 * @param time when its version was stated
 */
public record SoftwareLevel(
        String host,
        String product,
        String component,
        String version,
        String minVersion,
        String severity,
        Instant released,
        @Nullable Boolean below,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public SoftwareLevel {
        basis = List.copyOf(basis);
    }

    /** Since the version it must have was released. */
    public Duration age(Instant now) {
        return Duration.between(released, now);
    }

    @Override
    public String source() {
        return "software";
    }
}
