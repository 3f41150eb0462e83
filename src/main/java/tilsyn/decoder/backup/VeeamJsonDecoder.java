package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import tilsyn.fact.RestoreTest;

/**
 * Reads Veeam's sessions as JSON: of PowerShell ({@code Get-VBRBackupSession}, {@code Get-VBRComputerBackupJobSession}), and of
 * the REST API of Backup &amp; Replication 12 and 13 and of Enterprise Manager. A session with a task for each machine gives a
 * run for each.
 */
public final class VeeamJsonDecoder implements Decoder {
    private static final Set<String> RESTORES =
            Set.of("restore", "surebackup", "flr", "instantrecovery", "quickmigration");
    private static final String[] RESULTS = {"None", "Success", "Warning", "Failed"};
    private static final int MOST_TASKS = 5_000;

    @Override
    public Format format() {
        return new Format(
                "veeam-json",
                Family.BACKUP,
                "Veeam sessions (JSON, from PowerShell or the REST API)",
                "Get-VBRBackupSession | select JobName,JobTypeString,@{n='Result';e={\"$($_.Result)\"}},@{n='State';e={\"$($_.State)\"}},"
                        + "@{n='CreationTime';e={$_.CreationTimeUTC.ToString('o')}},@{n='EndTime';e={$_.EndTimeUTC.ToString('o')}}"
                        + " | ConvertTo-Json > veeam-$(Get-Date -f yyyyMMdd).json   (or GET /api/v1/sessions)",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() != '{' && head.firstChar() != '[') return false;
        var keys = lower(Json.firstKeys(head.text()));
        if (keys.contains("data") || keys.contains("backupjobsessions") || keys.contains("entities")) {
            var text = head.text().toLowerCase(Locale.ROOT);
            return text.contains("\"creationtime")
                    && text.contains("\"result\"")
                    && (text.contains("\"sessiontype\"")
                            || text.contains("\"jobname\"")
                            || text.contains("\"jobuid\""));
        }
        return keys.contains("result")
                && keys.contains("state")
                && (keys.contains("creationtime") || keys.contains("creationtimeutc"))
                && (keys.contains("jobname") || keys.contains("sessiontype") || keys.contains("jobid"));
    }

    private static Set<String> lower(List<String> keys) {
        return Set.copyOf(keys.stream()
                .map(key -> key.toLowerCase(Locale.ROOT))
                .distinct()
                .toList());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            var list = list(record);
            if (list == null) session(record, line, dates, input, sink);
            else for (var session : list) session(session, line, dates, input, sink);
        });
    }

    private static @Nullable JsonNode list(JsonNode record) {
        for (var name : List.of("data", "Data", "BackupJobSessions", "backupJobSessions", "Entities")) {
            var inner = record.path(name);
            if (inner.isArray()) return inner;
        }
        return null;
    }

    private static void session(JsonNode session, long line, Dates dates, Input input, Sink sink) {
        var origin = input.origin(line, -1, session.toString());
        var type = text(session, "sessionType", "JobTypeString", "JobType", "Type");
        var job = text(session, "jobName", "JobName", "OrigJobName", "name", "Name");
        var start = time(
                session,
                dates,
                false,
                "creationTimeUTC",
                "CreationTimeUTC",
                "CreationTimeUtc",
                "creationTime",
                "CreationTime",
                "StartTime");
        var end = time(session, dates, true, "endTimeUTC", "EndTimeUTC", "EndTimeUtc", "endTime", "EndTime");
        var word = word(session);
        if (job.isEmpty() || start == null || word.isEmpty()) {
            sink.rejected(origin, "expected a session with job, creation time and result");
            return;
        }
        var bare = type.toLowerCase(Locale.ROOT).replace(" ", "");
        if (RESTORES.stream().anyMatch(bare::contains)) {
            var when = end != null ? end : start;
            sink.fact(new RestoreTest(
                    "",
                    "veeam",
                    job,
                    bare.contains("surebackup"),
                    end == null ? RestoreTest.Result.UNKNOWN : restored(word),
                    -1,
                    -1,
                    word,
                    when.instant(),
                    when.on(origin)));
            return;
        }
        if (!bare.isEmpty()
                && !bare.contains("backup")
                && !bare.contains("copy")
                && !bare.contains("replica")
                && !bare.contains("agent")
                && !bare.contains("snapshot")
                && !bare.equals("0")) {
            sink.ignored("a session that makes no backup");
            return;
        }
        backups(session, job, bare, start, end, word, origin, input, sink);
    }

    private static void backups(
            JsonNode session,
            String job,
            String type,
            When start,
            @Nullable When end,
            String word,
            Origin origin,
            Input input,
            Sink sink) {
        var state = text(session, "state", "State", "status", "Status");
        int number = Boolean.TRUE.equals(Json.flag(first(session, "IsRetryMode", "IsRetry", "isRetry"))) ? 2 : 1;
        var tasks = first(session, "Tasks", "tasks", "TaskSessions", "taskSessions");
        if (tasks == null || !tasks.isArray() || tasks.isEmpty()) {
            var run = run(job, type, number, start, end, word, state, session);
            var machine = text(session, "VMName", "vmName", "ObjectName", "objectName", "MachineName");
            if (!machine.isEmpty()) run.holds(machine).host = machine;
            sink.fact(run.run(Dating.of(input), origin));
            return;
        }
        int count = 0;
        for (var task : tasks) {
            if (++count > MOST_TASKS) break;
            var name = text(task, "Name", "name", "objectName", "VmName");
            var run = run(job, type, number, start, end, word(task), state, task);
            if (!name.isEmpty()) run.holds(name).host = name;
            sink.fact(run.run(Dating.of(input), origin));
        }
    }

    private static Attempt run(
            String job,
            String type,
            int number,
            When start,
            @Nullable When end,
            String word,
            String state,
            JsonNode of) {
        var run = new Attempt("veeam");
        run.job = job;
        run.number = number;
        run.form = type.contains("copy") || type.contains("sync")
                ? "copy"
                : form(text(of, "Algorithm", "algorithm", "backupType"));
        run.start = start;
        run.end = end;
        run.said = word.isEmpty() ? state : word;
        run.result = result(word, state, end != null);
        var progress = first(of, "Progress", "progress");
        run.read = bytes(progress, of, "ReadSize", "readSize", "ProcessedSize", "processedSize", "DataSize");
        run.written = bytes(progress, of, "TransferedSize", "transferredSize", "BackupSize");
        var message = text(of, "Reason", "reason");
        if (message.isEmpty() && of.path("result").isObject())
            message = Json.text(of.path("result").get("message"));
        if (!message.isEmpty() && run.result != Result.SUCCESS) run.code(message);
        return run;
    }

    private static long bytes(@Nullable JsonNode progress, JsonNode of, String... names) {
        for (var name : names) {
            long bytes = progress == null ? -1 : Json.count(progress.get(name));
            if (bytes < 0) bytes = Json.count(of.get(name));
            if (bytes >= 0) return bytes;
        }
        return -1;
    }

    /** The word for its result; PowerShell writes its enumeration as a number, the REST API an object around it. */
    private static String word(JsonNode of) {
        var result = first(of, "result", "Result");
        if (result == null) return text(of, "status", "Status");
        if (!result.isObject()) return named(result);
        if (Boolean.TRUE.equals(Json.flag(result.get("isCanceled")))) return "Canceled";
        var inner = first(result, "result", "Result", "Value", "value");
        return inner == null || inner.isObject() ? "" : named(inner);
    }

    /** PowerShell writes None as -1, Success as 0, Warning as 1 and Failed as 2. */
    private static String named(JsonNode result) {
        if (!result.isIntegralNumber()) return Json.text(result);
        int number = result.canConvertToInt() ? result.intValue() : RESULTS.length;
        return number >= -1 && number < RESULTS.length - 1 ? RESULTS[number + 1] : "result " + result.asText();
    }

    private static Result result(String word, String state, boolean ended) {
        boolean works = state.equalsIgnoreCase("Working")
                || state.equalsIgnoreCase("Starting")
                || state.equalsIgnoreCase("Postprocessing")
                || state.equalsIgnoreCase("InProgress")
                || state.equalsIgnoreCase("Idle");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success" -> works ? Result.RUNNING : ended ? Result.SUCCESS : Result.UNKNOWN;
            case "warning" -> Result.WARNING;
            case "failed", "error" -> Result.FAILED;
            case "cancelled", "canceled" -> Result.CANCELLED;
            case "none", "" -> works ? Result.RUNNING : Result.UNKNOWN;
            default -> Result.UNKNOWN;
        };
    }

    private static RestoreTest.Result restored(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success" -> RestoreTest.Result.RESTORED;
            case "warning" -> RestoreTest.Result.PARTIAL;
            case "failed", "error", "cancelled", "canceled" -> RestoreTest.Result.FAILED;
            default -> RestoreTest.Result.UNKNOWN;
        };
    }

    private static String form(String algorithm) {
        return switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "full", "syntheticfull" -> "full";
            case "increment", "incremental" -> "incremental";
            default -> "";
        };
    }

    private static @Nullable JsonNode first(JsonNode of, String... names) {
        for (var name : names) {
            var value = of.get(name);
            if (value != null && !value.isNull()) return value;
        }
        return null;
    }

    private static String text(JsonNode of, String... names) {
        for (var name : names) {
            var text = Json.text(of.get(name));
            if (!text.isEmpty()) return text;
        }
        return "";
    }

    /** Veeam writes a far-off or very early date for what has not ended. */
    private static @Nullable When time(JsonNode of, Dates dates, boolean end, String... names) {
        for (var name : names) {
            var value = of.get(name);
            if (value == null || value.isNull()) continue;
            var time = end && value.isTextual() ? dates.end(value.textValue()) : dates.start(value);
            if (time == null) continue;
            int year = time.instant().atOffset(java.time.ZoneOffset.UTC).getYear();
            if (year > 1990 && year < 2100) return time;
        }
        return null;
    }
}
