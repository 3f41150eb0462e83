package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tilsyn.verdict.Area;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Score;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * One area at a glance.
 *
 * @param points 0 to 100 as text; {@code solid} the same as a percentage for the bar
 * @param known percentage up to which the bar is not hatched
 * @param counts how many verdicts are not in order, in words
 */
public record ReportTile(
        String anchor, String title, ReportMark mark, String points, String solid, String known, String counts) {

    /** Areas that have an applicable item, in the report's order. */
    static List<ReportTile> of(Assessment assessment, String language) {
        return assessment.verdicts().stream()
                .filter(verdict -> verdict.outcome() != Outcome.NOT_APPLICABLE)
                .collect(Collectors.groupingBy(
                        verdict -> verdict.item().area(), java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(area -> of(area.getKey(), area.getValue(), language))
                .toList();
    }

    private static ReportTile of(Area area, List<Verdict> verdicts, String language) {
        var score = Score.of(verdicts);
        var worst = verdicts.stream()
                .map(Verdict::outcome)
                .min(Comparator.naturalOrder())
                .orElse(Outcome.NO_EVIDENCE);
        return new ReportTile(
                anchor(area),
                area.title().in(language),
                ReportMark.of(worst, language),
                Phrases.points(score.total(), language),
                percent(score.total()),
                percent(score.coverage()),
                counts(verdicts, language));
    }

    static String anchor(Area area) {
        return "omraade-" + area.name().toLowerCase(java.util.Locale.ROOT);
    }

    static String anchor(String item) {
        return anchor(Area.valueOf(item.substring(0, item.indexOf('-'))));
    }

    private static String percent(double value) {
        return Phrases.points(value, "en") + "%";
    }

    private static String counts(List<Verdict> verdicts, String language) {
        var parts = new ArrayList<String>();
        for (var outcome : List.of(Outcome.FAIL, Outcome.WARN, Outcome.NO_EVIDENCE, Outcome.PASS)) {
            long number = verdicts.stream()
                    .filter(verdict -> verdict.outcome() == outcome)
                    .count();
            if (number > 0) parts.add(number + " " + word(outcome).in(language));
        }
        return String.join(" · ", parts);
    }

    private static Words word(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> new Words("not in order", "ikke i orden");
            case WARN -> new Words("to follow up", "bør følges opp");
            case NO_EVIDENCE -> new Words("unknown", "uten grunnlag");
            default -> new Words("in order", "i orden");
        };
    }
}
