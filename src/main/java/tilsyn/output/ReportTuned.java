package tilsyn.output;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tilsyn.fact.Tuning;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Parameter;
import tilsyn.verdict.Words;

/**
 * A limit that was set for this customer instead of the standard one (R15).
 *
 * @param host the one host it holds for; empty for all
 * @param change whether it lets more pass than the standard one, or less
 * @param when the day it was set
 */
public record ReportTuned(
        String item,
        String title,
        String name,
        String host,
        String value,
        String standard,
        String change,
        String who,
        String when,
        String why) {

    static List<ReportTuned> of(Assessment assessment, String language) {
        var zone = assessment.customer().zone();
        return assessment.verdicts().stream()
                .flatMap(verdict -> verdict.item().parameters().stream()
                        .filter(parameter -> parameter.tuned() != null)
                        .map(parameter -> of(verdict.item(), parameter, zone, language)))
                .distinct()
                .sorted(Comparator.comparing(ReportTuned::item)
                        .thenComparing(ReportTuned::name)
                        .thenComparing(ReportTuned::host))
                .toList();
    }

    private static ReportTuned of(Item item, Parameter parameter, ZoneId zone, String language) {
        Tuning tuned = Objects.requireNonNull(parameter.tuned());
        return new ReportTuned(
                item.id(),
                item.title().in(language),
                parameter.name(),
                tuned.host(),
                (parameter.value() + " " + parameter.unit()).strip(),
                parameter.standard(),
                said(parameter.change()).in(language),
                tuned.who(),
                Phrases.date(tuned.time().atZone(zone).toLocalDate(), language),
                tuned.why());
    }

    private static Words said(Parameter.Change change) {
        return switch (change) {
            case NONE -> new Words("the same", "det samme");
            case LOOSER -> new Words("looser", "slakkere");
            case STRICTER -> new Words("stricter", "strengere");
            case EITHER -> new Words("different", "annerledes");
        };
    }
}
