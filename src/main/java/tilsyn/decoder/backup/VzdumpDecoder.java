package tilsyn.decoder.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;

/**
 * Reads what Proxmox' vzdump logs: a task's log, a guest's file below {@code /var/log/vzdump}, or the text of its mail. A run
 * for each guest. That the task as a whole is OK counts for nothing: it says nothing of the guests it did not hold.
 */
public final class VzdumpDecoder implements Decoder {
    private static final String FILE = "(?:/\\S{1,200}\\.log )?";
    private static final String STAMP =
            "(?:(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)|([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d))";
    private static final Pattern LINE =
            Pattern.compile(FILE + "(?:\\d{1,9}: )?(?:" + STAMP + " )?(INFO|WARN|ERROR): (.{0,2000})");
    private static final Pattern BEGINS = Pattern.compile("Starting Backup of VM (\\d{1,9}) \\((?:qemu|lxc|openvz)\\)");
    private static final Pattern FINISHED =
            Pattern.compile("Finished Backup of VM (\\d{1,9}) \\((\\d{1,4}):(\\d\\d):(\\d\\d)\\)");
    private static final Pattern FAILED = Pattern.compile("Backup of VM (\\d{1,9}) failed - (.{0,1000})");
    private static final Pattern NAME = Pattern.compile("(?:VM|CT) Name: (.{1,255})");
    private static final Pattern AT =
            Pattern.compile("(Backup started|Backup finished|Failed) at (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)");
    private static final Pattern TRANSFERRED = Pattern.compile("transferred ([\\d.]{1,12} [KMGT]?i?B) in .{1,80}");
    private static final Pattern SIZE = Pattern.compile("archive file size: ([\\d.]{1,12} ?[KMGT]?i?B)");
    private static final Pattern ARCHIVE =
            Pattern.compile("creating (?:vzdump |Proxmox Backup Server )?archive '(.{1,500})'");
    private static final Pattern LEFT_OUT =
            Pattern.compile("(?:exclude|excluding) (.{1,300}?)(?: from backup.{0,80}| \\(backup=no\\))");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int LONGEST = 3_000;

    @Override
    public Format format() {
        return new Format(
                "vzdump",
                Family.BACKUP,
                "Proxmox VE backup logs (vzdump)",
                "cat /var/log/vzdump/*.log > vzdump-HOST-$(date +%F).log"
                        + "   (or the task's log: pvenode task log UPID > vzdump-HOST-$(date +%F).log)",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(400)) {
            if (line.length() > LONGEST) continue;
            var found = LINE.matcher(line.strip());
            if (found.matches()
                    && (BEGINS.matcher(found.group(8)).matches()
                            || FINISHED.matcher(found.group(8)).matches()
                            || FAILED.matcher(found.group(8)).matches())) return true;
        }
        return false;
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
        private final LocalTimes yearless;
        private @Nullable Attempt attempt;
        private String guest = "";
        private boolean odd;
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
            this.yearless = new LocalTimes(input, false);
        }

        void line(Line line) {
            var found = line.text().length() > LONGEST
                    ? null
                    : LINE.matcher(line.text().strip());
            if (found == null || !found.matches()) {
                sink.ignored("says nothing of a guest's backup");
                return;
            }
            var said = found.group(8);
            var begins = BEGINS.matcher(said);
            var time = found.group(1) != null ? dates.start(found.group(1)) : yearless(found);
            if (begins.matches()) begin(begins.group(1), time, line);
            else if (attempt != null) told(attempt, found.group(7), said, time, line);
            else lone(said, time, line);
        }

        private @Nullable When yearless(java.util.regex.Matcher found) {
            if (found.group(2) == null) return null;
            int month = MONTHS.indexOf(found.group(2)) + 1;
            int second = Integer.parseInt(found.group(4)) * 3600
                    + Integer.parseInt(found.group(5)) * 60
                    + Integer.parseInt(found.group(6));
            Instant at = month == 0 ? null : yearless.at(-1, month, Integer.parseInt(found.group(3)), second, 0);
            return at == null
                    ? null
                    : new When(at, found.group().substring(found.start(2), found.end(6)), yearless.note());
        }

        private void begin(String id, @Nullable When time, Line line) {
            end(false);
            guest = id;
            attempt = new Attempt("vzdump");
            attempt.start = time;
            attempt.holds(id);
            cited.add(line);
        }

        private void told(Attempt run, String level, String said, @Nullable When time, Line line) {
            var finished = FINISHED.matcher(said);
            var failed = FAILED.matcher(said);
            if (finished.matches() && finished.group(1).equals(guest)) {
                cited.add(line);
                finished(run, time, duration(finished));
                done();
            } else if (failed.matches() && failed.group(1).equals(guest)) {
                cited.add(line);
                run.result = Result.FAILED;
                run.said = said;
                if (time != null) run.end = time;
            } else if (level.equals("WARN") || level.equals("ERROR")) {
                cited.add(line);
                odd = true;
                if (run.said.isEmpty()) run.said = said;
            } else if (detail(run, said)) cited.add(line);
            else sink.ignored("says nothing of the outcome");
        }

        private static Duration duration(java.util.regex.Matcher found) {
            return Duration.ofSeconds(Long.parseLong(found.group(2)) * 3600
                    + Long.parseLong(found.group(3)) * 60
                    + Long.parseLong(found.group(4)));
        }

        private void finished(Attempt run, @Nullable When time, Duration took) {
            run.result = odd ? Result.WARNING : Result.SUCCESS;
            if (run.said.isEmpty()) run.said = "Finished";
            if (time != null) run.end = time;
            else if (run.start != null)
                run.end = new When(run.start.instant().plus(took), run.start.text(), run.start.note());
        }

        private boolean detail(Attempt run, String said) {
            var at = AT.matcher(said);
            if (at.matches()) {
                if (at.group(1).equals("Backup started")) run.start = dates.start(at.group(2));
                else run.end = dates.end(at.group(2));
                return true;
            }
            var name = NAME.matcher(said);
            if (name.matches()) {
                run.host = name.group(1).strip();
                run.holds(run.host);
                return true;
            }
            var transferred = TRANSFERRED.matcher(said);
            if (transferred.matches()) {
                run.read = Attempt.size(transferred.group(1), 1024);
                return true;
            }
            var size = SIZE.matcher(said);
            if (size.matches()) {
                run.written = Attempt.size(size.group(1), 1024);
                return true;
            }
            var archive = ARCHIVE.matcher(said);
            if (archive.matches()) {
                run.target = archive.group(1);
                return true;
            }
            var leftOut = LEFT_OUT.matcher(said);
            if (leftOut.matches()) run.leavesOut(leftOut.group(1));
            return leftOut.matches();
        }

        /** An end whose beginning lies before this log. */
        private void lone(String said, @Nullable When time, Line line) {
            var finished = FINISHED.matcher(said);
            var failed = FAILED.matcher(said);
            if (!finished.matches() && !failed.matches()) {
                sink.ignored("says nothing of a guest's backup");
                return;
            }
            begin(finished.matches() ? finished.group(1) : failed.group(1), null, line);
            var run = attempt;
            if (run == null) return;
            if (finished.matches()) {
                finished(run, time, duration(finished));
                if (time != null)
                    run.start = new When(time.instant().minus(duration(finished)), time.text(), time.note());
            } else {
                run.result = Result.FAILED;
                run.said = said;
                run.end = time;
            }
            done();
        }

        /** @param last whether the log ends here: then a guest that has begun may still be under way */
        void end(boolean last) {
            var run = attempt;
            if (run == null) return;
            if (run.result == Result.UNKNOWN && last && run.start != null && run.end == null) {
                run.result = odd ? Result.UNKNOWN : Result.RUNNING;
                run.said = "started";
            }
            done();
        }

        private void done() {
            var run = attempt;
            if (run != null) sink.fact(run.run(Dating.of(input), cited.origin(input)));
            attempt = null;
            guest = "";
            odd = false;
            cited = new Cited();
        }
    }
}
