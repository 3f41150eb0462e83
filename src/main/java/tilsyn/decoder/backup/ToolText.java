package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestoreTest;

/**
 * Reads what a command-line tool printed, line by line, and makes one fact of each run. A run whose output shows
 * neither a good nor a bad end stays unknown.
 */
final class ToolText {
    private static final int LONGEST = 4_000;
    private static final int MOST_PROBLEMS = 10;
    private static final int FIRST_LINES = 400;

    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final Pattern TWO_BLANKS = Pattern.compile(" {2,}");
    private static final String EXIT = "(?:exit|rc|exit[ _-]?(?:code|status))[=: ]{1,3}";
    /** What a script writes behind a command. */
    private static final List<Sign> EXITS = List.of(
            Sign.of(EXIT + "0", Sign.Meaning.GOOD), Sign.of(EXIT + "(\\d{1,3})", Sign.Meaning.CODE, Sign.Meaning.BAD));

    private final String tool;
    private final Pattern stamp;
    private final List<Sign> signs;

    /** @param signs the first that matches a line counts */
    ToolText(String tool, Sign... signs) {
        this(tool, NEVER, signs);
    }

    /** @param stamp what a log puts before a line: its first group is the time, its second the line */
    ToolText(String tool, Pattern stamp, Sign... signs) {
        this.tool = tool;
        this.stamp = stamp;
        this.signs = Stream.concat(Arrays.stream(signs), EXITS.stream()).toList();
    }

    boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '<') return false;
        for (var line : head.lines(FIRST_LINES)) {
            if (line.length() > LONGEST) continue;
            var text = line.strip();
            var stamped = stamp.matcher(text);
            var said = stamped.matches() ? stamped.group(2).strip() : text;
            for (var sign : signs) if (sign.tells(said)) return true;
        }
        return false;
    }

    void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var reading = new Reading(dates);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (!reading.cited.isEmpty() && begins(line)) {
                    reading.end(input, sink);
                    reading = new Reading(dates);
                }
                if (!reading.line(line, signs)) sink.ignored("says nothing of the outcome");
            }
        }
        reading.end(input, sink);
    }

    private boolean begins(Line line) {
        var text = line.text().strip();
        if (text.length() > LONGEST) return false;
        var stamped = stamp.matcher(text);
        var said = stamped.matches() ? stamped.group(2).strip() : text;
        for (var sign : signs)
            if (sign.meanings().contains(Sign.Meaning.BEGIN)
                    && sign.line().matcher(said).matches()) return true;
        return false;
    }

    private final class Reading {
        private final Dates dates;
        private final Attempt attempt = new Attempt(tool);
        private final Cited cited = new Cited();
        private Outcome outcome = Outcome.UNKNOWN;
        private Sign.@Nullable Meaning done;
        private boolean compared;
        private boolean dry;
        private final List<String> problems = new ArrayList<>();
        private @Nullable When logStart;
        private @Nullable When logEnd;
        private long expected = -1;
        private long errors = -1;

        Reading(Dates dates) {
            this.dates = dates;
        }

        boolean line(Line line, List<Sign> signs) {
            var text = line.text().strip();
            if (text.isEmpty() || text.length() > LONGEST) return false;
            var stamped = stamp.matcher(text);
            boolean inLog = stamped.matches();
            if (inLog) at(stamped.group(1));
            var said = inLog ? stamped.group(2).strip() : text;
            for (var sign : signs) {
                var found = sign.line().matcher(said);
                if (!found.matches()) continue;
                cited.add(line);
                sign.each(found, (meaning, value) -> take(meaning, value, said, inLog));
                return true;
            }
            return false;
        }

        private void at(String time) {
            var written = single(time);
            logStart = first(logStart, dates.start(written));
            logEnd = last(logEnd, dates.end(written));
        }

        private static String single(String time) {
            return TWO_BLANKS.matcher(time).replaceAll(" ");
        }

        private void take(Sign.Meaning meaning, String value, String text, boolean inLog) {
            switch (meaning) {
                case TELLING, BEGIN -> {}
                case BACKUP, CHECK, RESTORE, OTHER -> done = meaning;
                case DRY -> dry = true;
                case COMPARED -> compared = true;
                case GOOD -> outcome = outcome.and(Outcome.GOOD);
                case GOOD_IN_LOG -> {
                    if (inLog) outcome = outcome.and(Outcome.GOOD);
                }
                case ODD -> odd(text);
                case COPY -> attempt.form = "copy";
                case STOPPED -> worse(Outcome.STOPPED, text);
                case BAD -> worse(Outcome.BAD, text);
                case SAID -> attempt.said = text;
                case FULL -> attempt.form = "full";
                case INCREMENTAL -> attempt.form = "incremental";
                case JOB -> attempt.job = value;
                case HOST -> attempt.host = value;
                case OBJECT -> attempt.holds(value);
                case TARGET -> attempt.target = value;
                case UNREADABLE -> {
                    attempt.couldNotRead(value);
                    outcome = outcome.and(Outcome.ODD);
                }
                case START -> attempt.start = first(attempt.start, dates.start(single(value)));
                case END -> attempt.end = last(attempt.end, dates.end(single(value)));
                case START_EPOCH -> attempt.start = epoch(value);
                case END_EPOCH -> attempt.end = epoch(value);
                case READ -> attempt.read = Attempt.size(value, 1000);
                case WRITTEN -> attempt.written = Attempt.size(value, 1000);
                case READ_1024 -> attempt.read = Attempt.size(value, 1024);
                case WRITTEN_1024 -> attempt.written = Attempt.size(value, 1024);
                case FILES -> attempt.files = Attempt.count(value);
                case EXPECTED -> expected = Attempt.count(value);
                case ERRORS -> counted(value, Outcome.ODD, text);
                case DAMAGES -> counted(value, Outcome.BAD, text);
                case CODE -> attempt.code(value);
            }
        }

        private void odd(String text) {
            outcome = outcome.and(Outcome.ODD);
            if (attempt.said.isEmpty()) attempt.said = text;
        }

        private void worse(Outcome other, String text) {
            outcome = outcome.and(other);
            if (attempt.said.isEmpty()) attempt.said = text;
            if (problems.size() < MOST_PROBLEMS) problems.add(text);
        }

        private void counted(String value, Outcome ifAny, String text) {
            long count = Attempt.count(value);
            if (count < 0) return;
            errors = Math.max(errors, count);
            outcome = outcome.and(count == 0 ? Outcome.GOOD : ifAny);
            attempt.said = text;
        }

        void end(Input input, Sink sink) {
            if (dry) {
                sink.ignored("a dry run");
                return;
            }
            if (done == Sign.Meaning.OTHER && outcome.compareTo(Outcome.GOOD) <= 0) {
                sink.ignored("neither backup, check nor restore");
                return;
            }
            if (cited.isEmpty() || done == null && outcome == Outcome.UNKNOWN) {
                sink.rejected(cited.origin(input), "nothing tells what %s did".formatted(tool));
                return;
            }
            attempt.start = first(attempt.start, logStart);
            attempt.end = first(attempt.end, logEnd);
            var undated = Dating.of(input);
            var place = cited.origin(input);
            var when = attempt.end != null ? attempt.end : attempt.start != null ? attempt.start : undated;
            if (done == Sign.Meaning.CHECK)
                sink.fact(new RepositoryCheck(
                        attempt.host,
                        tool,
                        attempt.job.isEmpty() ? attempt.target : attempt.job,
                        compared ? RepositoryCheck.Depth.FULL : RepositoryCheck.Depth.STRUCTURE,
                        outcome.ofCheck(),
                        errors,
                        problems,
                        attempt.said,
                        when.instant(),
                        when.on(place)));
            else if (done == Sign.Meaning.RESTORE)
                sink.fact(new RestoreTest(
                        attempt.host,
                        tool,
                        attempt.job,
                        compared,
                        outcome.ofRestore(),
                        expected,
                        attempt.files,
                        attempt.said,
                        when.instant(),
                        when.on(place)));
            else {
                attempt.result = outcome.ofBackup();
                sink.fact(attempt.run(undated, place));
            }
        }

        private static @Nullable When first(@Nullable When known, @Nullable When other) {
            return known != null ? known : other;
        }

        private static @Nullable When last(@Nullable When known, @Nullable When other) {
            return other != null ? other : known;
        }

        private static @Nullable When epoch(String value) {
            return Epochs.when(Quantity.number(value), value);
        }
    }
}
