package tilsyn.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import tilsyn.trace.Citation;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * {@code oscal-assessment-results.json}, for auditors' systems: NIST OSCAL 1.1.2 assessment results. Each verdict is an
 * observation with its source lines; each but NOT_APPLICABLE is a finding as well, and only a PASS is satisfied.
 */
public final class Oscal implements Output {
    static final String VERSION = "1.1.2";
    private static final String NAMESPACE = "https://tilsyn.invalid/ns/oscal";
    /** Of all names given here; made once, and never changed. */
    private static final UUID NAMES = UUID.fromString("6f0c3a52-6d0b-5c8e-9b1f-2c1f0a7d9e44");

    @Override
    public String file() {
        return "oscal-assessment-results.json";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        var document = Stated.fingerprint(results);
        var assessment = results.assessment();
        var asOf = assessment.asOf().toString();
        var plan = name("rulebook", assessment.rulebook());
        var root = JsonFile.object();
        var body = root.putObject("assessment-results").put("uuid", name("document", results.language(), document));
        body.putObject("metadata")
                .put("title", Stated.title(results))
                .put("last-modified", asOf)
                .put("version", document)
                .put("oscal-version", VERSION);
        body.putObject("import-ap").put("href", "#" + plan);
        var result = body.putArray("results")
                .addObject()
                .put("uuid", name("result", document))
                .put("title", Stated.title(results))
                .put("description", "The checklist of the operations agreement, judged by Tilsyn.")
                .put("start", asOf);
        if (!assessment.verdicts().isEmpty()) judged(result, results, document);
        else
            result.putObject("reviewed-controls")
                    .putArray("control-selections")
                    .addObject()
                    .putObject("include-all");
        body.putObject("back-matter")
                .putArray("resources")
                .addObject()
                .put("uuid", plan)
                .put("title", "Rulebook " + Stated.line(assessment.rulebook()))
                .put("description", "The checklist, its clauses and limits, by its content hash.");
        JsonFile.write(root, out);
    }

    private static void judged(ObjectNode result, Results results, String document) {
        var assessment = results.assessment();
        var subjects = result.putObject("local-definitions").putArray("inventory-items");
        assessment.verdicts().stream()
                .map(Verdict::subject)
                .distinct()
                .forEach(subject -> subjects.addObject()
                        .put("uuid", subject(results, subject))
                        .put("description", text(subject)));
        var controls = result.putObject("reviewed-controls")
                .putArray("control-selections")
                .addObject()
                .putArray("include-controls");
        for (var item : Stated.items(results)) controls.addObject().put("control-id", item.id());
        var observations = result.putArray("observations");
        for (var verdict : assessment.verdicts()) observation(observations.addObject(), verdict, results, document);
        if (assessment.verdicts().stream().allMatch(verdict -> verdict.outcome() == Outcome.NOT_APPLICABLE)) return;
        var findings = result.putArray("findings");
        for (var verdict : assessment.verdicts())
            if (verdict.outcome() != Outcome.NOT_APPLICABLE) finding(findings.addObject(), verdict, results, document);
    }

    private static void observation(ObjectNode node, Verdict verdict, Results results, String document) {
        node.put("uuid", name("observation", document, Stated.id(verdict)))
                .put("title", title(verdict, results))
                .put("description", description(verdict, results));
        properties(node.putArray("props"), verdict);
        node.putArray("methods").add("EXAMINE");
        node.putArray("types").add(verdict.outcome() == Outcome.NOT_APPLICABLE ? "control-objective" : "finding");
        node.putArray("subjects")
                .addObject()
                .put("subject-uuid", subject(results, verdict.subject()))
                .put("type", "inventory-item");
        var cited = Citation.of(verdict.cited());
        if (!cited.isEmpty()) {
            var evidence = node.putArray("relevant-evidence");
            for (var fact : cited)
                evidence.addObject()
                        .put(
                                "description",
                                text("%s %s: %s"
                                        .formatted(
                                                fact.origin().place(),
                                                fact.type(),
                                                Visible.line(fact.origin().raw(), Stated.MOST_RAW))))
                        .putArray("props")
                        .addObject()
                        .put("name", "sha256")
                        .put("ns", NAMESPACE)
                        .put("value", text(fact.origin().sha256()));
        }
        node.put("collected", results.assessment().asOf().toString());
    }

    private static void finding(ObjectNode node, Verdict verdict, Results results, String document) {
        node.put("uuid", name("finding", document, Stated.id(verdict)))
                .put("title", title(verdict, results))
                .put("description", description(verdict, results));
        properties(node.putArray("props"), verdict);
        var target = node.putObject("target")
                .put("type", "objective-id")
                .put("target-id", verdict.item().id());
        target.putObject("status")
                .put("state", verdict.outcome() == Outcome.PASS ? "satisfied" : "not-satisfied")
                .put("reason", reason(verdict.outcome()))
                .put("remarks", text(Stated.headline(verdict, results.language())));
        node.putArray("related-observations")
                .addObject()
                .put("observation-uuid", name("observation", document, Stated.id(verdict)));
        var agreed = Stated.agreed(verdict, results.language());
        if (!agreed.isEmpty()) node.put("remarks", agreed);
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case WARN, NO_EVIDENCE, NOT_APPLICABLE -> "other";
        };
    }

    private static void properties(ArrayNode props, Verdict verdict) {
        Stated.properties(verdict)
                .forEach((name, value) ->
                        props.addObject().put("name", name).put("ns", NAMESPACE).put("value", value));
    }

    private static String title(Verdict verdict, Results results) {
        return text(verdict.item().id() + " " + verdict.subject() + ": "
                + verdict.item().title().in(results.language()));
    }

    private static String description(Verdict verdict, Results results) {
        var lines = Stated.details(verdict, results.language());
        return Stated.headline(verdict, results.language())
                + (lines.isEmpty() ? "" : "\n\n" + String.join("\n\n", lines));
    }

    /** The same over all assessments of a customer. */
    private static String subject(Results results, String subject) {
        return name("subject", results.assessment().customer().id(), subject);
    }

    private static String text(String text) {
        var line = Stated.line(text);
        return line.isEmpty() ? "–" : line;
    }

    /** A version 5 UUID (RFC 4122): the same parts give the same name, on any machine and at any time. */
    static String name(String... parts) {
        var name = new StringBuilder();
        for (var part : parts) name.append(part.length()).append(':').append(part);
        var bytes = ByteBuffer.wrap(sha1(name.toString()));
        long most = bytes.getLong() & ~0xF000L | 0x5000L;
        long least = bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    private static byte[] sha1(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(ByteBuffer.allocate(16)
                    .putLong(NAMES.getMostSignificantBits())
                    .putLong(NAMES.getLeastSignificantBits())
                    .flip());
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
