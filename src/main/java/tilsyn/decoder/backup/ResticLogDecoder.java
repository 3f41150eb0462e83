package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
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
 * Reads the log of a script around restic: lines {@code TIME JOB: start host=H paths=A,B} and {@code TIME JOB: exit=N}, and
 * between them what restic says, as text or JSON. What the script says of success counts for nothing: "Backup complete"
 * stands behind exit status 3, too.
 */
public final class ResticLogDecoder implements Decoder {
    private static final Pattern HOST = Pattern.compile("\\bhost=([\\w.-]{1,255})");
    private static final Pattern PATHS = Pattern.compile("\\bpaths?=(?:\"([^\"]{1,4000})\"|(\\S{1,4000}))");
    private static final Pattern PROCESSED =
            Pattern.compile("\\bprocessed (\\d{1,12}) files?, ([\\d.]{1,12} [KMGTP]?i?B)\\b");

    @Override
    public Format format() {
        return new Format(
                "restic-log",
                Family.BACKUP,
                "Log of a script around restic backup",
                "in the script: echo \"$(date +'%F %T') JOB: start host=HOST paths=A,B\"; restic backup A B --json 2>&1;"
                        + " echo \"$(date +'%F %T') JOB: exit=$?\"   (all of it >> restic-HOST.log)",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04", "BCK-05", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return ResticLines.isLog(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next())
                if (!line.text().isBlank()) reading.line(line);
        }
        reading.end(true);
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private ResticRun run = new ResticRun();
        private String job = "restic";
        private @Nullable Line first;

        Reading(Input input, Sink sink) throws IOException {
            this.input = input;
            this.sink = sink;
            this.dates = Dates.of(input);
        }

        void line(Line line) {
            var text = line.text().strip();
            var stamped = line.text().length() > 10_000 ? null : ResticLines.STAMPED.matcher(text);
            if (ResticLines.isMessage(text)) message(line, text);
            else if (stamped != null && stamped.matches()) stamped(line, text, stamped.group(1), stamped.group(2));
            else if (text.length() < 2_000 && run.text(text)) cite(line, text);
            else sink.ignored("says nothing of the outcome");
        }

        private void message(Line line, String text) {
            var message = line.whole() ? Json.of(text) : null;
            if (message == null) {
                sink.rejected(input.origin(line), "not a whole JSON message");
                return;
            }
            var aside = run.message(message, dates);
            if (!aside.isEmpty()) sink.ignored(aside);
            else cite(line, text);
        }

        private void stamped(Line line, String text, String time, String rest) {
            var named = ResticLines.NAMED.matcher(rest);
            var name = named.matches() ? named.group(1) : "";
            var said = named.matches() ? named.group(2) : rest;
            var begins = ResticLines.BEGINS.matcher(said);
            var ends = ResticLines.ENDS.matcher(said);
            if (ends.matches()) {
                var end = dates.end(time);
                if (end == null) {
                    sink.rejected(input.origin(line), "'%s' is no time".formatted(time));
                    return;
                }
                processed(said);
                run.exits(Long.parseLong(ends.group(1)));
                run.ends(end, dates.start(time));
                if (first == null && !name.isEmpty()) job = name;
                cite(line, text);
                end(false);
            } else if (begins.matches()) {
                var start = dates.start(time);
                if (start == null) {
                    sink.rejected(input.origin(line), "'%s' is no time".formatted(time));
                    return;
                }
                end(false);
                if (!name.isEmpty()) job = name;
                run.begins(start, host(said), paths(said));
                cite(line, text);
            } else if (run.text(said)) cite(line, text);
            else sink.ignored("what the script says");
        }

        private void processed(String said) {
            var processed = PROCESSED.matcher(said);
            if (processed.find()) run.text(processed.group() + " in 0:00");
        }

        private static String host(String said) {
            var host = HOST.matcher(said);
            return host.find() ? host.group(1) : "";
        }

        private static List<String> paths(String said) {
            var found = PATHS.matcher(said);
            if (!found.find()) return List.of();
            var paths = new ArrayList<String>();
            for (var path : (found.group(1) != null ? found.group(1) : found.group(2)).split(","))
                if (!path.isBlank()) paths.add(path.strip());
            return paths;
        }

        private void cite(Line line, String text) {
            if (first == null) first = line;
            run.cite(text);
        }

        /** @param last whether the log ends here: then a run that has begun may still run */
        void end(boolean last) {
            if (!run.other().isEmpty()) sink.ignored(run.other());
            else if (!run.isEmpty() && first != null)
                sink.fact(run.made(job, Dating.of(input), last, input.origin(first)));
            else if (first != null)
                sink.rejected(input.origin(first), "errors of a run of which neither start nor end is said");
            run = new ResticRun();
            first = null;
        }
    }
}
