package tilsyn.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.drools.base.base.ClassObjectType;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import tilsyn.fact.Fact;

/** The compiled clauses of the items of one stratum: of hosts, or of the customer. */
final class Stratum {
    private final SortedMap<String, Model> models;
    private final Map<Set<String>, KieBase> bases = new ConcurrentHashMap<>();
    private final Map<Set<String>, Set<Class<?>>> matched = new ConcurrentHashMap<>();

    /** @param models by item */
    Stratum(Map<String, Model> models) {
        this.models = new TreeMap<>(models);
    }

    Stratum without(Set<String> items) {
        var others = new TreeMap<>(models);
        others.keySet().removeAll(items);
        return new Stratum(others);
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
        return Metered.all(KieBaseBuilder.createKieBaseFromModel(wanted.values()));
    }

    /** The facts that some clause of these items has a pattern for; no other need be in a session. */
    List<Fact> matched(Set<String> items, List<Fact> facts) {
        var classes = matched.computeIfAbsent(Set.copyOf(items), this::classes);
        var wanted = new HashMap<Class<?>, Boolean>();
        return facts.stream()
                .filter(fact -> wanted.computeIfAbsent(
                        fact.getClass(), type -> classes.stream().anyMatch(known -> known.isAssignableFrom(type))))
                .toList();
    }

    private Set<Class<?>> classes(Set<String> items) {
        var classes = new HashSet<Class<?>>();
        for (var rules : of(items).getKiePackages())
            for (var rule : rules.getRules()) collect(((RuleImpl) rule).getLhs(), classes);
        return classes;
    }

    private static void collect(RuleConditionElement element, Set<Class<?>> into) {
        if (element instanceof Pattern pattern && pattern.getObjectType() instanceof ClassObjectType type)
            into.add(type.getClassType());
        for (var nested : element.getNestedElements()) collect(nested, into);
    }
}
