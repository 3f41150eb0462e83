package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * An item that nobody can judge for some subjects, and how to find out.
 *
 * @param reasons subjects by what is lacking
 * @param atHand what the evidence at hand says, where it says something
 */
public record ReportGap(
        String id,
        String title,
        String severity,
        List<ReportItem.Unknown> reasons,
        List<String> atHand,
        List<String> advice) {
    private static final int MOST_EXPORTS = 3;
    private static final int MOST_HOSTS = 12;

    /** The weightiest first. */
    static List<ReportGap> of(Results results) {
        return Findings.unknown(results.assessment()).stream()
                .map(verdicts -> of(verdicts, results))
                .toList();
    }

    private static ReportGap of(List<Verdict> verdicts, Results results) {
        var language = results.language();
        var item = verdicts.get(0).item();
        return new ReportGap(
                item.id(),
                item.title().in(language),
                Phrases.of(item.severity()).in(language),
                reasons(verdicts, results),
                atHand(verdicts, language),
                exports(results, verdicts.get(0)).stream()
                        .map(export -> export.advice(language))
                        .toList());
    }

    private static List<ReportItem.Unknown> reasons(List<Verdict> verdicts, Results results) {
        var language = results.language();
        var byReason = new TreeMap<String, List<String>>();
        for (var verdict : verdicts)
            byReason.computeIfAbsent(Findings.sentence(verdict).in(language), reason -> new ArrayList<>())
                    .add(ReportMatrix.name(verdict.subject(), language) + newest(verdict, results));
        var reasons = new ArrayList<ReportItem.Unknown>();
        byReason.forEach((reason, subjects) -> reasons.add(
                new ReportItem.Unknown(Phrases.listed(subjects, MOST_HOSTS, language), Phrases.sentenceCase(reason))));
        return reasons;
    }

    /** How old the newest is of what is too old. */
    private static String newest(Verdict verdict, Results results) {
        var zone = results.assessment().customer().zone();
        var language = results.language();
        return verdict.evidence().stream()
                .filter(found -> found.line().required()
                        && !found.suffices()
                        && !found.cited().isEmpty())
                .findFirst()
                .map(found -> " (" + (language.equals("en") ? "newest " : "sist ")
                        + Phrases.time(found.cited().get(0).time(), zone, language) + ")")
                .orElse("");
    }

    private static List<String> atHand(List<Verdict> verdicts, String language) {
        return verdicts.stream()
                .filter(verdict -> verdict.atHand() != Outcome.NO_EVIDENCE)
                .map(verdict -> ReportMatrix.name(verdict.subject(), language) + ": "
                        + Phrases.of(verdict.atHand()).in(language))
                .toList();
    }

    /** What would show it, the most telling first: what feeds the fewest other items. */
    static List<Export> exports(Results results, Verdict verdict) {
        if (written(verdict) && !entries(verdict).isEmpty()) return entries(verdict);
        var feeding = results.exports().stream()
                .filter(export -> export.items().contains(verdict.item().id()))
                .sorted(Comparator.comparing((Export export) -> !export.exact())
                        .thenComparingInt(export -> export.items().size()))
                .toList();
        var fitting = feeding.stream()
                .filter(export -> export.written() == written(verdict))
                .toList();
        return (fitting.isEmpty() ? feeding : fitting)
                .stream().limit(MOST_EXPORTS).toList();
    }

    /** The commands that record what a person has to state. */
    private static List<Export> entries(Verdict verdict) {
        return verdict.evidence().stream()
                .filter(found -> found.line().required() && !found.suffices())
                .flatMap(found -> found.line().form().stream())
                .distinct()
                .map(form -> new Export(
                        new Words("An entry by a named person", "En oppføring fra en navngitt person"),
                        new Words("./tilsyn attest FOLDER " + form, "./tilsyn attest MAPPE " + form),
                        List.of(verdict.item().id()),
                        true))
                .toList();
    }

    /** Whether what is lacking is something that people write. */
    private static boolean written(Verdict verdict) {
        var reason = verdict.reason();
        return reason == Reason.NOT_DECLARED
                || reason == Reason.ATTESTATION_MISSING
                || reason == Reason.ATTESTATION_INVALID
                || reason == Reason.ATTESTATION_GAP;
    }
}
