package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stop nobody asked for, outside approved maintenance.
 *
 * @param time when the host was back
 * @param down how long it was away; zero when unknown
 * @param inMonth unexpected stops in the 30 days that begin with this one, itself included
 * @param workdaysSince working days after it up to and including as-of's date (R14)
 * @param rootCause number of the root cause attestation about it; empty when none is filed
 */
public record UnexpectedStop(
        String host,
        Instant time,
        Duration down,
        int inMonth,
        int workdaysSince,
        String rootCause,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public UnexpectedStop {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return basis.isEmpty() ? "" : basis.get(0).source();
    }
}
