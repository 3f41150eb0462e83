package tilsyn.output;

import java.time.ZoneId;
import java.util.List;
import tilsyn.fact.Fact;
import tilsyn.trace.Citation;
import tilsyn.verdict.Verdict;

/**
 * One source line that a verdict rests on.
 *
 * @param place {@code file:line}
 * @param time as it was read and how it was understood
 * @param raw the line itself
 * @param sha256 of the whole file
 */
public record ReportSource(String place, String type, String time, String raw, String sha256) {
    private static final int MOST_RAW = 400;

    static List<ReportSource> of(Verdict verdict, ZoneId zone, String language) {
        return Citation.of(verdict.cited()).stream()
                .map(fact -> of(fact, zone, language))
                .toList();
    }

    private static ReportSource of(Fact fact, ZoneId zone, String language) {
        var origin = fact.origin();
        var understood = Phrases.time(fact.time(), zone, language);
        var read = origin.timeText().isEmpty() ? understood : "«" + origin.timeText() + "» → " + understood;
        return new ReportSource(
                origin.place(),
                fact.type(),
                origin.timeNote().isEmpty() ? read : read + " (" + origin.timeNote() + ")",
                Visible.line(origin.raw(), MOST_RAW),
                origin.sha256());
    }
}
