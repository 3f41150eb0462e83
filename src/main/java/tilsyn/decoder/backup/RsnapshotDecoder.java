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
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;

/**
 * Reads rsnapshot's log, and what it prints of one run. A run without rsync only moves older copies on, and is no backup.
 */
public final class RsnapshotDecoder implements Decoder {
    private static final Pattern INVOKED = Pattern.compile("\\S{0,200}rsnapshot (?:-c \\S{1,300} )?([\\w-]{1,40})");
    private static final Pattern RSYNC = Pattern.compile("\\S{0,200}rsync (?:-.{1,1500})");
    private static final Pattern UNREADABLE = Pattern.compile(
            "rsync: (?:\\[\\w{1,10}\\] )?(?:opendir|send_files failed to open|readlink_stat|readdir) ?\"(.{1,1000}?)\"(?: failed)?: .{1,200}");
    private static final Pattern ERROR = Pattern.compile("rsync error: .{1,300} \\(code (\\d{1,3})\\) at .{1,100}");
    private static final Pattern TOUCHED = Pattern.compile("touch (\\S{1,500}?)/([\\w-]{1,40})\\.0/?");
    private static final Pattern INTO = Pattern.compile("\\S{1,500}/([\\w-]{1,40})\\.0/.{0,500}");

    @Override
    public Format format() {
        return new Format(
                "rsnapshot",
                Family.BACKUP,
                "rsnapshot (log or output)",
                "in rsnapshot.conf: logfile /var/log/rsnapshot.log, loglevel 3; then cp /var/log/rsnapshot.log rsnapshot-HOST.log",
                List.of("BCK-01", "BCK-02", "BCK-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return RsnapshotText.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink, Dates.of(input));
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end(true);
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private Attempt attempt = new Attempt("rsnapshot");
        private Outcome outcome = Outcome.UNKNOWN;
        private boolean copied;
        private boolean touched;
        private boolean inLog;
        private boolean halfCommand;
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            var text = line.text().strip();
            if (text.isEmpty() || text.length() > RsnapshotText.LONGEST) {
                sink.ignored("says nothing of the outcome");
                return;
            }
            var stamped = RsnapshotText.STAMPED.matcher(text);
            @Nullable When time = null;
            if (stamped.matches()) {
                inLog = true;
                time = dates.start(stamped.group(1));
                text = stamped.group(2).strip();
            }
            var named = RsnapshotText.NAMED.matcher(text);
            if (named.matches()) named(named.group(1), named.group(2), time, line);
            else if (told(text)) {
                cited.add(line);
                if (time != null) attempt.end = time;
            } else sink.ignored("says nothing of the outcome");
        }

        private void named(String interval, String said, @Nullable When time, Line line) {
            if (said.equals("started")) {
                end(false);
                attempt.start = time;
            }
            attempt.job = "rsnapshot " + interval;
            cited.add(line);
            if (time != null) attempt.end = time;
            if (said.equals("started")) return;
            attempt.said = said;
            if (said.startsWith("completed successfully")) outcome = outcome.and(Outcome.GOOD);
            else if (said.startsWith("completed, but with some warnings")) outcome = outcome.and(Outcome.ODD);
            else outcome = outcome.and(Outcome.BAD);
            if (said.startsWith("completed")) end(false);
        }

        private boolean told(String text) {
            if (halfCommand) {
                halfCommand = text.endsWith("\\");
                sources(text);
                return true;
            }
            var rsync = RSYNC.matcher(text);
            var unreadable = UNREADABLE.matcher(text);
            var error = ERROR.matcher(text);
            var touch = TOUCHED.matcher(text);
            var invoked = INVOKED.matcher(text);
            if (rsync.matches()) {
                copied = true;
                halfCommand = text.endsWith("\\");
                if (!halfCommand) sources(text);
            } else if (unreadable.matches()) {
                copied = true;
                attempt.couldNotRead(unreadable.group(1));
                outcome = outcome.and(Outcome.ODD);
            } else if (error.matches()) {
                copied = true;
                attempt.code(error.group(1));
                outcome = outcome.and(
                        error.group(1).equals("23") || error.group(1).equals("24") ? Outcome.ODD : Outcome.BAD);
            } else if (touch.matches()) {
                touched = true;
                attempt.target = touch.group(1);
                if (attempt.job.isEmpty()) attempt.job = "rsnapshot " + touch.group(2);
            } else if (text.startsWith("WARNING: ")) {
                copied = true;
                outcome = outcome.and(Outcome.ODD);
                if (attempt.said.isEmpty()) attempt.said = text;
            } else if (text.startsWith("ERROR: ")) {
                copied = true;
                outcome = outcome.and(Outcome.BAD);
                if (attempt.said.isEmpty()) attempt.said = text;
            } else if (invoked.matches()) attempt.job = "rsnapshot " + invoked.group(1);
            else return false;
            return true;
        }

        /** The words of rsync's command line but the last, which is where it copies to. */
        private void sources(String text) {
            var words = text.replace("\\", "").strip().split(" +");
            if (words.length < 2 || !INTO.matcher(words[words.length - 1]).matches()) return;
            for (int at = words.length - 2; at >= 0; at--) {
                var word = words[at];
                if (word.startsWith("-") || !word.contains("/") || word.endsWith("rsync")) break;
                int colon = word.indexOf(':');
                if (colon > 0 && !word.startsWith("/")) {
                    var host = word.substring(word.indexOf('@') + 1, Math.max(colon, word.indexOf('@') + 1));
                    attempt.host = attempt.objectsKnown && !attempt.host.equals(host) ? "" : host;
                    attempt.holds(word.substring(colon + 1));
                } else attempt.holds(word);
            }
        }

        /** @param last whether the log ends here: then a run that has begun may still be under way */
        void end(boolean last) {
            if (!cited.isEmpty()) {
                // what is printed holds rsync's errors, too; a copy that came to its end is touched
                if (!inLog && touched && outcome == Outcome.UNKNOWN) outcome = Outcome.GOOD;
                if (!copied && outcome.compareTo(Outcome.ODD) < 0 && !attempt.job.isEmpty())
                    sink.ignored("older copies moved on, no backup");
                else {
                    attempt.result = outcome.ofBackup();
                    if (inLog && outcome == Outcome.UNKNOWN) {
                        attempt.end = null;
                        attempt.result = last ? Result.RUNNING : Result.UNKNOWN;
                    }
                    sink.fact(attempt.run(Dating.of(input), cited.origin(input)));
                }
            }
            attempt = new Attempt("rsnapshot");
            outcome = Outcome.UNKNOWN;
            copied = false;
            touched = false;
            halfCommand = false;
            cited = new Cited();
        }
    }
}
