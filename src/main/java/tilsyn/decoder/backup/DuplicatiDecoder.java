package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestoreTest;

/**
 * Reads Duplicati's report as JSON, as it sends it over HTTP or a script stores it: {@code {"Data": {...}, "Extra": {...}}},
 * or only what stands in Data. A result that counts files with errors, or is partial, is no success, whatever its word.
 */
public final class DuplicatiDecoder implements Decoder {
    private static final int MOST_WARNINGS = 200;

    @Override
    public Format format() {
        return new Format(
                "duplicati-json",
                Family.BACKUP,
                "Duplicati report (JSON)",
                "job > options: send-http-url to where it is stored, send-http-result-output-format = Json"
                        + "   (as duplicati-HOST-DATE.json)",
                List.of("BCK-01", "BCK-03", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() != '{' && head.firstChar() != '[') return false;
        var text = head.text();
        return text.contains("\"ParsedResult\"") && text.contains("\"MainOperation\"");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            var data = record.path("Data").isObject() ? record.path("Data") : record;
            var origin = input.origin(line, -1, record.toString());
            var operation = Json.text(data.get("MainOperation"));
            if (operation.isEmpty() || !data.has("ParsedResult")) {
                sink.rejected(origin, "expected a report with MainOperation and ParsedResult");
                return;
            }
            report(operation, data, record.path("Extra"), dates, origin, input, sink);
        });
    }

    private static void report(
            String operation, JsonNode data, JsonNode extra, Dates dates, Origin origin, Input input, Sink sink) {
        var job = Json.text(extra.get("backup-name"));
        if (job.isEmpty()) job = Json.text(data.get("BackupName"));
        var host = Json.text(extra.get("machine-name"));
        var end = known(dates.end(Json.text(data.get("EndTime"))));
        var when = end != null ? end : Dating.of(input);
        var outcome = outcome(data);
        switch (operation) {
            case "Backup" -> {
                var run = run(data, dates, outcome);
                run.host = host;
                run.job = job.isEmpty() ? "duplicati" : job;
                sink.fact(run.run(Dating.of(input), origin));
                var tested = verified(data, host, job, when, origin);
                if (tested != null) sink.fact(tested);
            }
            case "Restore" ->
                sink.fact(new RestoreTest(
                        host,
                        "duplicati",
                        job,
                        true,
                        outcome.ofRestore(),
                        -1,
                        Json.count(data.get("RestoredFiles")),
                        Json.text(data.get("ParsedResult")),
                        when.instant(),
                        when.on(origin)));
            case "Test" -> {
                var tested = verified(data, host, job, when, origin);
                if (tested != null) sink.fact(tested);
                else sink.rejected(origin, "a test that lists no verifications");
            }
            default -> sink.ignored("neither backup, restore nor test");
        }
    }

    private static Attempt run(JsonNode data, Dates dates, Outcome outcome) {
        var run = new Attempt("duplicati");
        run.start = known(dates.start(Json.text(data.get("BeginTime"))));
        run.end = known(dates.end(Json.text(data.get("EndTime"))));
        run.said = Json.text(data.get("ParsedResult"));
        run.result = Boolean.TRUE.equals(Json.flag(data.get("Interrupted"))) ? Result.CANCELLED : outcome.ofBackup();
        run.read = Json.count(data.get("SizeOfExaminedFiles"));
        run.written = Json.count(data.path("BackendStatistics").get("BytesUploaded"));
        run.files = Json.count(data.get("ExaminedFiles"));
        int count = 0;
        for (var warning : data.path("Warnings")) {
            if (++count > MOST_WARNINGS) break;
            var path = path(Json.text(warning));
            if (!path.isEmpty()) run.couldNotRead(path);
        }
        return run;
    }

    /** The path that a warning names behind its last colon and blank; empty when it names none. */
    private static String path(String warning) {
        int at = warning.lastIndexOf(": ");
        var last = at < 0 ? "" : warning.substring(at + 2).strip();
        boolean drive = last.length() > 3 && last.startsWith(":\\", 1);
        return last.startsWith("/") || drive ? last : "";
    }

    /** The samples that Duplicati downloads and compares with checksums behind each backup; null when there are none. */
    private static @Nullable RepositoryCheck verified(
            JsonNode data, String host, String job, When when, Origin origin) {
        var test = data.has("TestResults") ? data.path("TestResults") : data;
        var verifications = test.path("Verifications");
        if (!verifications.isArray() || verifications.isEmpty()) return null;
        long wrong = 0;
        for (var each : verifications) {
            var found = each.path("Value");
            if (!found.isArray() || !found.isEmpty()) wrong++;
        }
        return new RepositoryCheck(
                host,
                "duplicati",
                job,
                RepositoryCheck.Depth.STRUCTURE,
                wrong > 0
                        ? RepositoryCheck.Result.FAILED
                        : Json.text(test.get("ParsedResult")).equals("Success")
                                ? RepositoryCheck.Result.PASSED
                                : RepositoryCheck.Result.UNKNOWN,
                wrong,
                List.of(),
                Json.text(test.get("ParsedResult")),
                when.instant(),
                when.on(origin));
    }

    private static Outcome outcome(JsonNode data) {
        var word = switch (Json.text(data.get("ParsedResult"))) {
            case "Success" -> Outcome.GOOD;
            case "Warning" -> Outcome.ODD;
            case "Error", "Fatal" -> Outcome.BAD;
            default -> Outcome.UNKNOWN;
        };
        boolean leftOut = Json.count(data.get("FilesWithError")) > 0
                || Boolean.TRUE.equals(Json.flag(data.get("PartialBackup")))
                || !data.path("Errors").isEmpty();
        return word == Outcome.UNKNOWN ? word : leftOut ? word.and(Outcome.ODD) : word;
    }

    /** Duplicati writes the year 1 for what it does not know. */
    private static @Nullable When known(@Nullable When time) {
        return time == null || time.text().startsWith("0001-") ? null : time;
    }
}
