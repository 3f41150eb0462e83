package tilsyn.output;

import java.util.List;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Disposition;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** A finding that people have agreed to live with for a while; the verdict stands (R7, R8). */
public record ReportAgreed(
        String anchor, String subject, String title, ReportMark mark, String sentence, String words) {

    static List<ReportAgreed> of(Assessment assessment, String language) {
        return assessment.verdicts().stream()
                .filter(verdict -> verdict.disposition().until() != null)
                .map(verdict -> of(verdict, language))
                .toList();
    }

    private static ReportAgreed of(Verdict verdict, String language) {
        return new ReportAgreed(
                verdict.item().id(),
                ReportMatrix.name(verdict.subject(), language),
                verdict.item().title().in(language),
                ReportMark.of(verdict.outcome(), language),
                Phrases.sentenceCase(Findings.sentence(verdict).in(language)),
                words(verdict.disposition()).in(language));
    }

    /** Empty for what is open or needs no follow-up. */
    static Words words(Disposition disposition) {
        var until = disposition.until();
        if (until == null) return Words.same("");
        var who = disposition.approver().isEmpty() ? "" : " (" + disposition.approver() + ")";
        var reference = disposition.reference().isEmpty() ? "" : ", " + disposition.reference();
        return disposition.state().equals("maintenance")
                ? new Words(
                        "Maintenance until " + Phrases.date(until, "en") + who + reference,
                        "Vedlikehold til " + Phrases.date(until, "nb") + who + reference)
                : new Words(
                        "Accepted risk until " + Phrases.date(until, "en") + who + reference,
                        "Akseptert risiko til " + Phrases.date(until, "nb") + who + reference);
    }
}
