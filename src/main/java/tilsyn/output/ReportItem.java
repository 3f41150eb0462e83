package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * One checklist item with what it found.
 *
 * @param mark of the worst verdict
 * @param findings not in order or to follow up, worst first
 * @param moreFindings how many of them are only in the appendix
 * @param unknown hosts nobody can judge, with why
 * @param fine hosts proven in order, listed; empty when none
 * @param rows every verdict, for the appendix
 */
public record ReportItem(
        String id,
        String title,
        String why,
        String severity,
        ReportMark mark,
        List<ReportFinding> findings,
        int moreFindings,
        List<Unknown> unknown,
        String fine,
        List<Row> rows) {
    private static final int MOST_FINDINGS = 25;
    private static final int MOST_HOSTS = 12;

    /** Hosts that nobody can judge for the same reason. */
    public record Unknown(String subjects, String why) {}

    /**
     * @param clause or reason
     * @param evidence where its first source line is, and how many more there are
     */
    public record Row(String subject, ReportMark mark, String clause, String evidence, String agreed) {}

    /** Every item with an applicable subject, in the checklist's order. */
    static List<ReportItem> all(Assessment assessment, List<Ticket> tickets, String language) {
        var byItem = new TreeMap<Item, List<Verdict>>();
        for (var verdict : assessment.verdicts())
            byItem.computeIfAbsent(verdict.item(), item -> new ArrayList<>()).add(verdict);
        var items = new ArrayList<ReportItem>();
        byItem.forEach((item, verdicts) -> items.add(of(item, verdicts, assessment, tickets, language)));
        return items;
    }

    /** Nothing to do and nothing unknown. */
    public boolean inOrder() {
        return findings.isEmpty() && unknown.isEmpty();
    }

    private static ReportItem of(
            Item item, List<Verdict> verdicts, Assessment assessment, List<Ticket> tickets, String language) {
        var worst = verdicts.stream()
                .map(Verdict::outcome)
                .min(Comparator.naturalOrder())
                .orElse(Outcome.NO_EVIDENCE);
        var follow = verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.WARN)
                .sorted(Comparator.comparing(Verdict::outcome).thenComparing(Comparator.naturalOrder()))
                .toList();
        return new ReportItem(
                item.id(),
                item.title().in(language),
                item.why().in(language),
                Phrases.of(item.severity()).in(language),
                ReportMark.of(worst, language),
                follow.stream()
                        .limit(MOST_FINDINGS)
                        .map(verdict ->
                                ReportFinding.of(verdict, verdict.equals(follow.get(0)), assessment, tickets, language))
                        .toList(),
                Math.max(0, follow.size() - MOST_FINDINGS),
                unknown(verdicts, language),
                Phrases.listed(names(verdicts, Outcome.PASS, language), MOST_HOSTS, language),
                verdicts.stream().map(verdict -> row(verdict, language)).toList());
    }

    private static List<Unknown> unknown(List<Verdict> verdicts, String language) {
        var byReason = new TreeMap<String, List<String>>();
        for (var verdict : verdicts)
            if (verdict.outcome() == Outcome.NO_EVIDENCE)
                byReason.computeIfAbsent(Findings.sentence(verdict).in(language), why -> new ArrayList<>())
                        .add(ReportMatrix.name(verdict.subject(), language));
        var unknown = new ArrayList<Unknown>();
        byReason.forEach((why, subjects) ->
                unknown.add(new Unknown(Phrases.listed(subjects, MOST_HOSTS, language), Phrases.sentenceCase(why))));
        return unknown;
    }

    private static List<String> names(List<Verdict> verdicts, Outcome outcome, String language) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .map(verdict -> ReportMatrix.name(verdict.subject(), language))
                .toList();
    }

    private static Row row(Verdict verdict, String language) {
        var cited = tilsyn.trace.Citation.of(verdict.cited());
        var evidence = cited.isEmpty() ? "" : cited.get(0).origin().place();
        return new Row(
                ReportMatrix.name(verdict.subject(), language),
                ReportMark.of(verdict.outcome(), language),
                verdict.reason() == null ? verdict.clause() : (verdict.clause() + " " + verdict.reason()).strip(),
                cited.size() > 1 ? evidence + " +" + (cited.size() - 1) : evidence,
                ReportAgreed.words(verdict.disposition()).in(language));
    }
}
