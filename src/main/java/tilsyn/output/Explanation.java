package tilsyn.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Unmet;
import tilsyn.verdict.Words;

/** Follows one verdict from its line in the trace to the source lines it rests on, for a person at a terminal. */
public final class Explanation {
    private static final int MOST_SHOWN = 400;
    private static final int SHORT_HASH = 12;

    private final StringBuilder out = new StringBuilder();
    private final ZoneId zone;
    private final String language;
    private final Ink ink;
    private final Beside beside;

    private Explanation(ZoneId zone, String language, Ink ink, Beside beside) {
        this.zone = zone;
        this.language = language;
        this.ink = ink;
        this.beside = beside;
    }

    /** @param line a line of the trace of kind {@code verdict} */
    public static String of(JsonNode line, ZoneId zone, String language, Ink ink) {
        return of(line, zone, language, ink, Beside.NOTHING);
    }

    /** @param beside what to show of the files and rules it rests on */
    public static String of(JsonNode line, ZoneId zone, String language, Ink ink, Beside beside) {
        var explanation = new Explanation(zone, language, ink, beside);
        explanation.verdict(line);
        explanation.findings(line.path("matched"), new Words("Clauses that fired", "Vilkår som slo til"));
        explanation.findings(
                line.path("suppressed"),
                new Words(
                        "Set aside, as their source is not alive (silence is no finding)",
                        "Lagt til side fordi kilden ikke lever (stillhet er ikke et funn)"));
        explanation.evidence(line.path("evidence"));
        if (line.path("evidence").isEmpty()) explanation.declared(line.path("cited"));
        explanation.missing(line.path("evidence"));
        explanation.parameters(line.path("parameters"));
        explanation.line(explanation.say(
                "To check a line yourself: sha256sum FILE, then sed -n LINEp FILE.",
                "Slik kontrollerer du en linje selv: sha256sum FIL, og så sed -n LINJEp FIL."));
        return explanation.out.toString();
    }

    /** Why other clauses did not fire: for each the first condition that nothing met, and what came nearest. */
    public static String of(List<Unmet> unmet, ZoneId zone, String language, Ink ink) {
        var explanation = new Explanation(zone, language, ink, Beside.NOTHING);
        explanation.unmet(unmet);
        return explanation.out.toString();
    }

    private void unmet(List<Unmet> unmet) {
        if (unmet.isEmpty()) return;
        line("");
        line(ink.bold(say(
                "Clauses that did not fire, each with the first condition that nothing met",
                "Vilkår som ikke slo til, hvert med den første betingelsen som ingenting oppfylte")));
        for (var one : unmet) {
            line("  " + one.clause() + "  " + one.rule() + "  " + ink.dim(one.place()));
            line("      " + inTheWay(one));
            if (!one.asked().isEmpty())
                line("      " + say("nearest: ", "nærmest: ") + shown(one.seen()) + say(", asked for: ", ", krevd: ")
                        + shown(one.asked())
                        + (one.distance().isEmpty() ? "" : say("; distance ", "; avstand ") + shown(one.distance())));
            one.facts().stream()
                    .limit(1)
                    .forEach(fact -> line("      "
                            + ink.dim(fact.type() + "  " + fact.origin().file() + ":"
                                    + fact.origin().line())));
        }
    }

    private String shown(String seen) {
        return seen.isEmpty() ? say("nothing", "ingenting") : Visible.line(seen, MOST_SHOWN);
    }

    private String inTheWay(Unmet one) {
        return switch (one.kind()) {
            case NOTHING_THERE -> say("there is no ", "det finnes ingen ") + one.condition();
            case IN_THE_WAY ->
                say("something is there that must not be: ", "det finnes noe som ikke skulle finnes: ")
                        + one.condition();
            case NOT_MET ->
                say("not met: ", "ikke oppfylt: ")
                        + one.condition()
                        + (one.left() > 1
                                ? say(" (by none of %d)", " (av ingen av %d)").formatted(one.left())
                                : "");
        };
    }

    private void verdict(JsonNode line) {
        var outcome = Outcome.valueOf(text(line, "verdict"));
        line(ink.bold(text(line, "subject") + "  " + text(line, "item")) + "  " + said(line, "title"));
        var reason = text(line, "reason");
        line(ink.of(outcome, Phrases.sign(outcome) + " " + outcome.name()) + "  "
                + (text(line, "clause") + "  ").replaceFirst("^ +", "")
                + Phrases.of(outcome).in(language)
                + (reason.isEmpty() ? "" : ": " + said(reason) + " (" + reason + ")"));
        if (line.path("assumed").asBoolean())
            line(say(
                    "The host is assumed: no inventory declares it.",
                    "Maskinen er antatt: den står ikke i noe inventar."));
        var atHand = Outcome.valueOf(text(line, "atHand"));
        if (outcome == Outcome.NO_EVIDENCE && atHand != Outcome.NO_EVIDENCE)
            line(say("What is at hand says: ", "Det vi har, sier: ")
                    + Phrases.lower(Phrases.of(atHand).in(language)));
        line(say("as of ", "per ") + time(text(line, "asOf")) + " " + zone + ", " + say("rulebook ", "regelbok ")
                + shortened(text(line, "rulebook")) + ", " + say("item ", "punkt ")
                + shortened(text(line, "itemVersion")));
        line("");
    }

    private void findings(JsonNode findings, Words heading) {
        if (findings.isEmpty()) return;
        line(ink.bold(heading.in(language)));
        for (var finding : findings) {
            line("  " + text(finding, "clause") + "  " + said(finding, "sentence"));
            var object = text(finding, "object");
            if (!object.isEmpty() && !said(finding, "sentence").contains(object))
                line("      " + say("about ", "gjelder ") + object);
            if (!text(finding, "rule").isEmpty()) line("      " + say("rule ", "regel ") + text(finding, "rule"));
            for (var rule : beside.rule().apply(finding.path("rule").asText()))
                line("        " + ink.dim("| " + Visible.line(rule, MOST_SHOWN)));
            cited(finding.path("cited"));
        }
        line("");
    }

    private void evidence(JsonNode evidence) {
        if (evidence.isEmpty()) return;
        line(ink.bold(say("Evidence looked for", "Grunnlag det ble lett etter")));
        for (var found : evidence) {
            boolean required = found.path("required").asBoolean();
            line("  " + mark(text(found, "missing"), required) + "  " + text(found, "line") + "  "
                    + ink.dim(said(found, "from")));
            line("      " + limits(found, required));
            cited(found.path("cited"));
        }
        line("");
    }

    private String mark(String missing, boolean required) {
        if (missing.isEmpty()) return ink.of(Outcome.PASS, "OK");
        return required ? ink.of(Outcome.NO_EVIDENCE, "? ") : ink.dim("– ");
    }

    private String limits(JsonNode found, boolean required) {
        var maxAge = text(found, "maxAge");
        var covers = text(found, "covers");
        var missing = text(found, "missing");
        return (required ? say("required", "påkrevd") : say("optional", "valgfritt"))
                + (maxAge.isEmpty()
                        ? ""
                        : say(", at most %s old", ", høyst %s gammelt").formatted(span(maxAge)))
                + (covers.isEmpty()
                        ? ""
                        : say(", no hole for %s", ", uten hull i %s").formatted(span(covers)))
                + say("; found ", "; fant ")
                + found.path("found").asInt()
                + (missing.isEmpty() ? "" : "; " + said(missing) + " (" + missing + ")");
    }

    /** What would have to come for the verdict to rest on all that its item asks for. */
    private void missing(JsonNode evidence) {
        if (evidence.isEmpty()) return;
        line(ink.bold(say("What was missing", "Hva manglet")));
        boolean any = false;
        for (var found : evidence) {
            var missing = text(found, "missing");
            if (missing.isEmpty()) continue;
            any = true;
            line("  " + text(found, "line") + ": " + said(missing) + " (" + missing + "), "
                    + (found.path("required").asBoolean() ? say("required", "påkrevd") : say("optional", "valgfritt")));
            line("      " + say("expected from: ", "ventet fra: ") + said(found, "from"));
        }
        if (!any) line("  " + say("Nothing: all evidence was there.", "Ingenting: alt grunnlag var der."));
        line("");
    }

    private void declared(JsonNode facts) {
        line(ink.bold(say("Because of", "På grunn av")));
        cited(facts);
        line("");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) return;
        line(ink.bold(say("Limits it was judged by", "Grensene det ble vurdert etter")));
        for (var parameter : parameters) {
            var origin = text(parameter, "origin");
            line("  " + text(parameter, "name") + " = " + text(parameter, "value") + " " + text(parameter, "unit")
                    + "  (" + (origin.equals("default") ? say("standard", "standard") : origin) + ")");
        }
        line("");
    }

    private void cited(JsonNode facts) {
        for (var fact : facts) {
            line("      " + ink.bold(text(fact, "fact")) + "  " + text(fact, "file") + ":" + text(fact, "line"));
            var around = beside.around().apply(fact);
            if (around.isEmpty()) line("        " + text(fact, "raw"));
            for (var one : around) {
                var shown = "%s %6d  %s"
                        .formatted(one.cited() ? ">" : " ", one.number(), Visible.line(one.text(), MOST_SHOWN));
                line("      " + (one.cited() ? ink.bold(shown) : ink.dim(shown)));
            }
            var read = text(fact, "timeText");
            var note = text(fact, "timeNote");
            line("        " + say("time ", "tid ") + (read.isEmpty() ? "" : "«" + read + "» → ") + text(fact, "time")
                    + " = " + time(text(fact, "time")) + " " + zone + (note.isEmpty() ? "" : "  (" + note + ")"));
            line("        " + ink.dim("sha256 " + text(fact, "sha256")));
        }
    }

    /** Of the trace, which quotes what strangers wrote. */
    private static String text(JsonNode node, String field) {
        return Visible.line(node.path(field).asText(), MOST_SHOWN);
    }

    private String said(JsonNode node, String field) {
        return text(node.path(field), language);
    }

    private String said(String reason) {
        return Phrases.of(Reason.valueOf(reason)).in(language);
    }

    /** {@code PT48H} as {@code 48 hours}. */
    private String span(String duration) {
        var span = Duration.parse(duration);
        boolean days = span.toDays() > 2 && span.equals(Duration.ofDays(span.toDays()));
        return Words.value(days ? span.toDays() + " d" : span.toHours() + " h").in(language);
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }

    private String time(String instant) {
        return Phrases.time(Instant.parse(instant), zone, language);
    }

    private String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
