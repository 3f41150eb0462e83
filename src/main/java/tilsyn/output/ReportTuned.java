package tilsyn.output;

import java.util.List;
import java.util.stream.Collectors;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Verdict;

/** A limit that was set for this customer instead of the standard one (R15), with who, when and why. */
public record ReportTuned(String item, String title, String name, String value, String origin) {
    private static final String STANDARD = "default";

    static List<ReportTuned> of(Assessment assessment, String language) {
        return assessment.verdicts().stream()
                .map(Verdict::item)
                .collect(Collectors.toCollection(java.util.TreeSet::new))
                .stream()
                .flatMap(item -> of(item, language).stream())
                .toList();
    }

    private static List<ReportTuned> of(Item item, String language) {
        return item.parameters().stream()
                .filter(parameter -> !parameter.origin().startsWith(STANDARD))
                .map(parameter -> new ReportTuned(
                        item.id(),
                        item.title().in(language),
                        parameter.name(),
                        (parameter.value() + " " + parameter.unit()).strip(),
                        parameter.origin()))
                .toList();
    }
}
