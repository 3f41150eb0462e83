package tilsyn.output;

import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

/**
 * Several customers side by side, the one in most need first. Each has reports of its own; nothing of one is in another's.
 *
 * @param standings the worst first
 * @param outside files below the folder that belong to no customer and were not read, sorted
 */
public record Overview(List<Standing> standings, List<String> outside, String language) {
    /** The file it becomes. */
    public static final String FILE = "overview.html";

    private static final int MOST_OUTSIDE = 5;

    public Overview {
        standings = standings.stream().sorted(Standing.BY_HARM).toList();
        outside = List.copyOf(outside);
    }

    /** What {@code tilsyn check} shows a person. */
    public String screen(int width, Ink ink) {
        var sheet = new Sheet(Math.max(60, width));
        sheet.paragraph(ink.bold(title()), 0, 2);
        for (var file : outside.stream().limit(MOST_OUTSIDE).toList())
            sheet.paragraph(
                    "? " + Visible.line(file)
                            + say(
                                    "  belongs to no customer and was not read",
                                    "  hører ikke til noen kunde og er ikke lest"),
                    2,
                    4);
        if (outside.size() > MOST_OUTSIDE)
            sheet.paragraph(say("… and %d more", "… og %d til").formatted(outside.size() - MOST_OUTSIDE), 4, 4);
        sheet.empty();
        for (var standing : standings) {
            sheet.paragraph(
                    ink.of(light(standing), Phrases.sign(light(standing))) + "  "
                            + ink.bold(Visible.line(standing.name(), 60)) + "  " + figures(standing),
                    2,
                    5);
            var worst = standing.worst().in(language);
            if (!worst.isEmpty()) sheet.paragraph(Visible.line(worst), 5, 7);
            if (standing.results() != null) sheet.paragraph(ink.dim(standing.folder() + "/report.html"), 5, 7);
        }
        sheet.empty();
        return sheet.toString();
    }

    /** {@code overview.html}: one file that needs nothing else but links to the customers' reports beside it. */
    public String html() {
        var html = new StringOutput();
        Report.Templates.ENGINE.render("overview.jte", this, html);
        return Visible.text(html.toString());
    }

    /** What {@code -o json} prints: each customer's {@code verdicts.json}, or why there is none. */
    public String json() throws IOException {
        var text = new StringWriter();
        VerdictsDocument.write(this, text);
        return text.toString();
    }

    public String title() {
        return Phrases.sentenceCase(Phrases.counted(
                standings.size(), new Words("customer", "kunde"), new Words("customers", "kunder"), language));
    }

    /** The verdict that counts most. */
    public Outcome light(Standing standing) {
        if (standing.results() == null
                || standing.results().assessment().verdicts().isEmpty()) return Outcome.NO_EVIDENCE;
        for (var outcome : List.of(Outcome.FAIL, Outcome.NO_EVIDENCE, Outcome.WARN))
            if (standing.count(outcome) > 0) return outcome;
        return Outcome.PASS;
    }

    /** {@code Kritiske forhold: 6 · Dekningsgrad: 98 % · …}, or that it could not be judged. */
    public String figures(Standing standing) {
        return standing.results() == null
                ? say("could not be judged", "kunne ikke vurderes")
                : Phrases.of(standing.results().assessment().score()).in(language);
    }

    public ReportMark mark(Standing standing) {
        return ReportMark.of(light(standing), language);
    }

    /** Below {@value #FILE}, each part of the path escaped. */
    public String link(Standing standing) {
        return Stream.of((standing.folder() + "/report.html").split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    public String worst(Standing standing) {
        return standing.worst().in(language);
    }

    public String name(Standing standing) {
        return standing.name();
    }

    public String style() {
        return ReportPage.stylesheet();
    }

    public String policy() {
        return ReportPage.contentPolicy();
    }

    public String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }
}
