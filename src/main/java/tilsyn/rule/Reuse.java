package tilsyn.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.derive.Context;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.verdict.Verdict;

/**
 * What one assessment leaves to another of the same facts at the same moment by an edited rulebook: derived facts, as long as
 * every limit they were derived with is the same there, and verdicts on hosts by items that are the same in both.
 */
final class Reuse {
    private final Map<Limit, Double> limits = new ConcurrentHashMap<>();
    private final Map<String, List<Fact>> derived = new ConcurrentHashMap<>();
    private final Map<String, List<Verdict>> verdicts;
    private final Set<String> same;
    private final @Nullable Stratum changed;
    private final @Nullable Reuse before;

    /** Nothing to reuse; what is derived is noted for another. */
    Reuse() {
        this(null, Map.of(), Set.of(), null);
    }

    private Reuse(
            @Nullable Reuse before, Map<String, List<Verdict>> verdicts, Set<String> same, @Nullable Stratum changed) {
        this.before = before;
        this.verdicts = verdicts;
        this.same = same;
        this.changed = changed;
    }

    private record Limit(String parameter, @Nullable Host host) {}

    /**
     * For the edited rulebook, after the first has judged.
     *
     * @param same items on hosts that both judge alike
     * @param changed the clauses of the others
     * @param by the edited rulebook's limits; where one differs from what facts were derived with, nothing is reused
     */
    Reuse handedOn(List<Verdict> judged, Set<String> same, Stratum changed, Context.Limits by) {
        boolean holds = limits.entrySet().stream()
                .allMatch(limit ->
                        by.of(limit.getKey().parameter(), limit.getKey().host()) == limit.getValue());
        return holds
                ? new Reuse(this, judged.stream().collect(Collectors.groupingBy(Verdict::subject)), same, changed)
                : new Reuse();
    }

    /** Notes what a derivation asked for. */
    double limit(String parameter, @Nullable Host host, double value) {
        limits.put(new Limit(parameter, host), value);
        return value;
    }

    List<Fact> derived(String host, Supplier<List<Fact>> derive) {
        var kept = before == null ? null : before.derived.get(host);
        var facts = kept == null ? derive.get() : kept;
        derived.put(host, facts);
        return facts;
    }

    /** The verdicts there are already. */
    List<Verdict> verdicts(String host, List<Card> cards) {
        var wanted = cards.stream().map(Card::id).filter(same::contains).collect(Collectors.toSet());
        return verdicts.getOrDefault(host, List.of()).stream()
                .filter(verdict -> wanted.contains(verdict.item().id()))
                .toList();
    }

    boolean isSame(Card card) {
        return same.contains(card.id());
    }

    /** The clauses that have to be fired. */
    Stratum fired(Stratum all) {
        return changed == null ? all : changed;
    }
}
