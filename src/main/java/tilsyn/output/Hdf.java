package tilsyn.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import tilsyn.trace.Citation;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Verdict;

/**
 * {@code hdf.json}, for MITRE Heimdall: InSpec's {@code exec-json}, a control for each verdict, so that Heimdall's counts are
 * Tilsyn's. What nobody can say is an {@code error}: Heimdall counts it as such whatever stands beside it.
 */
public final class Hdf implements Output {
    @Override
    public String file() {
        return "hdf.json";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        var assessment = results.assessment();
        var root = JsonFile.object();
        root.putObject("platform")
                .put("name", "tilsyn")
                .put("release", "1")
                .put("target_id", Stated.line(assessment.customer().id()));
        var profile = root.putArray("profiles").addObject();
        profile.put("name", "tilsyn")
                .put("title", Stated.title(results))
                .put("version", assessment.rulebook())
                .put("sha256", assessment.rulebook())
                .put("summary", "as of " + assessment.asOf())
                .put("status", "loaded");
        profile.putArray("supports");
        profile.putArray("attributes");
        var groups = profile.putArray("groups");
        for (var item : Stated.items(results)) {
            var group = groups.addObject()
                    .put("id", item.id())
                    .put("title", Stated.line(item.title().in(results.language())));
            var members = group.putArray("controls");
            assessment.verdicts().stream()
                    .filter(verdict -> verdict.item().id().equals(item.id()))
                    .forEach(verdict -> members.add(Stated.id(verdict)));
        }
        var controls = profile.putArray("controls");
        for (var verdict : assessment.verdicts()) control(controls.addObject(), verdict, results);
        statistics(root.putObject("statistics").putObject("controls"), assessment.verdicts());
        root.put("version", "tilsyn-1");
        JsonFile.write(root, out);
    }

    private static void statistics(ObjectNode node, List<Verdict> verdicts) {
        for (var status : List.of("passed", "failed", "skipped"))
            node.putObject(status)
                    .put(
                            "total",
                            verdicts.stream()
                                    .filter(verdict -> status(verdict.outcome()).equals(status))
                                    .count());
    }

    private static void control(ObjectNode node, Verdict verdict, Results results) {
        var language = results.language();
        var item = verdict.item();
        node.put("id", Stated.id(verdict))
                .put(
                        "title",
                        Stated.line(verdict.subject() + ": " + item.title().in(language)))
                .put("desc", Stated.line(item.why().in(language)))
                .put("impact", impact(verdict))
                .put("code", "");
        var descriptions = node.putArray("descriptions");
        for (var step : item.ticket().steps())
            descriptions.addObject().put("label", "fix").put("data", Stated.line(step.in(language)));
        node.putArray("refs");
        var tags = node.putObject("tags");
        Stated.properties(verdict).forEach(tags::put);
        Stated.controls(item).forEach(tags.putArray("controls")::add);
        node.putObject("source_location");
        var result = node.putArray("results").addObject();
        var said = String.join("\n", said(verdict, language));
        result.put("status", status(verdict.outcome()))
                .put("code_desc", item.id() + " " + Stated.line(verdict.subject()))
                .put("start_time", results.assessment().asOf().toString())
                .put("message", said);
        if (verdict.outcome() == Outcome.NOT_APPLICABLE) result.put("skip_message", said);
        if (verdict.outcome() == Outcome.NO_EVIDENCE) result.put("exception", "NO_EVIDENCE " + verdict.reason());
    }

    private static List<String> said(Verdict verdict, String language) {
        var lines = new ArrayList<String>();
        lines.add(Stated.headline(verdict, language));
        lines.addAll(Stated.details(verdict, language));
        for (var fact : Citation.of(verdict.cited()))
            lines.add(Stated.line(fact.origin().place()) + "  "
                    + Visible.line(fact.origin().raw(), Stated.MOST_RAW));
        return lines;
    }

    /** A control whose only result is skipped would read as "not reviewed"; impact 0 makes it "not applicable". */
    static String status(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "passed";
            case FAIL, WARN -> "failed";
            case NO_EVIDENCE -> "error";
            case NOT_APPLICABLE -> "skipped";
        };
    }

    private static double impact(Verdict verdict) {
        if (verdict.outcome() == Outcome.NOT_APPLICABLE) return 0;
        return impact(verdict.item().severity());
    }

    /** Heimdall's own bounds: critical from 0.9, high from 0.7, medium from 0.4, low above 0. */
    private static double impact(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 0.9;
            case HIGH -> 0.7;
            case MEDIUM -> 0.5;
            case LOW -> 0.3;
        };
    }
}
