package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A guest or volume that was seen and that nobody has declared as protected or as deliberately left out.
 *
 * @param name of the guest or volume
 * @param time when first seen
 */
public record Unprotected(String host, String name, Instant time, List<Fact> basis, Origin origin) implements Derived {
    public Unprotected {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "guests";
    }
}
