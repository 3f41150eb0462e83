package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/** Reads {@code pgbackrest info} as text. */
public final class PgBackRestInfoTextDecoder implements Decoder {
    private static final Pattern STANZA = Pattern.compile("stanza: (\\S{1,200})");
    private static final Pattern STATUS = Pattern.compile(" {2,8}status: (ok|error|mixed)(.{0,300})");
    private static final Pattern BACKUP =
            Pattern.compile("\\s{4,12}(full|diff|incr) backup: (\\d{8}-\\d{6}F\\S{0,60})");
    private static final Pattern TIMES =
            Pattern.compile("\\s{8,20}timestamp start/stop: (\\S{10} [\\d:+-]{8,16}) / (\\S{10} [\\d:+-]{8,16})");
    private static final Pattern SIZE = Pattern.compile(
            "\\s{8,20}database size: [\\d.]{1,12} ?[KMGTP]?B, database backup size: ([\\d.]{1,12} ?[KMGTP]?B)");
    private static final Pattern STORED = Pattern.compile(
            "\\s{8,20}repo\\d{1,3}: (?:backup set size: [\\d.]{1,12} ?[KMGTP]?B, )?backup size: ([\\d.]{1,12} ?[KMGTP]?B)");
    private static final int LONGEST = 2_000;

    @Override
    public Format format() {
        return new Format(
                "pgbackrest-info-text",
                Family.BACKUP,
                "pgBackRest info (text)",
                "pgbackrest info > pgbackrest-info-HOST-$(date +%Y%m%dT%H%M).txt   (better with --output=json)",
                List.of("BCK-01", "BCK-03", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        boolean stanza = false;
        for (var line : head.lines(20)) {
            if (line.length() > LONGEST) return false;
            if (STANZA.matcher(line.stripTrailing()).matches()) stanza = true;
            else if (stanza && STATUS.matcher(line.stripTrailing()).matches()) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink, Dates.of(input));
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end();
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private String stanza = "";
        private String type = "";
        private String label = "";
        private @Nullable When start;
        private @Nullable When stop;
        private long bytes = -1;
        private long stored = -1;
        private boolean error;
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (text.length() > LONGEST || !told(text, line)) sink.ignored("says nothing of a backup");
        }

        private boolean told(String text, Line line) {
            var named = STANZA.matcher(text);
            if (named.matches()) {
                end();
                stanza = named.group(1);
                return false;
            }
            var status = STATUS.matcher(text);
            if (status.matches()) {
                if (!status.group(1).equals("error") || stanza.isEmpty()) return false;
                PgBackRestInfo.broken(stanza, text.strip(), input.origin(line), input, sink);
                return true;
            }
            var backup = BACKUP.matcher(text);
            if (backup.matches()) {
                end();
                type = backup.group(1);
                label = backup.group(2);
            } else if (label.isEmpty() || !detail(text)) return false;
            cited.add(line);
            return true;
        }

        private boolean detail(String text) {
            var times = TIMES.matcher(text);
            var size = SIZE.matcher(text);
            var kept = STORED.matcher(text);
            if (times.matches()) {
                start = dates.start(times.group(1));
                stop = dates.end(times.group(2));
            } else if (size.matches()) bytes = Attempt.size(size.group(1), 1024);
            else if (kept.matches()) stored = Attempt.size(kept.group(1), 1024);
            else if (text.strip().startsWith("error(s) detected during backup")) error = true;
            else return false;
            return true;
        }

        void end() {
            if (!label.isEmpty())
                PgBackRestInfo.backup(
                        new PgBackRestInfo.Backup(stanza, label, type, start, stop, bytes, stored, error, List.of()),
                        cited.origin(input),
                        input,
                        sink);
            label = "";
            start = null;
            stop = null;
            bytes = -1;
            stored = -1;
            error = false;
            cited = new Cited();
        }
    }
}
