package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when a host's operating system, or a core product on it, gets security updates.
 *
 * @param product with its edition, and {@code version}: as the host states them
 * @param object {@code os}, or the product's name
 * @param eol null when the table of lifecycles does not know it
 * @param daysLeft days up to the last one, 0 on it, negative after; 0 when not known
 * @param extended last day of paid extended support that someone attests; null when there is none that holds
 * @param time when the version was stated
 */
public record OsSupport(
        String host,
        String product,
        String version,
        String object,
        @Nullable LocalDate eol,
        long daysLeft,
        @Nullable LocalDate extended,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public OsSupport {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "software";
    }
}
