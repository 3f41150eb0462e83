package tilsyn.output;

import java.util.List;
import java.util.stream.Stream;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * One verdict that is not in order, with why, what to do and where it was read.
 *
 * @param sentences what the deciding clause found, one for each thing it is about
 * @param also what other clauses found
 * @param stepsAbove whether an earlier finding of the item shows the steps already
 * @param agreed accepted risk or maintenance, in words; empty when open
 */
public record ReportFinding(
        ReportMark mark,
        String subject,
        boolean assumed,
        String clause,
        List<Sentence> sentences,
        List<Sentence> also,
        String agreed,
        List<String> steps,
        boolean stepsAbove,
        List<ReportSource> sources) {
    /** @param object what it is about; empty when that is the host as a whole */
    public record Sentence(String clause, String object, String text) {}

    static ReportFinding of(
            Verdict verdict, boolean first, Assessment assessment, List<Ticket> tickets, String language) {
        return new ReportFinding(
                ReportMark.of(verdict.outcome(), language),
                ReportMatrix.name(verdict.subject(), language),
                verdict.assumed(),
                verdict.clause(),
                sentences(verdict, verdict.deciding().stream(), language),
                sentences(
                        verdict,
                        verdict.matched().stream()
                                .filter(finding ->
                                        !verdict.deciding().contains(finding) && adds(finding, verdict, language)),
                        language),
                ReportAgreed.words(verdict.disposition()).in(language),
                steps(verdict, tickets, language),
                !first,
                ReportSource.of(verdict, assessment.customer().zone(), language));
    }

    private static List<Sentence> sentences(Verdict verdict, Stream<Finding> findings, String language) {
        return findings.map(finding -> {
                    var about = Findings.about(finding, verdict.item(), language);
                    return new Sentence(finding.clause(), about, said(finding, verdict, language));
                })
                .distinct()
                .toList();
    }

    /** With a capital, unless it begins with a name. */
    private static String said(Finding finding, Verdict verdict, String language) {
        var said = finding.said(verdict.item()).in(language);
        var template = verdict.item().clause(finding.clause()).sentence().in(language);
        return template.startsWith("{") && !template.startsWith("{source}") ? said : Phrases.sentenceCase(said);
    }

    /** What the deciding clause's sentence says already is not said again. */
    private static boolean adds(Finding finding, Verdict verdict, String language) {
        var said = finding.said(verdict.item()).in(language);
        return verdict.deciding().stream()
                .noneMatch(deciding -> deciding.object().equals(finding.object())
                        && deciding.said(verdict.item()).in(language).startsWith(said));
    }

    private static List<String> steps(Verdict verdict, List<Ticket> tickets, String language) {
        return tickets.stream()
                .filter(ticket -> ticket.subject().equals(verdict.subject())
                        && ticket.item().equals(verdict.item().id()))
                .findFirst()
                .map(ticket ->
                        ticket.steps().stream().map(step -> step.in(language)).toList())
                .orElse(List.of());
    }

    /** The word for a source line, in the number at hand. */
    public String sourceCount(String language) {
        return Phrases.grouped(sources.size())
                + (sources.size() == 1
                                ? new Words(" source line", " kildelinje")
                                : new Words(" source lines", " kildelinjer"))
                        .in(language);
    }
}
