package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A name that the inventory does not know, of something that sends evidence or runs as a guest.
 *
 * @param how {@code evidence} of its own, or {@code guest} of a hypervisor
 * @param first when first seen, {@code time} when last
 */
public record UnknownHost(String name, String how, Instant first, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public UnknownHost {
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "sighting";
    }
}
