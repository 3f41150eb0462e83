package tilsyn.output;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tilsyn.fact.FileRead;
import tilsyn.ticket.Ticket;
import tilsyn.ticket.TicketChange;
import tilsyn.ticket.TicketPlan;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** What {@code tilsyn check} shows a person: a table, what matters most, what nobody can say, and what was read. */
public final class Screen {
    private static final int MOST_FINDINGS = 7;
    private static final int MOST_STORIES = 6;
    private static final int MOST_UNKNOWN = 6;
    private static final int MOST_FILES = 5;
    private static final int MOST_NAME = 60;
    private static final int LEAST_WIDTH = 60;

    private final Results results;
    private final Assessment assessment;
    private final String language;
    private final Ink ink;
    private final Sheet sheet;
    private final List<Ticket> tickets;

    private Screen(Results results, int width, Ink ink) {
        this.results = results;
        this.assessment = results.assessment();
        this.language = results.language();
        this.ink = ink;
        this.sheet = new Sheet(Math.max(LEAST_WIDTH, width));
        // All of them, not only those that changed since the last round.
        this.tickets = TicketPlan.decide(assessment, List.of()).stream()
                .map(TicketChange::ticket)
                .toList();
    }

    /** @param width columns of the terminal; less than {@value #LEAST_WIDTH} counts as that */
    public static String of(Results results, int width, Ink ink) {
        var screen = new Screen(results, width, ink);
        screen.heading();
        screen.read();
        new ScreenTable(screen.assessment, screen.language, ink, screen.sheet).write();
        screen.headline();
        screen.findings();
        screen.stories();
        screen.unknown();
        return screen.sheet.toString();
    }

    private void heading() {
        var customer = assessment.customer();
        var name = customer.name().isEmpty() ? say("No customer named", "Ingen kunde oppgitt") : customer.name();
        var rulebook = assessment
                .rulebook()
                .substring(0, Math.min(8, assessment.rulebook().length()));
        sheet.paragraph(
                ink.bold(Visible.line(name, MOST_NAME)) + " "
                        + say("as of ", "per ") + Phrases.time(assessment.asOf(), customer.zone(), language)
                        + " (" + customer.zone() + "), " + say("rulebook ", "regelbok ") + rulebook,
                0,
                2);
        if (!results.zoneNote().isEmpty()) sheet.paragraph(Visible.line(results.zoneNote()), 0, 2);
    }

    private void read() {
        var accounting = results.accounting();
        var unknown = accounting.files().stream()
                .filter(file -> file.format().isEmpty())
                .toList();
        long hosts = assessment.verdicts().stream()
                .map(Verdict::subject)
                .filter(subject -> !subject.equals(Verdict.CUSTOMER))
                .distinct()
                .count();
        boolean assumed = assessment.verdicts().stream().anyMatch(Verdict::assumed);
        var files = accounting.files().size();
        sheet.paragraph(
                counted(hosts, say("host", "maskin"), say("hosts", "maskiner"))
                        + (assumed
                                ? say(" (assumed, there is no inventory)", " (antatt, det finnes ikke noe inventar)")
                                : "")
                        + ", " + counted(files, say("file", "fil"), say("files", "filer"))
                        + (unknown.isEmpty()
                                ? ""
                                : " (" + unknown.size() + say(" of them unknown)", " av dem ukjent)")),
                0,
                2);
        sheet.paragraph(
                say(
                                "%s lines and records received = %s facts + %s rolled up + %s duplicates + %s ignored + %s rejected",
                                "%s linjer og poster mottatt = %s fakta + %s talt sammen + %s dubletter + %s uten betydning + %s avvist")
                        .formatted(
                                Phrases.grouped(accounting.received()),
                                Phrases.grouped(accounting.facts()),
                                Phrases.grouped(accounting.rolledUp()),
                                Phrases.grouped(accounting.duplicates()),
                                Phrases.grouped(accounting.ignored()),
                                Phrases.grouped(accounting.rejected())),
                0,
                2);
        notUnderstood(unknown);
        var names = unknown.stream().map(FileRead::file).collect(Collectors.toSet());
        var lines = accounting.rejections().stream()
                .filter(rejection -> !names.contains(rejection.origin().file()))
                .toList();
        for (var rejection : lines.stream().limit(MOST_FILES).toList())
            sheet.paragraph("! " + Visible.line(rejection.origin().place() + "  " + rejection.reason()), 2, 4);
        more(accounting.rejected()
                - unknown.stream().mapToLong(FileRead::rejected).sum()
                - Math.min(MOST_FILES, lines.size()));
        for (var broken : assessment.rejectedRules())
            sheet.paragraph(
                    ink.of(Outcome.FAIL, "X") + " " + say("on our side: ", "hos oss: ") + Visible.line(broken), 2, 4);
        sheet.empty();
    }

    private void notUnderstood(List<FileRead> files) {
        for (var file : files.stream().limit(MOST_FILES).toList())
            sheet.paragraph("? " + Visible.line(file.file() + "  " + file.problem()), 2, 4);
        more(files.size() - (long) MOST_FILES);
    }

    private void more(long left) {
        if (left > 0)
            sheet.line(ink.dim(say("    … and %s more, all in the report", "    … og %s til, alle i rapporten")
                    .formatted(Phrases.grouped(left))));
    }

    private void headline() {
        var score = assessment.score();
        sheet.paragraph(
                ink.bold(Phrases.of(score).in(language) + " "
                                + Phrases.cap(score).in(language))
                        .strip(),
                0,
                0);
        sheet.empty();
    }

    private void findings() {
        var findings = Findings.byHarm(assessment);
        if (findings.isEmpty()) return;
        sheet.line(ink.bold(say("Most important now", "Viktigst nå")));
        for (var verdict : findings.stream().limit(MOST_FINDINGS).toList()) finding(verdict);
        more(findings.size() - (long) MOST_FINDINGS);
        sheet.empty();
    }

    private void stories() {
        if (assessment.stories().isEmpty()) return;
        sheet.line(ink.bold(say("How it fits together", "Slik henger det sammen")));
        for (var story : assessment.stories().stream().limit(MOST_STORIES).toList())
            sheet.paragraph(
                    story.link().title().in(language) + ": "
                            + story.parts().stream()
                                    .map(part -> subject(part.verdict()) + " "
                                            + part.verdict().item().id())
                                    .collect(Collectors.joining(", ")),
                    2,
                    5);
        more(assessment.stories().size() - (long) MOST_STORIES);
        sheet.empty();
    }

    private void finding(Verdict verdict) {
        var sentence = Findings.sentence(verdict).in(language);
        var object = verdict.first()
                .map(first -> Findings.about(first, verdict.item(), language))
                .orElse("");
        sheet.paragraph(
                ink.of(verdict.outcome(), Phrases.sign(verdict.outcome())) + "  "
                        + ink.bold(subject(verdict)) + "  "
                        + verdict.item().id() + " " + verdict.clause() + " ("
                        + Phrases.of(verdict.item().severity()).in(language) + ")  "
                        + Visible.line(object.isEmpty() ? sentence : object + " – " + sentence),
                2,
                5);
        var steps = steps(verdict);
        if (!steps.isEmpty()) sheet.paragraph(say("Next: ", "Neste: ") + Visible.line(steps), 5, 7);
        sheet.paragraph(
                ink.dim("tilsyn explain " + subject(verdict, Verdict.CUSTOMER) + " "
                        + verdict.item().id()),
                5,
                7);
    }

    private String steps(Verdict verdict) {
        return tickets.stream()
                .filter(ticket -> ticket.subject().equals(verdict.subject())
                        && ticket.item().equals(verdict.item().id())
                        && !ticket.steps().isEmpty())
                .findFirst()
                .map(ticket -> ticket.steps().get(0).in(language))
                .orElse("");
    }

    private void unknown() {
        var unknown = Findings.unknown(assessment);
        if (unknown.isEmpty() && !assessment.verdicts().isEmpty()) return;
        sheet.line(ink.bold(say("What we cannot see yet", "Dette kan vi ikke se ennå")));
        if (assessment.verdicts().isEmpty()) start();
        for (var same : unknown.stream().limit(MOST_UNKNOWN).toList()) unknown(same);
        more(unknown.size() - (long) MOST_UNKNOWN);
        sheet.empty();
    }

    private void unknown(List<Verdict> same) {
        var first = same.get(0);
        var names = same.stream().map(this::subject).toList();
        sheet.paragraph(
                ink.of(Outcome.NO_EVIDENCE, "?") + "  " + first.item().id() + "  "
                        + first.item().title().in(language) + " – "
                        + Phrases.listed(names, names.size() == 4 ? 4 : 3, language) + ": "
                        + Visible.line(Findings.sentence(first).in(language)),
                2,
                5);
        if (first.atHand() != Outcome.NO_EVIDENCE)
            sheet.paragraph(
                    say("What is at hand says: ", "Det vi har, sier: ")
                            + Phrases.lower(Phrases.of(first.atHand()).in(language)),
                    5,
                    7);
        for (var export : ReportGap.exports(results, first).stream().limit(2).toList())
            sheet.paragraph(export.advice(language), 5, 7);
    }

    /** For a folder in which there was nothing to judge at all: what would tell most. */
    private void start() {
        sheet.paragraph(
                say(
                        "There was nothing to judge. Put what these commands write into the folder and check it again:",
                        "Her var det ingenting å vurdere. Legg det disse kommandoene skriver, i mappen og kjør på nytt:"),
                2,
                2);
        results.exports().stream()
                .sorted(Comparator.comparingInt(
                        (Export export) -> -export.items().size()))
                .limit(MOST_UNKNOWN)
                .forEach(export -> sheet.paragraph(export.advice(language), 2, 5));
    }

    private String subject(Verdict verdict) {
        return subject(verdict, say("the customer", "kunden"));
    }

    private static String subject(Verdict verdict, String customer) {
        return verdict.subject().equals(Verdict.CUSTOMER) ? customer : Visible.line(verdict.subject(), MOST_NAME);
    }

    private static String counted(long number, String one, String many) {
        return Phrases.grouped(number) + " " + (number == 1 ? one : many);
    }

    private String say(String english, String norwegian) {
        return language.equals("en") ? english : norwegian;
    }
}
