package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How often input and output had to be retried on the worst local day of the last seven.
 *
 * @param time the last of these retries
 */
public record DiskRetries(String host, LocalDate day, int count, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public DiskRetries {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "disks";
    }
}
