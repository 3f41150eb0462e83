package tilsyn.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tilsyn.fact.Fact;
import tilsyn.trace.Citation;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * {@code tilsyn.sarif}, for code scanning and security dashboards: SARIF 2.1.0, a rule for each item and a result for each
 * verdict. What nobody can say is {@code open}, and also a notification, since many viewers only show failures.
 */
public final class Sarif implements Output {
    private static final String BASE = "INPUT";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    @Override
    public String file() {
        return "tilsyn.sarif";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        var assessment = results.assessment();
        var root = JsonFile.object()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0-rtm.5.json")
                .put("version", "2.1.0");
        var run = root.putArray("runs").addObject();
        var items = Stated.items(results);
        var driver = run.putObject("tool").putObject("driver").put("name", "Tilsyn");
        var rules = driver.putArray("rules");
        for (var item : items) rule(rules.addObject(), item, results.language());
        driver.putObject("properties").put("rulebook", assessment.rulebook());
        run.putObject("automationDetails")
                .put("id", "tilsyn/" + Stated.line(assessment.customer().id()) + "/" + assessment.asOf());
        var invocation = run.putArray("invocations").addObject().put("executionSuccessful", true);
        var notifications = invocation.putArray("toolExecutionNotifications");
        for (var verdict : assessment.verdicts())
            if (verdict.outcome() == Outcome.NO_EVIDENCE)
                notification(notifications.addObject(), verdict, items, results.language());
        artifacts(run.putArray("artifacts"), assessment.verdicts());
        var all = run.putArray("results");
        for (var verdict : assessment.verdicts()) result(all.addObject(), verdict, items, results);
        run.putObject("properties")
                .put("customer", Stated.line(assessment.customer().id()))
                .put("asOf", assessment.asOf().toString());
        JsonFile.write(root, out);
    }

    private static void rule(ObjectNode node, Item item, String language) {
        node.put("id", item.id());
        node.putObject("shortDescription").put("text", text(item.title().in(language)));
        node.putObject("fullDescription").put("text", text(item.why().in(language)));
        node.putObject("defaultConfiguration").put("level", "error");
        var properties = node.putObject("properties");
        properties.put("severity", Phrases.of(item.severity()).en());
        Stated.controls(item).forEach(properties.putArray("tags")::add);
    }

    private static void notification(ObjectNode node, Verdict verdict, List<Item> items, String language) {
        node.put("level", "warning");
        node.putObject("message").put("text", message(verdict, language));
        node.putObject("associatedRule").put("id", verdict.item().id()).put("index", index(items, verdict));
    }

    private static void artifacts(ArrayNode artifacts, List<Verdict> verdicts) {
        var hashes = new TreeMap<String, String>();
        for (var verdict : verdicts)
            for (var fact : Citation.of(verdict.cited()))
                if (located(fact))
                    hashes.put(fact.origin().file(), fact.origin().sha256());
        hashes.forEach((file, sha256) -> {
            var artifact = artifacts.addObject();
            artifact.putObject("location").put("uri", uri(file)).put("uriBaseId", BASE);
            artifact.putObject("hashes").put("sha-256", sha256);
        });
    }

    private static void result(ObjectNode node, Verdict verdict, List<Item> items, Results results) {
        node.put("ruleId", verdict.item().id())
                .put("ruleIndex", index(items, verdict))
                .put("kind", kind(verdict.outcome()))
                .put("level", level(verdict.outcome()));
        node.putObject("message").put("text", message(verdict, results.language()));
        var locations = node.putArray("locations");
        location(locations.addObject(), verdict);
        Citation.of(verdict.cited()).stream()
                .filter(Sarif::located)
                .forEach(fact -> physical(locations.addObject(), fact));
        node.putObject("partialFingerprints")
                .put(
                        "tilsynVerdict/v1",
                        Stated.line(results.assessment().customer().id()) + "/" + Stated.id(verdict));
        if (verdict.disposition().state().equals("waived")
                && kind(verdict.outcome()).equals("fail"))
            node.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", Stated.agreed(verdict, results.language()));
        var properties = node.putObject("properties");
        Stated.properties(verdict).forEach(properties::put);
    }

    private static int index(List<Item> items, Verdict verdict) {
        return items.stream().map(Item::id).toList().indexOf(verdict.item().id());
    }

    private static String message(Verdict verdict, String language) {
        var lines = Stated.details(verdict, language);
        return Stated.line(verdict.subject()) + " " + Stated.headline(verdict, language)
                + (lines.isEmpty() ? "" : "\n" + String.join("\n", lines));
    }

    /** SARIF's own word for what nobody can say is {@code open}: too little information to decide. */
    static String kind(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL, WARN -> "fail";
            case NO_EVIDENCE -> "open";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    /** SARIF 2.1.0, 3.27.10: whatever isn't of kind {@code fail} has level {@code none}. */
    static String level(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> "error";
            case WARN -> "warning";
            case PASS, NO_EVIDENCE, NOT_APPLICABLE -> "none";
        };
    }

    private static void location(ObjectNode node, Verdict verdict) {
        node.putArray("logicalLocations")
                .addObject()
                .put("name", Stated.line(verdict.subject()))
                .put("fullyQualifiedName", Stated.id(verdict))
                .put("kind", "resource");
    }

    private static void physical(ObjectNode node, Fact fact) {
        var origin = fact.origin();
        var physical = node.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(origin.file())).put("uriBaseId", BASE);
        var region = physical.putObject("region").put("startLine", origin.line());
        region.putObject("snippet").put("text", Visible.line(origin.raw(), Stated.MOST_RAW));
        node.putObject("message").put("text", fact.type());
    }

    private static boolean located(Fact fact) {
        return !fact.origin().file().isEmpty() && fact.origin().line() > 0;
    }

    /** RFC 3986, all but unreserved characters quoted, so that no name reads as a scheme, a query or a fragment. */
    private static String uri(String file) {
        var uri = new StringBuilder();
        for (byte octet : file.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && PLAIN.indexOf(octet) >= 0) uri.append((char) octet);
            else uri.append(String.format(Locale.ROOT, "%%%02X", octet));
        }
        return uri.toString();
    }

    private static String text(String text) {
        var line = Stated.line(text);
        return line.isEmpty() ? "–" : line;
    }
}
