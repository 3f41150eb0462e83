package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * What was decided of a host, for the customer items that look across hosts.
 *
 * @param severity of the item: {@code critical}, {@code high}, {@code medium} or {@code low}
 */
public record HostVerdict(
        String host,
        String item,
        String severity,
        String verdict,
        String clause,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public HostVerdict {
        basis = List.copyOf(basis);
    }

    /** Whether something it rests on was so at or after the one moment and before the other. */
    public boolean restsOn(Instant from, Instant until) {
        return basis.stream()
                .anyMatch(fact -> !fact.time().isBefore(from) && fact.time().isBefore(until));
    }

    @Override
    public String source() {
        return "verdict";
    }

    /** Without its basis: verdicts of a moment are told apart by this, and there are many. */
    @Override
    public String toString() {
        return "HostVerdict[" + host + " " + item + " " + verdict + " " + clause + "]";
    }
}
