package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import tilsyn.fact.RepositoryCheck;

/** Reads Synology Hyper Backup's own log, {@code synobackup.log}: level, time, user, and {@code [target][task] words}. */
public final class HyperBackupDecoder implements Decoder {
    private static final Pattern LINE = Pattern.compile(
            "(info|warning|warn|err|error)\\t(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)\\t([^\\t]{1,100})\\t(.{1,2000})");
    private static final Pattern SAID = Pattern.compile("\\[([^\\]]{1,200})\\](?:\\[([^\\]]{1,200})\\])? ?(.{1,1500})");
    private static final int LONGEST = 3_000;

    @Override
    public Format format() {
        return new Format(
                "hyper-backup",
                Family.BACKUP,
                "Synology Hyper Backup log",
                "cp /var/packages/HyperBackup/var/log/synolog/synobackup.log hyperbackup-NAS.log"
                        + "   (DSM 6: /var/log/synolog/synobackup.log)",
                List.of("BCK-01", "BCK-04", "BCK-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(20)) {
            if (line.length() > LONGEST) continue;
            var found = LINE.matcher(line);
            if (found.matches() && SAID.matcher(found.group(4)).matches()) return true;
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
        private static final int MOST_TASKS = 1_000;

        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private final Map<String, Open> open = new LinkedHashMap<>();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        private record Open(Attempt run, Cited cited) {}

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (text.isEmpty()) return;
            var found = text.length() > LONGEST ? null : LINE.matcher(text);
            var time = found == null || !found.matches() ? null : dates.start(found.group(2));
            if (found == null || time == null) {
                sink.rejected(input.origin(line), "expected level, time, user and words, set off by tabs");
                return;
            }
            var said = SAID.matcher(found.group(4));
            if (!said.matches()) {
                sink.ignored("says nothing of a task");
                return;
            }
            var target = said.group(2) == null ? "" : said.group(1);
            var task = said.group(2) == null ? said.group(1) : said.group(2);
            told(target, task, said.group(3).strip(), found.group(1).startsWith("err"), time, line);
        }

        private void told(String target, String task, String said, boolean bad, When time, Line line) {
            if (said.startsWith("Backup task started")) begin(target, task, time, line);
            else if (said.startsWith("Backup task finished successfully"))
                end(target, task, Result.SUCCESS, said, time, line);
            else if (said.startsWith("Backup task was partially completed")
                    || said.startsWith("Backup task partially completed"))
                end(target, task, Result.WARNING, said, time, line);
            else if (said.contains("cancelled") || said.contains("canceled"))
                end(target, task, Result.CANCELLED, said, time, line);
            else if (said.startsWith("Failed to run backup integrity check"))
                checked(task, RepositoryCheck.Result.UNKNOWN, said, time, line);
            else if (said.startsWith("No error was found"))
                checked(task, RepositoryCheck.Result.PASSED, said, time, line);
            else if (said.contains("target is found broken") || said.contains("Backup destination is corrupted"))
                checked(task, RepositoryCheck.Result.FAILED, said, time, line);
            else if (said.startsWith("Failed to backup")
                    || said.startsWith("Backup task failed")
                    || bad && said.startsWith("Failed to")) end(target, task, Result.FAILED, said, time, line);
            else sink.ignored("says nothing of the outcome");
        }

        private void begin(String target, String task, When time, Line line) {
            var before = open.remove(task);
            if (before != null) {
                before.run.result = Result.UNKNOWN;
                sink.fact(before.run.run(Dating.of(input), before.cited.origin(input)));
            }
            if (open.size() >= MOST_TASKS) {
                sink.rejected(input.origin(line), "more than %d tasks at a time".formatted(MOST_TASKS));
                return;
            }
            var run = new Attempt("hyper-backup");
            run.job = task;
            run.target = target;
            run.start = time;
            run.said = "started";
            var cited = new Cited();
            cited.add(line);
            open.put(task, new Open(run, cited));
        }

        private void end(String target, String task, Result result, String said, When time, Line line) {
            var begun = open.remove(task);
            @Nullable Attempt run = begun == null ? null : begun.run;
            var cited = begun == null ? new Cited() : begun.cited;
            if (run == null) {
                run = new Attempt("hyper-backup");
                run.job = task;
                run.target = target;
            }
            cited.add(line);
            run.end = time;
            run.result = result;
            run.said = said;
            sink.fact(run.run(Dating.of(input), cited.origin(input)));
        }

        private void checked(String task, RepositoryCheck.Result result, String said, When time, Line line) {
            sink.fact(new RepositoryCheck(
                    "",
                    "hyper-backup",
                    task,
                    RepositoryCheck.Depth.FULL,
                    result,
                    -1,
                    result == RepositoryCheck.Result.FAILED ? List.of(said) : List.of(),
                    said,
                    time.instant(),
                    time.on(input.origin(line))));
        }

        /** What has begun and not ended is under way when the log ends. */
        void end() {
            for (var each : open.values()) {
                each.run.result = Result.RUNNING;
                sink.fact(each.run.run(Dating.of(input), each.cited.origin(input)));
            }
        }
    }
}
