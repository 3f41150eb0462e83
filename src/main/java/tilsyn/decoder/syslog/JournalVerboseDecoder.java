package tilsyn.decoder.syslog;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.Origin;

/** Reads {@code journalctl -o verbose}: a line with time and cursor, and below it the fields of the entry, indented. */
public final class JournalVerboseDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "journal-verbose",
            Family.SYSLOG,
            "systemd journal (journalctl -o verbose)",
            "journalctl --since -35d -o verbose > HOST-journal-verbose.txt",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-06", "HW-01", "HW-02"));
    /** The cursor's {@code t} is the time in microseconds since 1970, whatever the zone of the time before it. */
    private static final Pattern HEADING =
            Pattern.compile("[^\\[]{10,60} \\[s=[0-9a-f]{1,40};.{1,200};t=([0-9a-f]{1,15});.{1,60}]");

    private static final int INDENT = 4;
    private static final int LONGEST_HEADING = 400;
    private static final int LONGEST_MESSAGE = 8 << 10;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(3)) if (time(line) != null) return true;
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.take(line);
        }
        reading.end();
    }

    private static @Nullable String time(String line) {
        if (line.length() > LONGEST_HEADING || line.startsWith(" ")) return null;
        var heading = HEADING.matcher(line);
        return heading.matches() ? Long.toString(Long.parseLong(heading.group(1), 16)) : null;
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final StringBuilder raw = new StringBuilder();
        private final StringBuilder value = new StringBuilder();
        private String name = "";
        private @Nullable JournalEntry entry;
        private @Nullable Line heading;

        Reading(Input input, Sink sink) {
            this.input = input;
            this.sink = sink;
        }

        void take(Line line) {
            var text = line.text();
            var time = time(text);
            if (time != null) {
                end();
                entry = new JournalEntry();
                entry.put("__REALTIME_TIMESTAMP", time);
                heading = line;
            } else if (text.isBlank() || text.startsWith("-- ")) {
                sink.ignored("blank line or heading of journalctl");
            } else if (entry == null || !text.startsWith(" ")) {
                sink.rejected(input.origin(line), "expected a time with a cursor, or a field below one");
            } else {
                field(text);
            }
            if (entry != null && raw.length() < Origin.RAW_LIMIT)
                raw.append(text, 0, Math.min(text.length(), Origin.RAW_LIMIT)).append('\n');
        }

        /** A field begins at the indent; what is indented further goes on with the value. */
        private void field(String text) {
            int equals = text.indexOf('=');
            boolean begins = equals > INDENT && text.charAt(INDENT) != ' ' && isName(text, equals);
            if (begins) {
                put();
                name = text.substring(INDENT, equals);
                value.append(text, equals + 1, text.length());
            } else if (value.length() < LONGEST_MESSAGE) {
                value.append('\n').append(text.strip());
            }
        }

        private static boolean isName(String text, int equals) {
            for (int at = INDENT; at < equals; at++) {
                char c = text.charAt(at);
                if (c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) return false;
            }
            return true;
        }

        private void put() {
            if (entry != null && !name.isEmpty()) entry.put(name, value.toString());
            name = "";
            value.setLength(0);
        }

        void end() {
            put();
            if (entry != null && heading != null)
                sink.fact(entry.event(input.origin(
                        heading.number(), heading.offset(), raw.toString().stripTrailing())));
            entry = null;
            raw.setLength(0);
        }
    }
}
