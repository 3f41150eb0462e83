package tilsyn.rule;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/** The compiled clauses of the items of one stratum: of hosts, or of the customer. */
final class Stratum {
    private final SortedMap<String, Model> models;
    private final Map<Set<String>, KieBase> bases = new ConcurrentHashMap<>();

    /** @param models by item */
    Stratum(Map<String, Model> models) {
        this.models = new TreeMap<>(models);
    }

    Set<String> items() {
        return models.keySet();
    }

    /** The clauses of some items, ready to fire. Made once: that takes a while. */
    KieBase of(Set<String> items) {
        return bases.computeIfAbsent(Set.copyOf(items), this::base);
    }

    private KieBase base(Set<String> items) {
        var wanted = new TreeMap<>(models);
        wanted.keySet().retainAll(items);
        return KieBaseBuilder.createKieBaseFromModel(wanted.values());
    }
}
