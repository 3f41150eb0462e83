package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * When anything last arrived of any of the customer's hosts, as one host's rules need to know it: when nothing does, the
 * collecting is down and not the host.
 */
public record Arrivals(String host, Instant time, List<Fact> basis, Origin origin) implements Derived {
    public Arrivals {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "sighting";
    }
}
