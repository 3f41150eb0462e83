package tilsyn.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Words;

/** Follows one verdict from its line in the trace to the source lines it rests on, for a person at a terminal. */
public final class Explanation {
    private final StringBuilder out = new StringBuilder();
    private final ZoneId zone;
    private final String language;
    private final Ink ink;

    private Explanation(ZoneId zone, String language, Ink ink) {
        this.zone = zone;
        this.language = language;
        this.ink = ink;
    }

    /** @param line a line of the trace of kind {@code verdict} */
    public static String of(JsonNode line, ZoneId zone, String language, Ink ink) {
        var explanation = new Explanation(zone, language, ink);
        explanation.verdict(line);
        explanation.parameters(line.path("parameters"));
        explanation.findings(line.path("matched"), new Words("Clauses that fired", "Regler som slo til"));
        explanation.findings(
                line.path("suppressed"),
                new Words(
                        "Set aside, as their source is not alive (silence is no finding)",
                        "Lagt til side fordi kilden ikke lever (stillhet er ikke et funn)"));
        explanation.evidence(line.path("evidence"));
        explanation.line(explanation.say(
                "To check a line yourself: sha256sum FILE, then sed -n LINEp FILE.",
                "Slik kontrollerer du en linje selv: sha256sum FIL, og så sed -n LINJEp FIL."));
        return explanation.out.toString();
    }

    private void verdict(JsonNode line) {
        var outcome = Outcome.valueOf(line.path("verdict").asText());
        line(ink.bold(line.path("subject").asText() + "  " + line.path("item").asText()) + "  "
                + line.path("title").path(language).asText());
        var words = new StringBuilder(ink.of(outcome, Phrases.sign(outcome) + " " + outcome.name()))
                .append("  ")
                .append(Phrases.of(outcome).in(language));
        if (!line.path("clause").asText().isEmpty())
            words.append("  ").append(line.path("clause").asText());
        if (!line.path("reason").asText().isEmpty())
            words.append("  ")
                    .append(line.path("reason").asText())
                    .append(" – ")
                    .append(Phrases.of(Reason.valueOf(line.path("reason").asText()))
                            .in(language));
        line(words.toString());
        if (line.path("assumed").asBoolean())
            line(say(
                    "The host is assumed: no inventory declares it.",
                    "Maskinen er antatt: ingen har oppgitt den i et inventar."));
        var atHand = Outcome.valueOf(line.path("atHand").asText());
        if (outcome == Outcome.NO_EVIDENCE && atHand != Outcome.NO_EVIDENCE)
            line(say("What is at hand says: ", "Det vi har, sier: ")
                    + Phrases.of(atHand).in(language).toLowerCase(Locale.ROOT));
        line(say("As of ", "Per ") + time(line.path("asOf").asText()) + "   " + say("rulebook ", "regelbok ")
                + line.path("rulebook").asText() + "   " + say("item version ", "punktversjon ")
                + line.path("itemVersion").asText());
        line("");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) return;
        line(ink.bold(say("Parameters", "Parametere")));
        for (var parameter : parameters)
            line("  %s = %s %s  (%s)"
                    .formatted(
                            parameter.path("name").asText(),
                            parameter.path("value").asText(),
                            parameter.path("unit").asText(),
                            parameter.path("origin").asText()));
        line("");
    }

    private void findings(JsonNode findings, Words heading) {
        if (findings.isEmpty()) return;
        line(ink.bold(heading.in(language)));
        for (var finding : findings) {
            line("  " + finding.path("clause").asText() + "  "
                    + finding.path("sentence").path(language).asText());
            if (!finding.path("object").asText().isEmpty())
                line("      " + say("about ", "gjelder ")
                        + finding.path("object").asText());
            if (!finding.path("rule").asText().isEmpty())
                line("      " + say("rule ", "regel ") + finding.path("rule").asText());
            cited(finding.path("cited"));
        }
        line("");
    }

    private void evidence(JsonNode evidence) {
        line(ink.bold(say("Evidence looked for", "Grunnlag det ble lett etter")));
        for (var found : evidence) {
            var missing = found.path("missing").asText();
            boolean required = found.path("required").asBoolean();
            var mark = missing.isEmpty()
                    ? ink.of(Outcome.PASS, "OK")
                    : required ? ink.of(Outcome.NO_EVIDENCE, "?") : ink.dim("–");
            line("  " + mark + "  " + found.path("line").asText() + "  "
                    + ink.dim(found.path("from").path(language).asText()));
            var limits = new StringBuilder("      ")
                    .append(required ? say("required", "påkrevd") : say("optional", "valgfritt"));
            if (!found.path("maxAge").asText().isEmpty())
                limits.append(say(", at most ", ", høyst "))
                        .append(found.path("maxAge").asText())
                        .append(say(" old", " gammelt"));
            if (!found.path("covers").asText().isEmpty())
                limits.append(say(", without a hole for ", ", uten hull i "))
                        .append(found.path("covers").asText());
            limits.append(say("; found ", "; fant ")).append(found.path("found").asInt());
            if (!missing.isEmpty())
                limits.append("; ")
                        .append(missing)
                        .append(" – ")
                        .append(Phrases.of(Reason.valueOf(missing)).in(language));
            line(limits.toString());
            cited(found.path("cited"));
        }
        line("");
    }

    private void cited(JsonNode facts) {
        for (var fact : facts) {
            line("      %s  %s:%s"
                    .formatted(
                            ink.bold(fact.path("fact").asText()),
                            fact.path("file").asText(),
                            fact.path("line").asText()));
            line("        " + visible(fact.path("raw").asText()));
            var read = fact.path("timeText").asText();
            var note = fact.path("timeNote").asText();
            line("        " + say("time ", "tid ")
                    + (read.isEmpty() ? "" : "«" + visible(read) + "» → ")
                    + fact.path("time").asText() + " = "
                    + time(fact.path("time").asText()) + " " + zone
                    + (note.isEmpty() ? "" : "  (" + note + ")"));
            line(ink.dim("        sha256 " + fact.path("sha256").asText()));
        }
    }

    /** One line, without what could steer a terminal: source lines are written by strangers. */
    static String visible(String raw) {
        var shown = new StringBuilder();
        for (int at = 0; at < raw.length() && shown.length() < 400; at++) {
            char c = raw.charAt(at);
            if (c == '\n') shown.append("⏎ ");
            else if (c == '\t') shown.append("  ");
            else if (!Character.isISOControl(c)) shown.append(c);
        }
        return shown.length() < 400 ? shown.toString() : shown + "…";
    }

    private String time(String instant) {
        return Phrases.time(Instant.parse(instant), zone, language);
    }

    private String say(String english, String norwegian) {
        return new Words(english, norwegian).in(language);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
