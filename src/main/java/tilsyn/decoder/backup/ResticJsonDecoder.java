package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;

/**
 * Reads what {@code restic backup --json} prints, and {@code check} and {@code restore}, one message a line, several backups
 * in a row, with or without the exit status that a script writes behind it.
 */
public final class ResticJsonDecoder implements Decoder {
    private static final Pattern EXIT = Pattern.compile("(?:exit|rc|exit[ _-]?(?:code|status))[=: ]+(\\d{1,3})");

    @Override
    public Format format() {
        return new Format(
                "restic-json",
                Family.BACKUP,
                "restic backup, check, restore (JSON)",
                "(restic backup PATHS --json; echo \"exit=$?\") > restic-HOST-$(date +%Y%m%dT%H%M).json 2>&1",
                List.of("BCK-01", "BCK-03", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && !ResticLines.isLog(head)
                && head.lines(20).stream().anyMatch(ResticLines::isMessage);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next())
                if (!line.text().isBlank()) reading.line(line);
        }
        reading.end();
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private ResticRun run = new ResticRun();
        private ResticOther other = new ResticOther();
        private @Nullable Line first;

        Reading(Input input, Sink sink) throws IOException {
            this.input = input;
            this.sink = sink;
            this.dates = Dates.of(input);
        }

        void line(Line line) {
            var text = line.text().strip();
            if (ResticLines.isMessage(text)) {
                var message = line.whole() ? Json.of(text) : null;
                if (message == null) {
                    sink.rejected(input.origin(line), "not a whole JSON message");
                    return;
                }
                if (run.hasSummary() && message.has("total_bytes_processed")) end();
                if (other.message(message)) {
                    cite(line, text);
                    return;
                }
                var aside = run.message(message, dates);
                if (!aside.isEmpty()) sink.ignored(aside);
                else cite(line, text);
                return;
            }
            var exit = EXIT.matcher(text);
            if (exit.matches()) {
                run.exits(Long.parseLong(exit.group(1)));
                other.exits(Long.parseLong(exit.group(1)));
                cite(line, text);
                end();
            } else if (text.length() < 2_000 && run.text(text)) cite(line, text);
            else sink.ignored("says nothing of the outcome");
        }

        private void cite(Line line, String text) {
            if (first == null) first = line;
            run.cite(text);
        }

        void end() {
            if (!other.isEmpty() && !run.hasSummary() && first != null)
                sink.fact(other.made(Dating.of(input), run.cited(input.origin(first))));
            else if (!run.other().isEmpty()) sink.ignored(run.other());
            else if (!run.isEmpty() && first != null)
                sink.fact(run.made("restic", Dating.of(input), false, input.origin(first)));
            else if (first != null) sink.rejected(input.origin(first), "errors of a run of which no end is said");
            run = new ResticRun();
            other = new ResticOther();
            first = null;
        }
    }
}
