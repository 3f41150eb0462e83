package tilsyn.fact;

import java.util.List;
import java.util.SortedSet;

/** One customer's facts, with host names resolved, every list sorted by {@link #ORDER}. */
public interface Facts {
    java.util.Comparator<Fact> ORDER = java.util.Comparator.comparing(Fact::time)
            .thenComparing(Fact::type)
            .thenComparing(Fact::origin)
            .thenComparing(Fact::toString);

    /** Hosts that any fact speaks of, resolved; without the empty name. */
    SortedSet<String> hosts();

    /** What is known about one host; registers included. */
    List<Fact> of(String host);

    /** What concerns the customer as a whole: facts without a host. */
    List<Fact> customer();
}
