package tilsyn.output;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** An assessment's verdicts in the order a reader needs them. */
final class Findings {
    private static final Comparator<Verdict> BY_HARM = Comparator.comparing((Verdict verdict) -> -harm(verdict))
            .thenComparing((Verdict verdict) -> -verdict.item().area().weight())
            .thenComparing(Verdict::item)
            .thenComparing(verdict -> verdict);

    private Findings() {}

    /** What is proven not in order or in need of follow-up, worst first. */
    static List<Verdict> byHarm(Assessment assessment) {
        return assessment.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.WARN)
                .sorted(BY_HARM)
                .toList();
    }

    private static int harm(Verdict verdict) {
        return verdict.item().severity().weight() * (verdict.outcome() == Outcome.FAIL ? 3 : 1);
    }

    /** What nobody can say, the weightiest first, as {@code item -> verdicts}. */
    static List<List<Verdict>> unknown(Assessment assessment) {
        var byItem = new TreeMap<String, List<Verdict>>();
        for (var verdict : assessment.verdicts())
            if (verdict.outcome() == Outcome.NO_EVIDENCE)
                byItem.merge(verdict.item().id(), List.of(verdict), Findings::joined);
        return byItem.values().stream()
                .sorted(Comparator.comparing((List<Verdict> same) ->
                                -same.get(0).item().severity().weight()
                                        * same.get(0).item().area().weight())
                        .thenComparing(same -> same.get(0).item()))
                .toList();
    }

    private static List<Verdict> joined(List<Verdict> one, List<Verdict> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }

    /** What a finding is about, before its sentence; empty when the sentence says so itself. */
    static String about(Finding finding, Item item, String language) {
        var object = finding.object();
        if (object.isEmpty() || finding.said(item).in(language).contains(object)) return "";
        var template = item.clause(finding.clause()).sentence().in(language);
        boolean named = finding.values().entrySet().stream()
                .anyMatch(value -> value.getValue().equals(object) && template.contains("{" + value.getKey() + "}"));
        return named ? "" : object;
    }

    /** What it is about, in one sentence. */
    static Words sentence(Verdict verdict) {
        var first = verdict.first();
        if (first.isPresent()) return first.get().said(verdict.item());
        if (verdict.reason() == null || verdict.outcome() != Outcome.NO_EVIDENCE)
            return verdict.item().title();
        var lacking = verdict.evidence().stream()
                .filter(found -> found.line().required() && !found.suffices())
                .findFirst();
        var reason = Phrases.of(verdict.reason());
        return lacking.map(found -> new Words(
                        found.line().from().en() + ": " + reason.en(),
                        found.line().from().nb() + ": " + reason.nb()))
                .orElse(reason);
    }
}
