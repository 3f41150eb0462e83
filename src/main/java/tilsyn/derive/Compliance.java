package tilsyn.derive;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.HostVerdict;
import tilsyn.fact.InstallHistory;
import tilsyn.fact.PastVerdict;
import tilsyn.fact.PatchCompliance;

/** The share of hosts with their security updates in order, now and at the end of the two update cycles before. */
final class Compliance {
    private static final Set<String> ITEMS = Set.of("UPD-02", "UPD-06");
    private static final String APPLIES_NOT = "NOT_APPLICABLE";

    private Compliance() {}

    /** Empty when no host was judged. */
    static List<Fact> of(List<HostVerdict> now, Facts facts, Map<String, List<Fact>> derived, Context context) {
        var judged = new TreeMap<String, Boolean>();
        var unproven = new TreeSet<String>();
        var basis = new ArrayList<Fact>();
        for (var verdict : now) {
            if (!ITEMS.contains(verdict.item()) || verdict.verdict().equals(APPLIES_NOT)) continue;
            judged.merge(verdict.host(), verdict.verdict().equals("PASS"), Boolean::logicalAnd);
            if (verdict.verdict().equals("NO_EVIDENCE") || !isTold(derived.getOrDefault(verdict.host(), List.of())))
                unproven.add(verdict.host());
            basis.add(verdict);
        }
        if (judged.isEmpty()) return List.of();
        var past = past(facts);
        var cycle = PatchCycles.of(context.today());
        var cited = basis.get(0);
        return List.of(new PatchCompliance(
                percent(judged),
                at(cycle.minusMonths(1), past, context),
                at(cycle.minusMonths(2), past, context),
                judged.size(),
                unproven.size(),
                context.asOf(),
                basis,
                cited.origin()));
    }

    private static boolean isTold(List<Fact> derived) {
        return derived.stream().anyMatch(fact -> fact instanceof InstallHistory history && history.alive());
    }

    private static List<PastVerdict> past(Facts facts) {
        var past = new ArrayList<PastVerdict>();
        for (var host : facts.hosts())
            for (var fact : facts.of(host))
                if (fact instanceof PastVerdict verdict
                        && ITEMS.contains(verdict.item())
                        && !verdict.verdict().equals(APPLIES_NOT)) past.add(verdict);
        return past;
    }

    /** By the last verdicts of that cycle. */
    private static @Nullable Double at(YearMonth cycle, List<PastVerdict> past, Context context) {
        var within = past.stream()
                .filter(verdict -> PatchCycles.of(context.day(verdict.time())).equals(cycle))
                .toList();
        var last = within.stream().map(PastVerdict::time).max(Comparator.naturalOrder());
        if (last.isEmpty()) return null;
        var judged = new TreeMap<String, Boolean>();
        for (var verdict : within)
            if (verdict.time().equals(last.get()))
                judged.merge(verdict.host(), verdict.verdict().equals("PASS"), Boolean::logicalAnd);
        return percent(judged);
    }

    private static double percent(Map<String, Boolean> judged) {
        return 100.0 * judged.values().stream().filter(Boolean::booleanValue).count() / judged.size();
    }
}
