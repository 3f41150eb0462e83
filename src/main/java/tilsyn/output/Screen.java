package tilsyn.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tilsyn.fact.FileRead;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** What {@code tilsyn check} shows a person: a table, what matters most, what nobody can say, and what was read. */
public final class Screen {
    private static final int MOST_FINDINGS = 7;
    private static final int MOST_UNKNOWN = 6;
    private static final int MOST_FILES = 5;
    private static final int LEAST_TITLE = 18;

    private final Results results;
    private final Assessment assessment;
    private final String language;
    private final int width;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private Screen(Results results, int width, Ink ink) {
        this.results = results;
        this.assessment = results.assessment();
        this.language = results.language();
        this.width = Math.max(60, width);
        this.ink = ink;
    }

    /** @param width columns of the terminal */
    public static String of(Results results, int width, Ink ink) {
        var screen = new Screen(results, width, ink);
        screen.heading();
        screen.read();
        screen.table();
        screen.headline();
        screen.findings();
        screen.unknown();
        return screen.out.toString();
    }

    private void heading() {
        var zone = assessment.customer().zone();
        var customer = assessment.customer();
        var name = customer.name().isEmpty() ? say("No customer named", "Ingen kunde oppgitt") : customer.name();
        line(ink.bold(name) + "  "
                + say("as of ", "per ") + Phrases.time(assessment.asOf(), zone, language) + " (" + zone + ")  "
                + ink.dim(say("rulebook ", "regelbok ")
                        + assessment
                                .rulebook()
                                .substring(0, Math.min(8, assessment.rulebook().length()))));
        if (!results.zoneNote().isEmpty()) paragraph(results.zoneNote(), "");
    }

    private void read() {
        var accounting = results.accounting();
        var unknown = accounting.files().stream()
                .filter(file -> file.format().isEmpty())
                .toList();
        var hosts = assessment.verdicts().stream()
                .filter(verdict -> !verdict.subject().equals(Verdict.CUSTOMER))
                .map(Verdict::subject)
                .distinct()
                .count();
        boolean assumed = assessment.verdicts().stream().anyMatch(Verdict::assumed);
        paragraph(
                say(
                                "%d hosts%s, %d files (%d unknown), %s lines and records:",
                                "%d maskiner%s, %d filer (%d ukjente), %s linjer og poster:")
                        .formatted(
                                hosts,
                                assumed ? say(" (assumed, no inventory)", " (antatt, inventar mangler)") : "",
                                accounting.files().size(),
                                unknown.size(),
                                grouped(accounting.received())),
                "");
        paragraph(
                say(
                                "%s received = %s facts + %s rolled up + %s duplicates + %s ignored + %s rejected",
                                "%s mottatt = %s fakta + %s talt sammen + %s dubletter + %s uten betydning + %s avvist")
                        .formatted(
                                grouped(accounting.received()),
                                grouped(accounting.facts()),
                                grouped(accounting.rolledUp()),
                                grouped(accounting.duplicates()),
                                grouped(accounting.ignored()),
                                grouped(accounting.rejected())),
                "  ");
        files(say("Not understood", "Ikke forstått"), unknown);
        for (var rejection : accounting.rejections().stream().limit(MOST_FILES).toList())
            paragraph(rejection.origin().place() + "  " + rejection.reason(), "  ! ");
        more(accounting.rejected()
                - Math.min(MOST_FILES, accounting.rejections().size()));
        for (var broken : assessment.rejectedRules()) paragraph(ink.of(Outcome.FAIL, broken), "  X ");
        line("");
    }

    private void files(String what, List<FileRead> files) {
        if (files.isEmpty()) return;
        line("  " + what + ":");
        for (var file : files.stream().limit(MOST_FILES).toList())
            paragraph(file.file() + "  " + file.problem(), "  ? ");
        more(files.size() - (long) MOST_FILES);
    }

    private void more(long left) {
        if (left > 0)
            line(ink.dim(say("    … and %s more, all in the report", "    … og %s til, alle i rapporten")
                    .formatted(grouped(left))));
    }

    private void table() {
        var subjects = new ArrayList<>(new TreeSet<>(assessment.verdicts().stream()
                .map(Verdict::subject)
                .filter(subject -> !subject.equals(Verdict.CUSTOMER))
                .toList()));
        if (assessment.verdicts().stream().anyMatch(verdict -> verdict.subject().equals(Verdict.CUSTOMER)))
            subjects.add(Verdict.CUSTOMER);
        if (subjects.isEmpty()) return;
        var names = columnNames(subjects);
        int column = names.values().stream().mapToInt(String::length).max().orElse(4) + 2;
        int room = Math.max(1, (width - 7 - LEAST_TITLE) / column);
        for (int from = 0; from < subjects.size(); from += room)
            block(subjects.subList(from, Math.min(subjects.size(), from + room)), names, column);
        line(legend());
        line("");
    }

    private void block(List<String> subjects, Map<String, String> names, int column) {
        int title = Math.min(60, width - 7 - column * subjects.size());
        var head = new StringBuilder(" ".repeat(7 + title));
        for (var subject : subjects) head.append(centred(names.getOrDefault(subject, subject), column));
        line(ink.bold(head.toString()));
        var cells = cells(subjects);
        cells.forEach((item, bySubject) -> {
            var row = new StringBuilder("%-7s".formatted(item.id()))
                    .append(fitted(item.title().in(language), title));
            for (var subject : subjects) row.append(cell(bySubject, subject, column));
            line(row.toString());
        });
        line("");
    }

    private Map<Item, Map<String, Verdict>> cells(List<String> subjects) {
        var cells = new TreeMap<Item, Map<String, Verdict>>();
        for (var verdict : assessment.verdicts())
            if (subjects.contains(verdict.subject()))
                cells.computeIfAbsent(verdict.item(), item -> new TreeMap<>()).put(verdict.subject(), verdict);
        return cells;
    }

    private String cell(Map<String, Verdict> row, String subject, int column) {
        var verdict = row.get(subject);
        if (verdict == null) return " ".repeat(column);
        var sign = Phrases.sign(verdict.outcome());
        int left = (column - sign.length() - 1) / 2 + 1;
        var mark = switch (verdict.disposition().state()) {
            case "waived" -> "w";
            case "maintenance" -> "m";
            default -> " ";
        };
        return " ".repeat(left)
                + ink.of(verdict.outcome(), sign)
                + mark
                + " ".repeat(Math.max(0, column - left - sign.length() - 1));
    }

    /** Names without the beginning that all hosts share, so that the table stays narrow. */
    private Map<String, String> columnNames(List<String> subjects) {
        var hosts = subjects.stream()
                .filter(subject -> !subject.equals(Verdict.CUSTOMER))
                .toList();
        int shared = hosts.size() < 2 ? 0 : sharedBeginning(hosts);
        var names = new TreeMap<String, String>();
        for (var host : hosts)
            names.put(
                    host,
                    fitted(host.substring(shared), Math.min(12, host.length() - shared))
                            .strip());
        names.put(Verdict.CUSTOMER, say("customer", "kunde"));
        return names;
    }

    private static int sharedBeginning(List<String> hosts) {
        var first = hosts.get(0);
        int cut = first.lastIndexOf('-') + 1;
        while (cut > 0) {
            var beginning = first.substring(0, cut);
            if (hosts.stream().allMatch(host -> host.startsWith(beginning) && host.length() > beginning.length()))
                return cut;
            cut = first.lastIndexOf('-', cut - 2) + 1;
        }
        return 0;
    }

    private String legend() {
        var parts = new ArrayList<String>();
        for (var outcome :
                List.of(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NO_EVIDENCE, Outcome.NOT_APPLICABLE))
            parts.add(ink.of(outcome, Phrases.sign(outcome)) + " "
                    + Phrases.of(outcome).in(language).toLowerCase(java.util.Locale.ROOT));
        return "  " + String.join("   ", parts);
    }

    private void headline() {
        var score = assessment.score();
        paragraph(
                ink.bold((Phrases.of(score).in(language) + " "
                                + Phrases.cap(score).in(language))
                        .strip()),
                "");
        line("");
    }

    private void findings() {
        var findings = Findings.byHarm(assessment);
        if (findings.isEmpty()) return;
        line(ink.bold(say("Most important", "Viktigst nå")));
        for (var verdict : findings.stream().limit(MOST_FINDINGS).toList()) finding(verdict);
        more(findings.size() - (long) MOST_FINDINGS);
        line("");
    }

    private void finding(Verdict verdict) {
        var subject = subject(verdict);
        var head = "%s  %s %s (%s)  "
                .formatted(
                        ink.of(verdict.outcome(), Phrases.sign(verdict.outcome())),
                        ink.bold(subject),
                        verdict.item().id() + " " + verdict.clause(),
                        Phrases.of(verdict.item().severity()).in(language));
        paragraph(head + Findings.sentence(verdict).in(language), "  ");
        results.tickets().stream()
                .map(change -> change.ticket())
                .filter(ticket -> ticket.subject().equals(verdict.subject())
                        && ticket.item().equals(verdict.item().id())
                        && !ticket.steps().isEmpty())
                .findFirst()
                .ifPresent(ticket -> paragraph(
                        say("Next: ", "Neste: ") + ticket.steps().get(0).in(language), "       "));
        line(ink.dim("       tilsyn explain %s %s"
                .formatted(verdict.subject(), verdict.item().id())));
    }

    private void unknown() {
        var unknown = Findings.unknown(assessment);
        if (unknown.isEmpty()) return;
        line(ink.bold(say("What we cannot see yet", "Dette kan vi ikke se ennå")));
        for (var same : unknown.stream().limit(MOST_UNKNOWN).toList()) {
            var first = same.get(0);
            paragraph(
                    "?  " + first.item().id() + " " + first.item().title().in(language) + " – " + subjects(same) + ": "
                            + Findings.sentence(first).in(language),
                    "  ");
            if (first.atHand() != Outcome.NO_EVIDENCE)
                paragraph(
                        say("What is at hand says: ", "Det vi har, sier: ")
                                + Phrases.of(first.atHand()).in(language).toLowerCase(java.util.Locale.ROOT),
                        "       ");
            advice(first.item()).forEach(command -> paragraph(command, "       "));
        }
        more(unknown.size() - (long) MOST_UNKNOWN);
        line("");
    }

    /** The command that would show it. */
    private List<String> advice(Item item) {
        return results.exports().stream()
                .filter(export -> export.items().contains(item.id()))
                .sorted(Comparator.comparingInt(
                        (Export export) -> export.items().size()))
                .limit(2)
                .map(export -> say("Run: ", "Kjør: ") + export.command())
                .toList();
    }

    private String subjects(List<Verdict> verdicts) {
        var names = verdicts.stream().map(this::subject).toList();
        return names.size() <= 4
                ? String.join(", ", names)
                : names.stream().limit(3).collect(Collectors.joining(", "))
                        + say(" and ", " og ")
                        + (names.size() - 3)
                        + say(" more", " til");
    }

    private String subject(Verdict verdict) {
        return verdict.subject().equals(Verdict.CUSTOMER) ? say("customer", "kunden") : verdict.subject();
    }

    private String say(String english, String norwegian) {
        return new Words(english, norwegian).in(language);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    /** Wraps at the width; what follows the first line is set below its text. */
    private void paragraph(String text, String before) {
        var hanging = " ".repeat(before.length() + (before.length() == 2 ? 3 : 0));
        var current = new StringBuilder(before);
        int used = before.length();
        boolean fresh = true;
        for (var word : text.split(" ", -1)) {
            int length = visible(word);
            if (!fresh && used + 1 + length > width) {
                line(current.toString());
                current = new StringBuilder(hanging);
                used = hanging.length();
                fresh = true;
            }
            if (!fresh) {
                current.append(' ');
                used++;
            }
            current.append(word);
            used += length;
            fresh = false;
        }
        line(current.toString());
    }

    private static int visible(String text) {
        return text.replaceAll("\u001B\\[[0-9;]*m", "").length();
    }

    private static String fitted(String text, int width) {
        if (text.length() <= width) return text + " ".repeat(width - text.length());
        return width < 2 ? text.substring(0, Math.max(0, width)) : text.substring(0, width - 1) + "…";
    }

    private static String centred(String text, int width) {
        int left = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(left) + text + " ".repeat(Math.max(0, width - left - text.length()));
    }

    /** Thousands set off by a space, as in both languages' technical writing. */
    private static String grouped(long number) {
        return Long.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
    }
}
