package tilsyn.rule;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.model.Model;

/** Makes models of clause files: from the cache where it can, else by lint, compiler and a look at what came out. */
final class Workshop {
    private final ModelCache cache;
    private final List<Problem> problems;
    private int compiled;

    Workshop(ModelCache cache, List<Problem> problems) {
        this.cache = cache;
        this.problems = problems;
    }

    /** How many units had to be compiled. */
    int compiled() {
        return compiled;
    }

    /**
     * The model of each item's clauses. While anything in the folder is wrong, clauses are looked through but not compiled.
     *
     * @param units by item
     */
    SortedMap<String, Model> models(List<Card> cards, Map<String, Unit> units) {
        var models = new TreeMap<String, Model>();
        var missing = new TreeMap<String, Unit>();
        var keys = new TreeMap<String, String>();
        for (var card : cards) {
            var unit = units.get(card.id());
            if (unit == null) continue;
            var key = unit.key(card);
            keys.put(card.id(), key);
            var cached = cache.get(key).filter(Workshop::isHarmless);
            if (cached.isPresent()) models.put(card.id(), RuleClasses.model(cached.get()));
            else {
                Lint.check(card, unit, problems);
                missing.put(card.id(), unit);
            }
        }
        if (missing.isEmpty() || !problems.isEmpty()) return models;
        var made = Compiler.compile(missing.values(), problems);
        for (var unit : missing.values()) {
            var classes = made.get(unit.item());
            if (classes == null) continue;
            compiled++;
            if (!keepsIn(unit, classes)) continue;
            try {
                models.put(unit.item(), RuleClasses.model(classes));
                cache.put(String.valueOf(keys.get(unit.item())), classes);
            } catch (LinkageError unloadable) {
                problems.add(CompilerErrors.gaveUp(unit, unloadable));
            }
        }
        return models;
    }

    private static boolean isHarmless(Compiled unit) {
        try {
            return Bytecode.forbidden(unit).isEmpty();
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /** Whether it reaches for nothing that it mustn't; what it does is a problem. */
    private boolean keepsIn(Unit unit, Compiled classes) {
        var forbidden = Bytecode.forbidden(classes);
        for (var name : forbidden)
            problems.add(new Problem(
                    unit.source().path(),
                    unit.lineOf(name.substring(name.lastIndexOf('.') + 1)),
                    (name.startsWith("a") && name.contains(" ")
                                    ? "A rule has no use for %s."
                                    : "A rule can't reach %s.")
                            .formatted(name),
                    ""));
        return forbidden.isEmpty();
    }
}
