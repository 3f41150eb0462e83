package tilsyn;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tilsyn.derive.Pictures;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;

/** Facts, of which those that pictures show are noted as they are read, so that nobody has to read them all again. */
final class Drawn implements Facts {
    private final Facts facts;
    private final ConcurrentNavigableMap<String, List<Fact>> noted = new ConcurrentSkipListMap<>();

    Drawn(Facts facts) {
        this.facts = facts;
    }

    @Override
    public SortedSet<String> hosts() {
        return facts.hosts();
    }

    @Override
    public List<Fact> of(String host) {
        var read = facts.of(host);
        noted.computeIfAbsent(host, name -> read.stream().filter(Pictures::show).toList());
        return read;
    }

    @Override
    public List<Fact> customer() {
        return facts.customer();
    }

    /** By host, of the hosts that were read. */
    SortedMap<String, List<Fact>> noted() {
        return noted;
    }
}
