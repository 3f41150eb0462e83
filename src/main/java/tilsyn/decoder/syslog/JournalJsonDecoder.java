package tilsyn.decoder.syslog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Line;
import tilsyn.decoder.Lines;
import tilsyn.decoder.Sink;

/**
 * Reads the systemd journal as {@code journalctl -o json}, {@code json-seq} and {@code json-sse} write it, an entry a line,
 * and as {@code json-pretty} does. Values are text, lists of text, or lists of bytes for what isn't UTF-8.
 */
public final class JournalJsonDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "journal-json",
            Family.SYSLOG,
            "systemd journal (journalctl -o json)",
            "journalctl --since -35d -o json --all > HOST-journal.json",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-06", "HW-01", "HW-02"));
    private static final String TIME = "\"__REALTIME_TIMESTAMP\"";
    private static final String LEFT_OUT = "(left out by journalctl, as it is long; --all shows it)";

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(1);
        if (lines.isEmpty()) return false;
        var first = bare(lines.get(0));
        if (first.equals("{")) return Json.hasKeys(head, "__REALTIME_TIMESTAMP");
        return first.startsWith("{") && first.contains(TIME);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        if (isPretty(input)) {
            Json.each(
                    input,
                    sink,
                    (record, line) -> take(record, new Line(line, -1, record.toString(), true), input, sink));
            return;
        }
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = bare(line.text());
                if (text.isEmpty()) sink.ignored("blank line");
                else if (!line.whole()) sink.rejected(input.origin(line), "expected a line shorter than 1 MiB");
                else if (text.startsWith("-- ")) sink.ignored("heading of journalctl");
                else take(Json.of(text), line, input, sink);
            }
        }
    }

    private static boolean isPretty(Input input) throws IOException {
        try (var lines = input.lines()) {
            var line = lines.next();
            while (line != null && line.text().isBlank()) line = lines.next();
            return line != null && line.text().strip().equals("{");
        }
    }

    /** Without the record separator of json-seq and the field name of json-sse. */
    private static String bare(String line) {
        var text = line.strip();
        if (!text.isEmpty() && text.charAt(0) == 0x1E) text = text.substring(1);
        return text.startsWith("data: ") ? text.substring(6) : text;
    }

    private static void take(@Nullable JsonNode record, Line line, Input input, Sink sink) {
        var place = input.origin(line);
        if (record == null || !record.isObject()) {
            sink.rejected(place, "expected an entry of the journal, {...}");
            return;
        }
        var entry = new JournalEntry();
        for (var name : JournalEntry.FIELDS) put(entry, name, record.get(name));
        var problem = entry.problem();
        if (problem != null) sink.rejected(place, problem);
        else sink.fact(entry.event(place));
    }

    private static void put(JournalEntry entry, String name, @Nullable JsonNode value) {
        if (value == null) return;
        if (value.isNull() && name.equals("MESSAGE")) entry.put(name, LEFT_OUT);
        else if (value.isValueNode() && !value.isNull()) entry.put(name, value.asText());
        else if (value.isArray() && value.size() > 0 && value.get(0).isNumber()) entry.put(name, bytes(value));
        else if (value.isArray()) for (var part : value) put(entry, name, part.isArray() ? null : part);
    }

    private static String bytes(JsonNode list) {
        var bytes = new ByteArrayOutputStream(list.size());
        for (var one : list) bytes.write(one.asInt());
        return Lines.text(bytes.toByteArray(), bytes.size());
    }
}
