package tilsyn.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One customer's facts, with host names resolved, every list sorted by {@link #ORDER}. */
public interface Facts {
    Comparator<Fact> ORDER = Comparator.comparing(Fact::time)
            .thenComparing(Fact::type)
            .thenComparing(Fact::host)
            .thenComparing(Fact::origin)
            .thenComparing(Fact::toString);

    /** Hosts that any fact speaks of, resolved; without the empty name. */
    SortedSet<String> hosts();

    /** What is known about one host; registers included. */
    List<Fact> of(String host);

    /** What concerns the customer as a whole: facts without a host. */
    List<Fact> customer();

    /** Facts held in memory, under the host each names. */
    static Facts of(Collection<? extends Fact> facts) {
        var byHost = new TreeMap<String, List<Fact>>();
        for (var fact : facts)
            byHost.computeIfAbsent(fact.host(), host -> new ArrayList<>()).add(fact);
        byHost.replaceAll((host, list) -> list.stream().sorted(ORDER).toList());
        var hosts = new TreeSet<>(byHost.keySet());
        hosts.remove("");
        return new Facts() {
            @Override
            public SortedSet<String> hosts() {
                return Collections.unmodifiableSortedSet(hosts);
            }

            @Override
            public List<Fact> of(String host) {
                return byHost.getOrDefault(host, List.of());
            }

            @Override
            public List<Fact> customer() {
                return of("");
            }
        };
    }
}
