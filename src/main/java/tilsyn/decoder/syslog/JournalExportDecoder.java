package tilsyn.decoder.syslog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Lines;
import tilsyn.decoder.Sink;
import tilsyn.fact.Origin;

/**
 * Reads the Journal Export Format: {@code NAME=value} a line, or {@code NAME}, the value's length as 64 bits, little endian,
 * and the value; entries end with an empty line.
 */
public final class JournalExportDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "journal-export",
            Family.SYSLOG,
            "systemd journal (journalctl -o export)",
            "journalctl --since -35d -o export > HOST-journal.export",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-06", "HW-01", "HW-02"));
    private static final int LONGEST_NAME = 256;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        var start = new String(head.bytes(), 0, Math.min(head.bytes().length, 4096), StandardCharsets.ISO_8859_1);
        return start.startsWith("__CURSOR=") && start.contains("\n__REALTIME_TIMESTAMP=");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        try (var in = input.open()) {
            new Entries(in, input, sink).read();
        }
    }

    private static final class Entries {
        private final InputStream in;
        private final Input input;
        private final Sink sink;
        private byte[] value = new byte[512];
        private long offset;
        private long number;
        private long start;
        private JournalEntry entry = new JournalEntry();
        private final StringBuilder raw = new StringBuilder();
        private boolean begun;
        private String broken = "";

        Entries(InputStream in, Input input, Sink sink) {
            this.in = new BufferedInputStream(in, 1 << 16);
            this.input = input;
            this.sink = sink;
        }

        void read() throws IOException {
            while (field()) continue;
            end();
        }

        /** Whether there is more behind the field or empty line. */
        private boolean field() throws IOException {
            long from = offset;
            var name = new StringBuilder();
            int next = next();
            while (next >= 0 && next != '=' && next != '\n') {
                if (name.length() < LONGEST_NAME) name.append((char) next);
                next = next();
            }
            if (name.length() == 0 && next != '=') {
                end();
                return next >= 0;
            }
            if (!begun) {
                begun = true;
                start = from;
            }
            int length = next == '=' ? toNewline() : next < 0 ? -1 : counted();
            if (length < 0) {
                if (broken.isEmpty()) broken = "the entry is cut off in its field " + name;
                return false;
            }
            var text = Lines.text(value, length);
            entry.put(name.toString(), text);
            int room = Origin.RAW_LIMIT - raw.length();
            if (room > 0)
                raw.append(name)
                        .append('=')
                        .append(text, 0, Math.min(room, text.length()))
                        .append('\n');
            return true;
        }

        private void end() {
            if (!begun) return;
            var place = input.origin(++number, start, raw.toString().stripTrailing());
            raw.setLength(0);
            var problem = broken.isEmpty() ? entry.problem() : broken;
            if (problem != null) sink.rejected(place, problem);
            else sink.fact(entry.event(place));
            entry = new JournalEntry();
            begun = false;
        }

        private int toNewline() throws IOException {
            int length = 0;
            for (int next = next(); next != '\n'; next = next()) {
                if (next < 0) return -1;
                length = keep(next, length);
            }
            return length;
        }

        /** A value behind its length; what is longer than a line may be is kept in its beginning. */
        private int counted() throws IOException {
            long count = 0;
            for (int i = 0; i < 8; i++) {
                int next = next();
                if (next < 0) return -1;
                count |= (long) next << 8 * i;
            }
            if (count < 0) return -1;
            int length = 0;
            for (; count > 0; count--) {
                int next = next();
                if (next < 0) return -1;
                length = keep(next, length);
            }
            return next() == '\n' ? length : -1;
        }

        private int keep(int octet, int length) {
            if (length == Lines.LIMIT) return length;
            if (length == value.length) value = Arrays.copyOf(value, Math.min(Lines.LIMIT, 2 * length));
            value[length] = (byte) octet;
            return length + 1;
        }

        private int next() throws IOException {
            int next = in.read();
            if (next >= 0) offset++;
            return next;
        }
    }
}
