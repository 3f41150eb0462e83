package tilsyn.decoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with a head line, set off by {@code ;}, comma or tab, one row at a time. Column names are compared in lower case
 * without blanks, {@code _} and {@code -}. Fields may stand in quotes and then hold line ends; a quote that never closes
 * costs its line, not the rest. Lines {@code sep=;} and {@code #TYPE …} above the head are passed over.
 */
public final class Table implements AutoCloseable {
    public static final int MOST_COLUMNS = 500;
    private static final int LONGEST_ROW = 16 * 1024;
    private static final int MOST_LINES = 50;

    private final Input input;
    private final Lines lines;
    private final char separator;
    private final Map<String, Integer> columns;
    private final List<Line> waiting = new ArrayList<>();
    /** A head line that is too wide; no row below it is read. */
    private @Nullable Line tooWide;

    private Table(Input input, Lines lines, char separator, Map<String, Integer> columns, @Nullable Line tooWide) {
        this.tooWide = tooWide;
        this.input = input;
        this.lines = lines;
        this.separator = separator;
        this.columns = Collections.unmodifiableMap(columns);
    }

    /** The column names of the head line, as compared; empty when the text begins with none. */
    public static Set<String> columns(Head head) {
        if (head.binary() || head.firstChar() == '{' || head.firstChar() == '[' || head.firstChar() == '<')
            return Set.of();
        for (var line : head.lines(5))
            if (!isAside(line)) return columns(line, separator(line)).keySet();
        return Set.of();
    }

    /** Reads up to the head line; to be closed. */
    public static Table of(Input input) throws IOException {
        var lines = input.lines();
        var head = lines.next();
        while (head != null && (head.text().isBlank() || isAside(head.text()))) head = lines.next();
        var text = head == null ? "" : head.text();
        char separator = separator(text);
        var columns = columns(text, separator);
        boolean wide =
                columns.isEmpty() && text.chars().filter(c -> c == separator).count() >= MOST_COLUMNS;
        return new Table(input, lines, separator, columns, wide ? head : null);
    }

    /** The next row that isn't blank, or null at the end. */
    public @Nullable Row next(Sink sink) throws IOException {
        if (tooWide != null) {
            sink.rejected(
                    input.origin(tooWide),
                    "a table of more than %d columns; nothing of it is read".formatted(MOST_COLUMNS));
            tooWide = null;
            return null;
        }
        for (var line = line(); line != null; line = line()) {
            if (line.text().isBlank()) continue;
            var row = row(line);
            if (row == null) sink.rejected(input.origin(line), "a quote is opened and not closed");
            else if (row.fields.size() > columns.size() && !row.blankBeyond(columns.size()))
                sink.rejected(
                        row.origin(),
                        "has %d fields; the head line has %d".formatted(row.fields.size(), columns.size()));
            else return row;
        }
        return null;
    }

    /** Whether a lone comma in a number is its decimal mark. */
    public boolean decimalComma() {
        return separator != ',';
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The column names as compared, in their order. */
    public Set<String> columns() {
        return columns.keySet();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Line line() throws IOException {
        return waiting.isEmpty() ? lines.next() : waiting.remove(0);
    }

    private @Nullable Row row(Line first) throws IOException {
        if (!staysOpen(first.text(), false)) return made(first, first.text());
        var text = new StringBuilder(first.text());
        var taken = new ArrayList<Line>();
        while (taken.size() < MOST_LINES && text.length() < LONGEST_ROW) {
            var more = line();
            if (more == null) break;
            taken.add(more);
            text.append('\n').append(more.text());
            if (!staysOpen(more.text(), true)) return made(first, text.toString());
        }
        waiting.addAll(0, taken);
        return null;
    }

    private Row made(Line first, String text) {
        return new Row(split(text, separator), input.origin(first.number(), first.offset(), text));
    }

    /** Whether a quote is open at the end of the line. */
    private boolean staysOpen(String line, boolean open) {
        if (line.indexOf('"') < 0) return open;
        boolean quoted = open;
        boolean begun = open;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quoted) {
                if (c != '"') continue;
                if (at + 1 < line.length() && line.charAt(at + 1) == '"') at++;
                else quoted = false;
            } else if (c == separator) begun = false;
            else if (c == '"' && !begun) {
                quoted = true;
                begun = true;
            } else if (!Character.isWhitespace(c)) begun = true;
        }
        return quoted;
    }

    private static boolean isAside(String line) {
        return line.startsWith("sep=") || line.startsWith("#TYPE ") || line.startsWith("\"sep=");
    }

    private static char separator(String head) {
        if (head.indexOf(';') >= 0) return ';';
        return head.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private static Map<String, Integer> columns(String head, char separator) {
        var columns = new LinkedHashMap<String, Integer>();
        if (head.length() > LONGEST_ROW) return columns;
        var names = split(head, separator);
        if (names.size() < 2 || names.size() > MOST_COLUMNS) return columns;
        for (int at = 0; at < names.size(); at++) {
            var name = compared(names.get(at));
            columns.putIfAbsent(name.isEmpty() ? "#" + at : name, at);
        }
        return columns;
    }

    static String compared(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }

    private static List<String> split(CharSequence text, char separator) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted) {
                if (c != '"') field.append(c);
                else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    field.append('"');
                    at++;
                } else quoted = false;
            } else if (c == '"' && !begun) {
                field.setLength(0);
                quoted = true;
                begun = true;
            } else if (c == separator) {
                fields.add(field.toString().strip());
                field.setLength(0);
                begun = false;
            } else {
                field.append(c);
                if (!Character.isWhitespace(c)) begun = true;
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    /** One row; its fields by column. */
    public final class Row {
        private final List<String> fields;
        private final tilsyn.fact.Origin origin;

        private Row(List<String> fields, tilsyn.fact.Origin origin) {
            this.fields = fields;
            this.origin = origin;
        }

        public tilsyn.fact.Origin origin() {
            return origin;
        }

        /** The field of the first of these columns that the table has; empty when it has none of them. */
        public String get(String... names) {
            for (var name : names) {
                var at = columns.get(name);
                if (at != null) return at < fields.size() ? fields.get(at) : "";
            }
            return "";
        }

        /** Whether it has as many fields as the head line. */
        public boolean isWhole() {
            return fields.size() >= columns.size();
        }

        private boolean blankBeyond(int most) {
            return fields.subList(most, fields.size()).stream().allMatch(String::isBlank);
        }
    }
}
