package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * The newest statement of which updates a Windows host misses.
 *
 * @param missing how many, of all classes
 */
public record PatchLevel(String host, int missing, Instant time, List<Fact> basis, Origin origin) implements Derived {
    public PatchLevel {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "updates";
    }
}
