package tilsyn.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** Item × host for a terminal, in as many blocks as its width makes of it. */
final class ScreenTable {
    private static final int LEAST_TITLE = 18;
    private static final int MOST_TITLE = 60;
    private static final int MOST_NAME = 12;
    private static final int ID = 7;

    private final Assessment assessment;
    private final String language;
    private final Ink ink;
    private final Sheet sheet;

    ScreenTable(Assessment assessment, String language, Ink ink, Sheet sheet) {
        this.assessment = assessment;
        this.language = language;
        this.ink = ink;
        this.sheet = sheet;
    }

    void write() {
        var names = columnNames(subjects());
        if (names.isEmpty()) return;
        int column = names.values().stream().mapToInt(String::length).max().orElse(4) + 1;
        int room = Math.max(1, (sheet.width() - ID - LEAST_TITLE) / column);
        var subjects = subjects();
        for (int from = 0; from < subjects.size(); from += room)
            block(subjects.subList(from, Math.min(subjects.size(), from + room)), names, column);
        sheet.paragraph(legend(), 2, 2);
        sheet.empty();
    }

    private List<String> subjects() {
        var hosts = new TreeSet<String>();
        boolean customer = false;
        for (var verdict : assessment.verdicts())
            if (verdict.subject().equals(Verdict.CUSTOMER)) customer = true;
            else hosts.add(verdict.subject());
        var subjects = new ArrayList<>(hosts);
        if (customer) subjects.add(Verdict.CUSTOMER);
        return subjects;
    }

    private void block(List<String> subjects, Map<String, String> names, int column) {
        int title = Math.min(MOST_TITLE, sheet.width() - ID - column * subjects.size());
        var head = new StringBuilder(" ".repeat(ID + title));
        for (var subject : subjects) head.append(Sheet.centred(names.getOrDefault(subject, subject), column));
        sheet.line(ink.bold(head.toString().stripTrailing()));
        cells(subjects).forEach((item, bySubject) -> {
            var row = new StringBuilder("%-7s".formatted(item.id()))
                    .append(Sheet.fitted(item.title().in(language), title - 1))
                    .append(' ');
            for (var subject : subjects) row.append(cell(bySubject.get(subject), column));
            sheet.line(row.toString());
        });
        sheet.empty();
    }

    private Map<Item, Map<String, Verdict>> cells(List<String> subjects) {
        var cells = new TreeMap<Item, Map<String, Verdict>>();
        var wanted = new TreeSet<>(subjects);
        for (var verdict : assessment.verdicts())
            if (wanted.contains(verdict.subject()))
                cells.computeIfAbsent(verdict.item(), item -> new TreeMap<>()).put(verdict.subject(), verdict);
        return cells;
    }

    private String cell(@Nullable Verdict verdict, int column) {
        if (verdict == null) return " ".repeat(column);
        var sign = Phrases.sign(verdict.outcome());
        int left = (column - sign.length()) / 2;
        var mark = mark(verdict);
        return " ".repeat(left)
                + ink.of(verdict.outcome(), sign)
                + mark
                + " ".repeat(Math.max(0, column - left - sign.length() - mark.length()));
    }

    private static String mark(Verdict verdict) {
        return switch (verdict.disposition().state()) {
            case "waived" -> "w";
            case "maintenance" -> "m";
            default -> "";
        };
    }

    private String legend() {
        var parts = new ArrayList<String>();
        for (var outcome :
                List.of(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NO_EVIDENCE, Outcome.NOT_APPLICABLE))
            parts.add(ink.of(outcome, Phrases.sign(outcome)) + "\u00A0"
                    + Phrases.lower(Phrases.of(outcome).in(language)).replace(' ', '\u00A0'));
        if (assessment.verdicts().stream().anyMatch(verdict -> mark(verdict).equals("w")))
            parts.add(language.equals("en") ? "w\u00A0accepted\u00A0risk" : "w\u00A0akseptert\u00A0risiko");
        if (assessment.verdicts().stream().anyMatch(verdict -> mark(verdict).equals("m")))
            parts.add(language.equals("en") ? "m\u00A0maintenance" : "m\u00A0vedlikehold");
        return String.join("   ", parts);
    }

    /** Names without the beginning that all hosts share, so that the table stays narrow. */
    private Map<String, String> columnNames(List<String> subjects) {
        var hosts = subjects.stream()
                .filter(subject -> !subject.equals(Verdict.CUSTOMER))
                .toList();
        int shared = hosts.size() < 2 ? 0 : sharedBeginning(hosts);
        var names = new TreeMap<String, String>();
        for (var host : hosts) {
            var name = Visible.line(host.substring(shared));
            names.put(host, Sheet.fitted(name, Math.min(MOST_NAME, name.length())));
        }
        if (hosts.size() < subjects.size()) names.put(Verdict.CUSTOMER, language.equals("en") ? "customer" : "kunde");
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
}
