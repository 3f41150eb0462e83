package tilsyn.output;

import java.time.ZoneId;
import java.util.List;
import tilsyn.verdict.Story;

/** Findings that belong together, told as one. */
public record ReportStory(String title, String says, List<Part> parts) {
    /** @param when empty where time doesn't matter */
    public record Part(ReportMark mark, String when, String subject, String item, String sentence) {}

    static List<ReportStory> of(Results results) {
        var assessment = results.assessment();
        var zone = assessment.customer().zone();
        return assessment.stories().stream()
                .map(story -> of(story, zone, results.language()))
                .toList();
    }

    private static ReportStory of(Story story, ZoneId zone, String language) {
        return new ReportStory(
                story.link().title().in(language),
                story.link().says().in(language),
                story.parts().stream().map(part -> part(part, zone, language)).toList());
    }

    private static Part part(Story.Part part, ZoneId zone, String language) {
        var verdict = part.verdict();
        var object = Findings.about(part.finding(), verdict.item(), language);
        var sentence = part.finding().said(verdict.item()).in(language);
        return new Part(
                ReportMark.of(verdict.outcome(), language),
                part.when() == null ? "" : Phrases.time(part.when(), zone, language),
                ReportMatrix.name(verdict.subject(), language),
                verdict.item().id(),
                Phrases.sentenceCase(object.isEmpty() ? sentence : object + " – " + sentence));
    }
}
