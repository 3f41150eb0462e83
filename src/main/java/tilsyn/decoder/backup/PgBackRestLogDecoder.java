package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import tilsyn.fact.RestoreTest;

/**
 * Reads pgBackRest's logs: each command from {@code command begin} to {@code command end}. That {@code verify} completed
 * says nothing: it ends successfully on a damaged repository, too, and what it counted tells.
 */
public final class PgBackRestLogDecoder implements Decoder {
    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?) P\\d{2,3} {1,4}(ERROR|WARN|INFO|DETAIL|DEBUG|TRACE): (.{0,3000})");
    private static final Pattern BEGIN = Pattern.compile("([a-z-]{2,30}) command begin (\\S{1,30}): (.{0,3000})");
    private static final Pattern END = Pattern.compile(
            "([a-z-]{2,30}) command end: (completed successfully|aborted with exception|terminated on signal)?(.{0,200})");
    private static final Pattern SIZE =
            Pattern.compile("(?:full|diff|incr) backup size = ([\\d.]{1,12} ?[KMGTP]?B), file total = (\\d{1,12})");
    private static final Pattern OPTION = Pattern.compile("--(stanza|type|set|repo|repo1-path)=(\\S{1,300})");
    private static final Pattern COUNTED = Pattern.compile(
            "missing: (\\d{1,12}), checksum invalid: (\\d{1,12}), size invalid: (\\d{1,12}), other: (\\d{1,12})");
    private static final Pattern STATUS = Pattern.compile("status: (ok|error)");
    private static final Set<String> COMMANDS = Set.of("backup", "restore", "verify", "check");
    private static final int LONGEST = 5_000;

    @Override
    public Format format() {
        return new Format(
                "pgbackrest-log",
                Family.BACKUP,
                "pgBackRest logs (backup, restore, verify)",
                "cp /var/log/pgbackrest/STANZA-backup.log pgbackrest-HOST-$(date +%F).log"
                        + "   (or pgbackrest --stanza=STANZA --output=text --verbose verify > pgbackrest-verify-$(date +%F).log)",
                List.of("BCK-01", "BCK-03", "BCK-04", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(60)) {
            if (line.length() > LONGEST) continue;
            var found = LINE.matcher(line.strip());
            if (found.matches() && BEGIN.matcher(found.group(3)).matches()) return true;
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
        private static final int MOST_PROBLEMS = 10;

        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private String command = "";
        private Attempt attempt = new Attempt("pgbackrest");
        private Outcome outcome = Outcome.UNKNOWN;
        private long damages = -1;
        private final List<String> problems = new ArrayList<>();
        private String set = "";
        private boolean logFile;
        private boolean warningsElsewhere;
        private boolean ended;
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            var text = line.text().strip();
            var found = text.length() > LONGEST ? null : LINE.matcher(text);
            if (found == null || !found.matches()) {
                if (text.contains("PROCESS START")) logFile = true;
                if (found != null && !command.isEmpty() && bare(text)) cited.add(line);
                else sink.ignored("says nothing of the outcome");
                return;
            }
            var said = found.group(3);
            var begin = BEGIN.matcher(said);
            var end = END.matcher(said);
            if (begin.matches()) begin(begin, dates.start(found.group(1)), line);
            else if (command.isEmpty()) sink.ignored("a command that began before this log");
            else if (end.matches() && end.group(1).equals(command)) ended(end, said, dates.end(found.group(1)), line);
            else if (told(found.group(2), said)) cited.add(line);
            else sink.ignored("says nothing of the outcome");
        }

        private void begin(java.util.regex.Matcher begin, @Nullable When time, Line line) {
            end(false);
            var name = begin.group(1);
            var options = begin.group(3);
            if (!COMMANDS.contains(name)) {
                sink.ignored("neither backup, restore nor check");
                return;
            }
            // until 2.50 warnings went to the error stream unless told otherwise, and never to both
            warningsElsewhere = !logFile && isOld(begin.group(2)) && !options.contains("--log-level-stderr=off");
            command = name;
            attempt.start = time;
            cited.add(line);
            var option = OPTION.matcher(options);
            while (option.find()) {
                switch (option.group(1)) {
                    case "stanza" -> {
                        attempt.job = option.group(2);
                        attempt.holds(option.group(2));
                    }
                    case "type" -> attempt.form = form(option.group(2));
                    case "set" -> set = option.group(2);
                    default -> attempt.target = option.group(2);
                }
            }
        }

        private static boolean isOld(String version) {
            var parts = version.split("\\.", -1);
            return parts.length < 2 || !parts[0].equals("2") || Attempt.count(parts[1].replaceAll("\\D.*", "")) < 50;
        }

        /** What pgBackRest writes without a time: what verify counted, and warnings on the error stream. */
        private boolean bare(String text) {
            if (text.startsWith("WARN: ")) return told("WARN", text.substring("WARN: ".length()));
            if (text.startsWith("ERROR: ")) return told("ERROR", text.substring("ERROR: ".length()));
            return command.equals("verify") && counted(text);
        }

        private void ended(java.util.regex.Matcher end, String said, @Nullable When time, Line line) {
            cited.add(line);
            attempt.end = time;
            attempt.said = said;
            ended = true;
            var how = end.group(2) == null ? "" : end.group(2);
            // verify completes on a damaged repository, too
            if (how.startsWith("completed")) {
                if (command.equals("backup") && warningsElsewhere) attempt.said = said + " (warnings went elsewhere)";
                else if (!command.equals("verify")) outcome = outcome.and(Outcome.GOOD);
            } else if (how.startsWith("terminated")) {
                outcome = outcome.and(Outcome.STOPPED);
                attempt.result = Result.CANCELLED;
            } else outcome = outcome.and(command.equals("verify") ? Outcome.STOPPED : Outcome.BAD);
            end(false);
        }

        private boolean told(String level, String said) {
            var size = SIZE.matcher(said);
            if (size.matches()) {
                attempt.read = Attempt.size(size.group(1), 1024);
                attempt.files = Attempt.count(size.group(2));
                return true;
            }
            if (command.equals("verify") && counted(said)) return true;
            if (said.startsWith("invalid checksum ")) return problem(Outcome.BAD, said);
            if (level.equals("ERROR")) return problem(command.equals("verify") ? Outcome.STOPPED : Outcome.BAD, said);
            if (!level.equals("WARN")) return false;
            if (said.startsWith("no prior backup exists")) {
                attempt.form = "full";
                return true;
            }
            attempt.code(said.length() > 120 ? said.substring(0, 120) : said);
            return problem(Outcome.ODD, said);
        }

        private boolean problem(Outcome how, String said) {
            outcome = outcome.and(how);
            if (problems.size() < MOST_PROBLEMS) problems.add(said);
            return true;
        }

        private boolean counted(String said) {
            var counted = COUNTED.matcher(said);
            var status = STATUS.matcher(said);
            if (status.matches()) {
                outcome = outcome.and(status.group(1).equals("ok") ? Outcome.GOOD : Outcome.BAD);
                return true;
            }
            if (!counted.matches()) return said.startsWith("stanza: ");
            long bad = 0;
            for (int group = 1; group <= 4; group++) bad += Long.parseLong(counted.group(group));
            damages = Math.max(0, damages) + bad;
            outcome = outcome.and(bad == 0 ? Outcome.GOOD : Outcome.BAD);
            return true;
        }

        private static String form(String type) {
            return switch (type) {
                case "full" -> "full";
                case "diff" -> "differential";
                case "incr" -> "incremental";
                default -> "";
            };
        }

        /** @param last whether the log ends here: then a backup that has begun may still be under way */
        void end(boolean last) {
            var undated = Dating.of(input);
            var place = cited.origin(input);
            var when = attempt.end != null ? attempt.end : attempt.start != null ? attempt.start : undated;
            if (command.equals("backup")) {
                if (attempt.result != Result.CANCELLED) attempt.result = ended ? outcome.ofBackup() : open(last);
                if (!ended) attempt.said = "begun";
                sink.fact(attempt.run(undated, place));
            } else if (command.equals("restore"))
                sink.fact(new RestoreTest(
                        "",
                        "pgbackrest",
                        set.isEmpty() ? attempt.job : attempt.job + " " + set,
                        true,
                        (ended ? outcome : Outcome.UNKNOWN).ofRestore(),
                        -1,
                        attempt.files,
                        attempt.said,
                        when.instant(),
                        when.on(place)));
            else if (!command.isEmpty())
                sink.fact(new RepositoryCheck(
                        "",
                        "pgbackrest",
                        attempt.job,
                        command.equals("verify") ? RepositoryCheck.Depth.FULL : RepositoryCheck.Depth.REQUIREMENTS,
                        (ended ? outcome : outcome.and(Outcome.STOPPED)).ofCheck(),
                        damages,
                        problems,
                        command.equals("verify") && outcome == Outcome.BAD ? "status: error" : attempt.said,
                        when.instant(),
                        when.on(place)));
            command = "";
            attempt = new Attempt("pgbackrest");
            outcome = Outcome.UNKNOWN;
            damages = -1;
            problems.clear();
            set = "";
            ended = false;
            cited = new Cited();
        }

        private Result open(boolean last) {
            if (outcome == Outcome.BAD) return Result.FAILED;
            return last ? Result.RUNNING : Result.UNKNOWN;
        }
    }
}
