package tilsyn.decoder;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Origin;

/** Reads CSV with a heading, a row at a time; {@code ;}, {@code ,} or tab, as the heading shows. */
public final class Table {
    private static final int LONGEST_FIELD = 1 << 20;

    private Table() {}

    /** One row with its place. */
    public record Row(Map<String, String> fields, Origin origin) {
        /** The field of the first of these columns that the table has, or empty. */
        public String get(String... columns) {
            for (var column : columns) {
                var field = fields.get(column);
                if (field != null) return field;
            }
            return "";
        }
    }

    /** Takes rows; each must end in one of the sink's ways. */
    public interface Rows {
        void row(Row row, Sink sink);
    }

    /** Lower-case names of the columns in the first line that isn't blank or {@code sep=;} or {@code #TYPE ...}. */
    public static Set<String> columns(Head head) {
        if (head.binary()) return Set.of();
        var heading = head.text()
                .lines()
                .filter(line -> !line.isBlank() && !isAside(line))
                .findFirst()
                .orElse("");
        return new TreeSet<>(names(split(heading)));
    }

    /** Reads all rows; a row with another number of fields than the heading is rejected. */
    public static void read(Input input, Sink sink, Rows rows) throws IOException {
        var heading = input.head()
                .text()
                .lines()
                .filter(line -> !line.isBlank() && !isAside(line))
                .findFirst()
                .orElse("");
        var names = new ArrayList<>(names(split(heading)));
        boolean past = false;
        try (var reader = input.reader();
                var records = CsvReader.builder()
                        .fieldSeparator(separator(heading))
                        .skipEmptyLines(true)
                        .maxBufferSize(4 * LONGEST_FIELD)
                        .ofCsvRecord(reader)) {
            for (var record : records) {
                var fields = record.getFields();
                if (!past) {
                    past = !isAside(fields.get(0)) && names(fields).equals(names);
                    sink.ignored("heading");
                    continue;
                }
                take(input, sink, rows, names, separator(heading), record);
            }
        } catch (CsvParseException broken) {
            sink.rejected(input.origin(1, -1, ""), "not CSV to its end: " + broken.getMessage());
        }
    }

    private static void take(Input input, Sink sink, Rows rows, List<String> names, char separator, CsvRecord record) {
        var fields = record.getFields();
        var raw = String.join(String.valueOf(separator), fields);
        var origin = input.origin(record.getStartingLineNumber(), -1, raw);
        if (fields.size() != names.size()) {
            sink.rejected(origin, "expected %d fields, found %d".formatted(names.size(), fields.size()));
            return;
        }
        var named = new TreeMap<String, String>();
        for (int at = 0; at < names.size(); at++)
            named.put(names.get(at), fields.get(at).strip());
        rows.row(new Row(named, origin), sink);
    }

    private static boolean isAside(String line) {
        return line.startsWith("sep=") || line.startsWith("#");
    }

    private static List<String> split(String heading) {
        return List.of(heading.split(java.util.regex.Pattern.quote(String.valueOf(separator(heading))), -1));
    }

    private static char separator(String heading) {
        if (heading.indexOf(';') >= 0) return ';';
        return heading.indexOf('\t') >= 0 && heading.indexOf(',') < 0 ? '\t' : ',';
    }

    private static List<String> names(List<String> fields) {
        return fields.stream()
                .map(field -> field.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                .toList();
    }
}
