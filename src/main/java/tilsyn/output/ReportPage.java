package tilsyn.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.ticket.Ticket;
import tilsyn.ticket.TicketChange;
import tilsyn.ticket.TicketPlan;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** What the report's templates ask for: every word and number of one report, in its language. */
public final class ReportPage {
    private static final int MOST_ACTIONS = 5;
    private static final String STYLE = read("report.css");

    private final Results results;
    private final Assessment assessment;
    private final String language;
    private final String id;
    private final List<Ticket> tickets;
    private final List<Actions.Action> actions;
    private final @Nullable ReportSince since;

    private ReportPage(Results results, String id) {
        this.results = results;
        this.assessment = results.assessment();
        this.language = results.language();
        this.id = id;
        // All of them, not only those that changed since the last round.
        this.tickets = TicketPlan.decide(assessment, List.of()).stream()
                .map(TicketChange::ticket)
                .toList();
        this.actions = Actions.of(assessment, tickets);
        this.since = ReportSince.of(results);
    }

    static ReportPage of(Results results) throws IOException {
        return new ReportPage(results, VerdictsDocument.sha256(results).substring(0, 12));
    }

    public String language() {
        return language;
    }

    public String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }

    /** The whole style element; its content is what {@link #contentPolicy()} allows. */
    static String stylesheet() {
        return "<style>" + STYLE + "</style>";
    }

    /** A content security policy that allows nothing but our own style. */
    static String contentPolicy() {
        return "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; form-action 'none'";
    }

    public String style() {
        return stylesheet();
    }

    public String policy() {
        return contentPolicy();
    }

    public String customer() {
        var name = assessment.customer().name();
        return name.isEmpty() ? say("Unnamed customer", "Kunde uten navn") : name;
    }

    public boolean fictional() {
        return assessment.customer().fictional();
    }

    public String asOf() {
        return Phrases.longTime(assessment.asOf(), assessment.customer().zone(), language);
    }

    public String zone() {
        return assessment.customer().zone().getId();
    }

    public String zoneNote() {
        return results.zoneNote();
    }

    /** The first twelve digits of the SHA-256 of {@code verdicts.json}. */
    public String id() {
        return id;
    }

    public String rulebook() {
        return assessment.rulebook();
    }

    /** Whether nothing at all could be judged. */
    public boolean empty() {
        return assessment.verdicts().stream()
                .allMatch(verdict ->
                        verdict.outcome() == Outcome.NO_EVIDENCE || verdict.outcome() == Outcome.NOT_APPLICABLE);
    }

    /** Whether any host is declared by nobody. */
    public boolean assumed() {
        return assessment.verdicts().stream().anyMatch(Verdict::assumed);
    }

    /** Rules that broke while judging: our fault, shown loudly. */
    public List<String> brokenRules() {
        return assessment.rejectedRules();
    }

    public ReportMark mark(Outcome outcome) {
        return ReportMark.of(outcome, language);
    }

    public List<ReportMark> legend() {
        return List.of(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NO_EVIDENCE, Outcome.NOT_APPLICABLE).stream()
                .map(this::mark)
                .toList();
    }

    public ReportHeadline headline() {
        return ReportHeadline.of(assessment, actions, language);
    }

    public List<ReportTile> tiles() {
        return ReportTile.of(assessment, language);
    }

    public ReportMatrix matrix() {
        return ReportMatrix.of(assessment, language);
    }

    public List<ReportAction> actions() {
        return actions.stream()
                .limit(MOST_ACTIONS)
                .map(action -> ReportAction.of(action, results))
                .toList();
    }

    public List<ReportStory> stories() {
        return ReportStory.of(results);
    }

    public List<ReportChapter> chapters() {
        return ReportChapter.of(assessment, tickets, language);
    }

    /** What has become of things since an earlier assessment; null for a customer's first. */
    public @Nullable ReportSince since() {
        return since;
    }

    /** The score then, beside the one now; empty without an earlier one. */
    public String scoreThen() {
        var earlier = results.earlier();
        return earlier == null ? "" : say("last time ", "forrige gang ") + Phrases.whole(earlier.total());
    }

    public List<ReportNights> nights() {
        return ReportNights.of(results);
    }

    public List<ReportNights.Key> nightKeys() {
        return ReportNights.keys(language);
    }

    public List<ReportCurve> spaces() {
        return ReportCurve.spaces(results);
    }

    public List<ReportCurve> sizes() {
        return ReportCurve.sizes(results);
    }

    public @Nullable ReportShare share() {
        return ReportShare.of(results).orElse(null);
    }

    public List<ReportGap> gaps() {
        return ReportGap.of(results);
    }

    public List<ReportAgreed> agreed() {
        return ReportAgreed.of(assessment, language);
    }

    public List<ReportTuned> tuned() {
        return ReportTuned.of(assessment, language);
    }

    /** Items that are judged no more. */
    public List<ReportRetired> retired() {
        return assessment.retired().stream()
                .map(item -> ReportRetired.of(item, language))
                .toList();
    }

    public List<ReportItem> checklist() {
        return ReportItem.all(assessment, tickets, language);
    }

    public ReportBasis basis() {
        return new ReportBasis(results.accounting(), language);
    }

    public List<ReportMapping> mappings() {
        return ReportMapping.of(assessment, language);
    }

    public List<ReportTerm> glossary() {
        var text = new StringBuilder();
        for (var verdict : assessment.verdicts()) {
            text.append(verdict.item().title().in(language)).append(' ');
            for (var finding : verdict.matched())
                text.append(finding.said(verdict.item()).in(language)).append(' ');
        }
        for (var ticket : tickets) {
            text.append(ticket.title().in(language)).append(' ');
            for (var step : ticket.steps()) text.append(step.in(language)).append(' ');
        }
        return ReportTerm.in(text.toString(), language);
    }

    /** What was hidden, and how often: {@code url-password (3)}; empty when nothing was. */
    public String masked() {
        var counts = new ArrayList<String>();
        Masked.in(assessment).forEach((name, count) -> counts.add("%s (%s)".formatted(name, Phrases.grouped(count))));
        return Phrases.listed(counts, language);
    }

    /** To a section of the report. */
    public record Link(String anchor, String title) {}

    /** The sections that this report has. */
    public List<Link> contents() {
        var contents = new ArrayList<Link>();
        contents.add(section("kort-fortalt", "In short", "Kort fortalt"));
        contents.add(section("status", "Status at a glance", "Status på ett blikk"));
        if (!actions.isEmpty()) contents.add(section("gjores-naa", "Do this now", "Dette bør gjøres nå"));
        if (!assessment.stories().isEmpty())
            contents.add(section("henger-sammen", "How it fits together", "Slik henger det sammen"));
        for (var chapter : chapters()) contents.add(new Link(chapter.anchor(), chapter.title()));
        contents.add(section("vet-ikke", "What we do not know", "Dette vet vi ikke"));
        contents.add(section("akseptert", "Accepted risk", "Akseptert risiko"));
        if (since != null) contents.add(section("siden-sist", "Since last time", "Siden sist"));
        contents.add(section("vedlegg-a", "A: The checklist", "A: Sjekklisten"));
        contents.add(section("vedlegg-b", "B: The evidence", "B: Datagrunnlaget"));
        if (!mappings().isEmpty()) contents.add(section("vedlegg-c", "C: Control mapping", "C: Kontrollkoblinger"));
        return contents;
    }

    private Link section(String anchor, String english, String norwegian) {
        return new Link(anchor, say(english, norwegian));
    }

    private static String read(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the program lacks its file " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
