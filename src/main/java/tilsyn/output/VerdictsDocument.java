package tilsyn.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tilsyn.fact.Accounting;
import tilsyn.trace.Citation;
import tilsyn.verdict.Score;
import tilsyn.verdict.Story;
import tilsyn.verdict.Verdict;

/** The verdicts as one JSON document, by which a report is known as well. */
final class VerdictsDocument {
    /** Raised when a field changes its meaning or goes; new fields don't raise it. */
    static final int SCHEMA_VERSION = 1;

    private VerdictsDocument() {}

    static void write(Results results, Writer out) throws IOException {
        JsonFile.write(tree(results), out);
    }

    /** Each customer's document below its folder, or why there is none. */
    static void write(Overview overview, Writer out) throws IOException {
        var root = JsonFile.object().put("schemaVersion", SCHEMA_VERSION);
        var customers = root.putArray("customers");
        for (var standing : overview.standings()) {
            var one = customers.addObject().put("folder", standing.folder());
            if (standing.results() == null) one.put("problem", standing.problem());
            else one.set("verdicts", tree(standing.results()));
        }
        overview.outside().forEach(root.putArray("outside")::add);
        JsonFile.write(root, out);
    }

    /** SHA-256 of the document's bytes, lower-case hex: what {@code sha256sum verdicts.json} prints. */
    static String sha256(Results results) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var out = new OutputStreamWriter(
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8)) {
                write(results, out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static ObjectNode tree(Results results) {
        var assessment = results.assessment();
        var root = JsonFile.object()
                .put("schemaVersion", SCHEMA_VERSION)
                .put("customer", assessment.customer().id())
                .put("asOf", assessment.asOf().toString())
                .put("rulebook", assessment.rulebook());
        var verdicts = root.putArray("verdicts");
        for (var verdict : assessment.verdicts()) verdict(verdicts.addObject(), verdict);
        var stories = root.putArray("stories");
        for (var story : assessment.stories()) story(stories.addObject(), story);
        score(root.putObject("score"), assessment.score());
        accounting(root.putObject("accounting"), results.accounting());
        assessment.rejectedRules().forEach(root.putArray("ruleErrors")::add);
        Masked.in(assessment).forEach(root.putObject("masked")::put);
        return root;
    }

    private static void verdict(ObjectNode node, Verdict verdict) {
        node.put("subject", verdict.subject())
                .put("item", verdict.item().id())
                .put("verdict", verdict.outcome().name())
                .put("clause", verdict.clause())
                .put("reason", verdict.reason() == null ? "" : verdict.reason().name())
                .put("atHand", verdict.atHand().name())
                .put("assumed", verdict.assumed())
                .put("severity", Phrases.of(verdict.item().severity()).en())
                .put("disposition", verdict.disposition().state());
        if (verdict.disposition().until() != null)
            node.putObject("agreed")
                    .put("reference", verdict.disposition().reference())
                    .put("approver", verdict.disposition().approver())
                    .put("until", verdict.disposition().until().toString());
        var findings = node.putArray("findings");
        for (var finding : verdict.matched())
            findings.addObject()
                    .put("clause", finding.clause())
                    .put("object", finding.object())
                    .put("en", finding.said(verdict.item()).en())
                    .put("nb", finding.said(verdict.item()).nb());
        var cited = node.putArray("cited");
        for (var fact : Citation.of(verdict.cited()))
            cited.addObject()
                    .put("fact", fact.type())
                    .put("file", fact.origin().file())
                    .put("line", fact.origin().line())
                    .put("sha256", fact.origin().sha256())
                    .put("raw", fact.origin().raw());
    }

    private static void story(ObjectNode node, Story story) {
        node.put("link", story.link().id())
                .put("en", story.link().title().en())
                .put("nb", story.link().title().nb());
        var findings = node.putArray("findings");
        for (var part : story.parts()) {
            var finding = findings.addObject()
                    .put("subject", part.verdict().subject())
                    .put("item", part.verdict().item().id());
            if (part.when() != null) finding.put("when", part.when().toString());
        }
    }

    private static void score(ObjectNode node, Score score) {
        node.put("total", rounded(score.total()))
                .put("coverage", rounded(score.coverage()))
                .put("criticalFails", score.criticalFails())
                .put("criticalUnknown", score.criticalUnknown())
                .put("grade", score.grade())
                .put("uncapped", score.uncapped());
        var areas = node.putObject("areas");
        score.areas().forEach((area, value) -> areas.put(area.name(), rounded(value)));
    }

    private static void accounting(ObjectNode node, Accounting accounting) {
        node.put("files", accounting.files().size())
                .put("received", accounting.received())
                .put("facts", accounting.facts())
                .put("rolledUp", accounting.rolledUp())
                .put("duplicates", accounting.duplicates())
                .put("ignored", accounting.ignored())
                .put("rejected", accounting.rejected());
    }

    /** One decimal, as people speak of it. */
    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
