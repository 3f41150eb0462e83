package tilsyn.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.verdict.Item;
import tilsyn.verdict.Verdict;

/** What the exports for other tools say of a verdict, in the same words and on single lines. */
final class Stated {
    static final int MOST_RAW = 400;

    private Stated() {}

    /** Known by it within one assessment: {@code BCK-01/FJ-APP01}. */
    static String id(Verdict verdict) {
        return verdict.item().id() + "/" + Visible.line(verdict.subject());
    }

    /** Verdict, what decided, and what it found: {@code FAIL F1: no good backup for 144.5 hours}. */
    static String headline(Verdict verdict, String language) {
        var reason = verdict.reason() == null ? "" : verdict.reason().name();
        var decided = (verdict.clause() + " " + reason).strip();
        return verdict.outcome() + (decided.isEmpty() ? "" : " " + decided) + ": " + sentence(verdict, language);
    }

    /** What was found; for a PASS and for what is not applicable the item's title. */
    static String sentence(Verdict verdict, String language) {
        return line(Findings.sentence(verdict).in(language));
    }

    /** Every finding and what people have agreed about it, one a line. */
    static List<String> details(Verdict verdict, String language) {
        var lines = new ArrayList<String>();
        for (var finding : verdict.matched()) {
            var about = Findings.about(finding, verdict.item(), language);
            lines.add(line(finding.clause() + " " + (about.isEmpty() ? "" : about + ": ")
                    + finding.said(verdict.item()).in(language)));
        }
        var agreed = agreed(verdict, language);
        if (!agreed.isEmpty()) lines.add(agreed);
        return lines;
    }

    /** Accepted risk or maintenance in words; empty when nothing is agreed. */
    static String agreed(Verdict verdict, String language) {
        return line(ReportAgreed.words(verdict.disposition()).in(language));
    }

    /** What a machine may want to sort by, without what is empty; sorted by name. */
    static Map<String, String> properties(Verdict verdict) {
        var properties = new TreeMap<String, String>();
        var agreed = verdict.disposition();
        properties.put("subject", verdict.subject());
        properties.put("item", verdict.item().id());
        properties.put("verdict", verdict.outcome().name());
        properties.put("clause", verdict.clause());
        properties.put(
                "reason", verdict.reason() == null ? "" : verdict.reason().name());
        properties.put("atHand", verdict.atHand().name());
        properties.put("severity", Phrases.of(verdict.item().severity()).en());
        properties.put("disposition", agreed.state());
        properties.put("agreedReference", agreed.reference());
        properties.put("agreedBy", agreed.approver());
        properties.put(
                "agreedUntil", agreed.until() == null ? "" : agreed.until().toString());
        properties.replaceAll((name, value) -> line(value));
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    /** Controls of other frameworks, sorted: {@code nsm 2.9.1}. */
    static List<String> controls(Item item) {
        return new TreeMap<>(item.mappings())
                .entrySet().stream()
                        .flatMap(framework ->
                                framework.getValue().stream().map(control -> line(framework.getKey() + " " + control)))
                        .toList();
    }

    /** The items judged, in the checklist's order, each once: limits that differ by host make no other item. */
    static List<Item> items(Results results) {
        var items = new TreeSet<Item>();
        for (var verdict : results.assessment().verdicts()) items.add(verdict.item());
        return List.copyOf(items);
    }

    static String title(Results results) {
        var assessment = results.assessment();
        var name = assessment.customer().name();
        return line("Tilsyn: " + (name.isEmpty() ? "unnamed customer" : name) + ", " + assessment.asOf());
    }

    /** By the content alone, so that equal results have equal names. */
    static String fingerprint(Results results) throws IOException {
        return VerdictsDocument.sha256(results);
    }

    /** One line without space around it, whatever strangers wrote. */
    static String line(String text) {
        return Visible.line(text).strip();
    }
}
