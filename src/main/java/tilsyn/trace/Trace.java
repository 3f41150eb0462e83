package tilsyn.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tilsyn.fact.Fact;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.EvidenceFound;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * The trace of an assessment (R12): one JSON line for the assessment, one for each verdict, and one that ends it. Each
 * line names the SHA-256 of the line before it, so that no verdict can be changed, dropped or moved unseen. Format:
 * {@code docs/trace.md}.
 */
public final class Trace {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "end";
    private static final String NOTHING_BEFORE = "0".repeat(64);

    private Trace() {}

    /** The lines, without line ends; equal for equal assessments. */
    public static List<String> lines(Assessment assessment) {
        var lines = new ArrayList<String>();
        var previous = NOTHING_BEFORE;
        for (var node : nodes(assessment)) {
            var line = write(node.put("previous", previous));
            lines.add(line);
            previous = sha256(line);
        }
        return List.copyOf(lines);
    }

    /**
     * Number of the first line, counted from 1, that does not follow from the one before, or that should follow the last
     * one and is missing; 0 when the trace is whole.
     */
    public static int firstBroken(List<String> lines) {
        var previous = NOTHING_BEFORE;
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            if (!previous.equals(text(line, "previous"))) return number;
            previous = sha256(line);
        }
        return !lines.isEmpty() && END.equals(text(lines.get(lines.size() - 1), "kind")) ? 0 : lines.size() + 1;
    }

    private static String text(String line, String field) {
        try {
            return JSON.readTree(line).path(field).asText();
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private static List<ObjectNode> nodes(Assessment assessment) {
        var nodes = new ArrayList<ObjectNode>();
        var head = JSON.createObjectNode()
                .put("kind", "assessment")
                .put("customer", assessment.customer().id())
                .put("zone", assessment.customer().zone().getId())
                .put("asOf", assessment.asOf().toString())
                .put("cutOff", assessment.cutOff().toString())
                .put("rulebook", assessment.rulebook())
                .put("verdicts", assessment.verdicts().size());
        var retired = head.putArray("retired");
        for (var item : assessment.retired())
            retired.addObject()
                    .put("item", item.id())
                    .put("when", item.when().toString())
                    .put("who", item.who())
                    .put("why", item.why());
        assessment.rejectedRules().forEach(head.putArray("rejectedRules")::add);
        nodes.add(head);
        for (var verdict : assessment.verdicts()) nodes.add(node(verdict, assessment));
        var score = assessment.score();
        nodes.add(JSON.createObjectNode()
                .put("kind", END)
                .put("verdicts", assessment.verdicts().size())
                .put("criticalFails", score.criticalFails())
                .put("coverage", score.coverage())
                .put("total", score.total())
                .put("grade", score.grade()));
        return nodes;
    }

    private static ObjectNode node(Verdict verdict, Assessment assessment) {
        var item = verdict.item();
        var node = JSON.createObjectNode()
                .put("kind", "verdict")
                .put("asOf", assessment.asOf().toString())
                .put("rulebook", assessment.rulebook())
                .put("subject", verdict.subject())
                .put("item", item.id())
                .put("itemVersion", item.version())
                .put("verdict", verdict.outcome().name())
                .put("clause", verdict.clause())
                .put("reason", verdict.reason() == null ? "" : verdict.reason().name())
                .put("atHand", verdict.atHand().name())
                .put("assumed", verdict.assumed())
                .put("disposition", verdict.disposition().state());
        words(node.putObject("title"), item.title());
        var parameters = node.putArray("parameters");
        for (var parameter : item.parameters())
            parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("value", parameter.value())
                    .put("unit", parameter.unit())
                    .put("origin", parameter.origin())
                    .put("change", parameter.change().name().toLowerCase(java.util.Locale.ROOT));
        findings(node.putArray("matched"), verdict, verdict.matched());
        findings(node.putArray("suppressed"), verdict, verdict.suppressed());
        var evidence = node.putArray("evidence");
        for (var found : verdict.evidence()) evidence(evidence.addObject(), found);
        facts(node.putArray("cited"), verdict.cited());
        return node;
    }

    private static void findings(ArrayNode array, Verdict verdict, List<Finding> findings) {
        for (var finding : findings) {
            var clause = verdict.item().clause(finding.clause());
            var node = array.addObject()
                    .put("clause", finding.clause())
                    .put("object", finding.object())
                    .put("rule", clause.place());
            words(node.putObject("sentence"), finding.said(verdict.item()));
            var values = node.putObject("values");
            finding.values().forEach(values::put);
            facts(node.putArray("cited"), finding.cited());
        }
    }

    private static void evidence(ObjectNode node, EvidenceFound found) {
        var line = found.line();
        node.put("line", line.name())
                .put("required", line.required())
                .put("maxAge", line.maxAge() == null ? "" : line.maxAge().toString())
                .put("covers", line.covers() == null ? "" : line.covers().toString())
                .put("missing", found.reason() == null ? "" : found.reason().name())
                .put("found", found.total());
        words(node.putObject("from"), line.from());
        facts(node.putArray("cited"), found.cited());
    }

    private static void words(ObjectNode node, Words words) {
        node.put("en", words.en()).put("nb", words.nb());
    }

    private static void facts(ArrayNode array, List<Fact> facts) {
        for (var fact : Citation.of(facts)) {
            var origin = fact.origin();
            array.addObject()
                    .put("fact", fact.type())
                    .put("host", fact.host())
                    .put("source", fact.source())
                    .put("time", fact.time().toString())
                    .put("timeText", origin.timeText())
                    .put("timeNote", origin.timeNote())
                    .put("received", origin.received().toString())
                    .put("file", origin.file())
                    .put("line", origin.line())
                    .put("offset", origin.offset())
                    .put("sha256", origin.sha256())
                    .put("raw", origin.raw());
        }
    }

    private static String write(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of text and numbers always has a JSON form", impossible);
        }
    }

    private static String sha256(String line) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
