package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A security update that the newest list of packages still shows as waiting.
 *
 * @param since when first seen waiting, by the list itself or by the earliest list without a break
 * @param held someone keeps the package back
 * @param time of the newest list
 */
public record PackageWait(
        String host,
        String name,
        String version,
        Instant since,
        boolean held,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PackageWait {
        basis = List.copyOf(basis);
    }

    public Duration age(Instant now) {
        return Duration.between(since, now);
    }

    @Override
    public String source() {
        return "updates";
    }
}
