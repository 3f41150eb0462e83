package tilsyn.rule;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/** The compiled clauses of the items of one stratum: of hosts, or of the customer. */
final class Stratum {
    private final SortedMap<String, Model> models;
    private final Map<Set<String>, KieBase> without = new ConcurrentHashMap<>();

    /** @param models by item */
    Stratum(Map<String, Model> models) {
        this.models = new TreeMap<>(models);
    }

    Set<String> items() {
        return models.keySet();
    }

    /** All clauses but those of some items. */
    KieBase without(Set<String> items) {
        return without.computeIfAbsent(Set.copyOf(items), this::base);
    }

    private KieBase base(Set<String> without) {
        var wanted = new TreeMap<>(models);
        wanted.keySet().removeAll(new TreeSet<>(without));
        return KieBaseBuilder.createKieBaseFromModel(wanted.values());
    }
}
