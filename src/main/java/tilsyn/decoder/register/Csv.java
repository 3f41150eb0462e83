package tilsyn.decoder.register;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;

/**
 * A register as CSV, set off by {@code ;} or {@code ,}: a head line with the keys, {@code hw.fans_expected} for a key below a
 * key, lists with {@code |} between. A line {@code # as_of: 2025-11-07} above dates the register.
 */
final class Csv {
    private Csv() {}

    /** The columns a head line names; empty when it is none. */
    static List<String> columns(String head) {
        var separator = separator(head);
        if (head.indexOf(separator) < 0) return List.of();
        var columns = new ArrayList<String>();
        for (var name : head.split(String.valueOf(separator), -1)) columns.add(bare(name));
        return columns;
    }

    private static char separator(String head) {
        return head.indexOf(';') >= 0 ? ';' : ',';
    }

    private static String bare(String name) {
        var stripped = name.strip();
        if (stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\""))
            stripped = stripped.substring(1, stripped.length() - 1);
        return stripped.strip().toLowerCase(Locale.ROOT);
    }

    /** The register as the YAML section that says the same. */
    static Node.Fields read(Page page, Form form) throws Unreadable {
        int head = headLine(page);
        var columns = columns(page.lines().get(head - 1).text());
        for (var column : columns)
            if (!form.columns().contains(column))
                page.rejected(
                        head,
                        "unknown column '%s'. It has: %s.%s"
                                .formatted(
                                        Entry.shown(column),
                                        String.join(", ", form.columns()),
                                        Maybe.of(column, form.columns())));
        var entries = new ArrayList<Node>();
        for (var record : records(page, head)) {
            int line = head + (int) record.getStartingLineNumber();
            var entry = entry(columns, form, record, line, page);
            if (entry != null) entries.add(entry);
        }
        var values = new LinkedHashMap<String, Node>();
        var lines = new LinkedHashMap<String, Integer>();
        var dated = asOf(page, head);
        if (dated != null) {
            values.put("as_of", dated);
            lines.put("as_of", dated.line());
        }
        values.put(form.entries(), new Node.Items(entries, head));
        lines.put(form.entries(), head);
        return new Node.Fields(values, lines, head, head);
    }

    private static int headLine(Page page) {
        for (var line : page.lines())
            if (!line.text().isBlank()
                    && !line.text().startsWith("#")
                    && !line.text().startsWith("sep=")) return (int) line.number();
        throw new IllegalStateException("a register recognised by its head line has one");
    }

    private static Node.@Nullable Scalar asOf(Page page, int head) {
        for (var line : page.lines().subList(0, head - 1)) {
            var text = line.text().replaceFirst("^#\\s*", "");
            if (text.startsWith("as_of:") || text.startsWith("as_of="))
                return new Node.Scalar(
                        text.substring("as_of:".length())
                                .replaceAll("[;,]+$", "")
                                .strip(),
                        (int) line.number());
        }
        return null;
    }

    private static List<CsvRecord> records(Page page, int head) throws Unreadable {
        var text = new StringBuilder();
        for (var line : page.lines().subList(head, page.lines().size()))
            text.append(line.text()).append('\n');
        var records = new ArrayList<CsvRecord>();
        try (var reader = CsvReader.builder()
                .fieldSeparator(separator(page.lines().get(head - 1).text()))
                .maxBufferSize(Page.MOST_CHARACTERS + 2)
                .commentStrategy(CommentStrategy.SKIP)
                .commentCharacter('#')
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .ofCsvRecord(text.toString())) {
            for (var record : reader) records.add(record);
        } catch (CsvParseException | IllegalArgumentException broken) {
            throw new Unreadable(head + records.size() + 1, "not CSV: " + broken.getMessage());
        } catch (IOException | UncheckedIOException broken) {
            throw new Unreadable(head, "not CSV: " + broken.getMessage());
        }
        return records;
    }

    private static @Nullable Node entry(List<String> columns, Form form, CsvRecord record, int line, Page page) {
        var fields = record.getFields();
        if (fields.stream().allMatch(String::isBlank)) return null;
        if (fields.size() != columns.size()) {
            page.rejected(line, "has %d fields; the head line has %d".formatted(fields.size(), columns.size()));
            return null;
        }
        var values = new LinkedHashMap<String, Node>();
        var below = new LinkedHashMap<String, Map<String, Node>>();
        for (int i = 0; i < fields.size(); i++) {
            var column = columns.get(i);
            if (!form.columns().contains(column)) continue;
            var value = new Node.Scalar(fields.get(i).strip(), line);
            int dot = column.indexOf('.');
            if (dot < 0) values.putIfAbsent(column, value);
            else if (!value.text().isEmpty())
                below.computeIfAbsent(column.substring(0, dot), ignored -> new LinkedHashMap<>())
                        .putIfAbsent(column.substring(dot + 1), value);
        }
        int last = line
                + (int) fields.stream()
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '\n')
                        .count();
        below.forEach((key, inner) -> values.putIfAbsent(key, fields(inner, line, last)));
        return fields(values, line, last);
    }

    private static Node.Fields fields(Map<String, Node> values, int line, int last) {
        var lines = new LinkedHashMap<String, Integer>();
        values.keySet().forEach(key -> lines.put(key, line));
        return new Node.Fields(values, lines, line, last);
    }
}
