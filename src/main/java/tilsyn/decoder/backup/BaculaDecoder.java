package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import tilsyn.fact.Origin;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestoreTest;

/**
 * Reads job reports of Bacula and Bareos, as the director logs and mails them: fields {@code Name: value} up to
 * {@code Termination:}, whose words alone say how the job ended. Messages of the job stand before its report.
 */
public final class BaculaDecoder implements Decoder {
    private static final Pattern FIELD = Pattern.compile(" {1,8}([A-Za-z][A-Za-z /()-]{1,40}): {0,30}(.{0,1000})");
    private static final Pattern MESSAGE =
            Pattern.compile("(?:\\S{1,40} ){1,4}?([\\w.-]{1,60}) JobId (\\d{1,12}): (.{1,2000})");
    private static final Pattern HEADING =
            Pattern.compile("(?:Error: |Warning: )?(?:Bacula|Bareos) \\S{1,80} .{1,100}:");
    private static final Pattern UNREADABLE = Pattern.compile(
            "\\s{0,8}(?:Could not (?:open directory|stat|access|read)|Cannot open|Could not open) \"?(.{1,1000}?)\"?: ERR=.{0,200}");
    private static final Pattern NAMED_RUN =
            Pattern.compile("(.{1,200})\\.\\d{4}-\\d\\d-\\d\\d_\\d\\d\\.\\d\\d\\.\\d\\d_\\d{1,9}");
    private static final Pattern DAY_FIRST_WORD =
            Pattern.compile("[A-Z][a-z]{2} (\\d{1,2}-[A-Z][a-z]{2}-\\d{4} .{5,8})");
    private static final Pattern PARENTHESIS = Pattern.compile("([\\d,]{1,30})(?: \\(.{0,40}\\))?");
    private static final int LONGEST = 4_000;

    @Override
    public Format format() {
        return new Format(
                "bacula",
                Family.BACKUP,
                "Job reports of Bacula and Bareos",
                "in bacula-dir.conf, resource Messages: append = \"/var/log/bacula/bacula.log\" = all, !skipped"
                        + "   (or echo messages | bconsole > bacula-$(date +%F).log)",
                List.of("BCK-01", "BCK-03", "BCK-04", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        for (var line : head.lines(400)) {
            if (line.length() > LONGEST) continue;
            var message = MESSAGE.matcher(line);
            if (message.matches()
                    && (message.group(1).endsWith("-dir")
                            || HEADING.matcher(message.group(3)).matches())) return true;
            if (line.strip().startsWith("Termination:")) return head.text().contains("JobId:");
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
        private static final int MOST_FIELDS = 200;
        private static final int MOST_JOBS = 500;
        private static final int MOST_ITEMS = 200;

        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private final Map<String, List<String>> unreadable = new TreeMap<>();
        private final Map<String, String> fields = new TreeMap<>();
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void line(Line line) {
            var text = line.text();
            if (text.isBlank() || text.length() > LONGEST) {
                sink.ignored("says nothing of the outcome");
                return;
            }
            var field = FIELD.matcher(text);
            if (field.matches()) {
                if (fields.size() < MOST_FIELDS)
                    fields.put(field.group(1).strip(), field.group(2).strip());
                cited.add(line);
                if (field.group(1).strip().equals("Termination")) report();
                return;
            }
            var message = MESSAGE.matcher(text.strip());
            if (message.matches()) message(message.group(2), message.group(3), line);
            else sink.ignored("says nothing of the outcome");
        }

        private void message(String jobId, String said, Line line) {
            if (HEADING.matcher(said).matches()) {
                end();
                cited.add(line);
                return;
            }
            var path = UNREADABLE.matcher(said);
            if (!path.matches() || unreadable.size() >= MOST_JOBS && !unreadable.containsKey(jobId)) {
                sink.ignored("a message of a job");
                return;
            }
            var paths = unreadable.computeIfAbsent(jobId, id -> new ArrayList<>());
            if (paths.size() < MOST_ITEMS) paths.add(path.group(1));
            sink.ignored("a message of a job, told with its report");
        }

        private void report() {
            var termination = get("Termination");
            var word = termination.replace("*", "").strip().toLowerCase(Locale.ROOT);
            var start = time("Start time", false);
            var end = time("End time", true);
            var when = end != null ? end : start != null ? start : Dating.of(input);
            var place = cited.origin(input);
            if (get("Job").isEmpty()) sink.rejected(place, "expected a job's report to name the job");
            else if (word.startsWith("backup") || word.startsWith("copying") || word.startsWith("migration"))
                sink.fact(backup(word, termination, start, end).run(when, place));
            else if (word.startsWith("restore"))
                sink.fact(new RestoreTest(
                        client("Restore Client"),
                        "bacula",
                        job(),
                        false,
                        outcome(word, "restore").ofRestore(),
                        number("Files Expected"),
                        number("Files Restored"),
                        termination,
                        when.instant(),
                        when.on(place)));
            else if (word.startsWith("verify")) sink.fact(verified(word, termination, when, place));
            else sink.ignored("a job of another kind than backup, restore and verify");
            begin();
        }

        private RepositoryCheck verified(String word, String termination, When when, Origin place) {
            long differs = number("Files Expected") - number("Files Examined");
            return new RepositoryCheck(
                    client("Client"),
                    "bacula",
                    job(),
                    get("Verify Level").endsWith("ToCatalog")
                            ? RepositoryCheck.Depth.FULL
                            : RepositoryCheck.Depth.UNKNOWN,
                    word.equals("verify differences")
                            ? RepositoryCheck.Result.FAILED
                            : outcome(word, "verify").ofCheck(),
                    number("Files Expected") < 0 ? -1 : Math.max(0, differs),
                    List.of(),
                    termination,
                    when.instant(),
                    when.on(place));
        }

        private Attempt backup(String word, String termination, @Nullable When start, @Nullable When end) {
            var attempt = new Attempt("bacula");
            attempt.host = client("Client");
            attempt.job = job();
            attempt.form = word.startsWith("backup") ? form(get("Backup Level")) : "copy";
            attempt.start = start;
            attempt.end = end;
            attempt.said = termination;
            attempt.result = word.contains("cancel")
                    ? Result.CANCELLED
                    : outcome(word, word.substring(0, Math.max(0, word.indexOf(' '))))
                            .ofBackup();
            attempt.read = number("FD Bytes Written");
            attempt.written = number("SD Bytes Written");
            attempt.files = number("FD Files Written");
            attempt.target = quoted(get("Storage"));
            for (var path : unreadable.getOrDefault(get("JobId"), List.of())) attempt.couldNotRead(path);
            if (attempt.result == Result.SUCCESS && (number("Non-fatal FD errors") > 0 || number("SD Errors") > 0))
                attempt.result = Result.WARNING;
            return attempt;
        }

        private static Outcome outcome(String word, String kind) {
            if (word.equals(kind + " ok")) return Outcome.GOOD;
            if (word.equals(kind + " ok -- with warnings")) return Outcome.ODD;
            if (word.startsWith(kind) && (word.contains("error") || word.contains("fatal"))) return Outcome.BAD;
            return word.contains("cancel") ? Outcome.STOPPED : Outcome.UNKNOWN;
        }

        private String get(String field) {
            return fields.getOrDefault(field, "");
        }

        private String job() {
            var run = NAMED_RUN.matcher(get("Job"));
            return run.matches() ? run.group(1) : get("Job");
        }

        private String client(String field) {
            // the name of a client's daemon, by custom its host and -fd
            var client = quoted(get(field));
            return client.endsWith("-fd") ? client.substring(0, client.length() - 3) : client;
        }

        private long number(String field) {
            var number = PARENTHESIS.matcher(get(field));
            return number.matches() ? Attempt.count(number.group(1)) : -1;
        }

        private @Nullable When time(String field, boolean end) {
            var written = get(field);
            var named = DAY_FIRST_WORD.matcher(written);
            var text = named.matches() ? named.group(1) : written;
            return end ? dates.end(text) : dates.start(text);
        }

        private static String quoted(String text) {
            if (!text.startsWith("\"")) return text;
            int to = text.indexOf('"', 1);
            return to < 0 ? text.substring(1) : text.substring(1, to);
        }

        private static String form(String level) {
            if (level.startsWith("Full") || level.startsWith("VirtualFull") || level.startsWith("Virtual Full"))
                return "full";
            if (level.startsWith("Incremental")) return "incremental";
            return level.startsWith("Differential") ? "differential" : "";
        }

        private void begin() {
            unreadable.remove(get("JobId"));
            fields.clear();
            cited = new Cited();
        }

        /** A report that stops before its termination. */
        void end() {
            if (!fields.isEmpty()) {
                if (fields.containsKey("Job") && fields.containsKey("JobId"))
                    sink.rejected(cited.origin(input), "a job's report without termination");
                else sink.ignored("says nothing of the outcome");
            }
            begin();
        }
    }
}
