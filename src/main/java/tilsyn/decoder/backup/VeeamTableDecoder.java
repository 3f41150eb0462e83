package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;

/**
 * Reads Veeam's job sessions as CSV, a row for each run of a job or of one machine in it. A run that names no machine says
 * nothing of what it holds. Result "None" with no end is a run under way or one that never ran.
 */
public final class VeeamTableDecoder implements Decoder {
    private static final String[] MACHINE = {"vmname", "vm", "objectname", "machine"};
    private static final String[] RESULT = {"result", "status"};
    private static final String[] START = {"creationtime", "starttime", "start", "date"};
    private static final String[] END = {"endtime", "end"};

    @Override
    public Format format() {
        return new Format(
                "veeam-csv",
                Family.BACKUP,
                "Veeam job sessions (CSV)",
                "Get-VBRBackupSession | % { $s=$_; Get-VBRTaskSession -Session $s } | select JobName,@{n='VMName';e={$_.Name}},"
                        + "@{n='Type';e={$_.JobSess.JobType}},@{n='Result';e={$_.Status}},@{n='IsRetry';e={$_.JobSess.IsRetryMode}},"
                        + "@{n='CreationTime';e={$_.Progress.StartTimeUtc.ToString('o')}},"
                        + "@{n='EndTime';e={$_.Progress.StopTimeUtc.ToString('o')}},"
                        + "@{n='DataSize(GB)';e={$_.Progress.ProcessedSize/1GB}} | Export-Csv veeam-$(Get-Date -f yyyyMMdd).csv",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04", "BCK-05", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.contains("jobname")
                && (columns.contains("result") || columns.contains("status"))
                && (columns.contains("creationtime") || columns.contains("starttime") || columns.contains("date"))
                && !columns.contains("job");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var attempts = new Attempts();
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var start = start(row, dates);
                var written = row.get(END);
                var end = isNever(written) ? null : dates.end(written);
                var word = row.get(RESULT);
                if (start == null && isNever(written) && word.equalsIgnoreCase("None"))
                    sink.ignored("a job that never ran");
                else if (row.get("jobname").isEmpty()
                        || start == null
                        || word.isEmpty()
                        || end == null && !isNever(written))
                    sink.rejected(row.origin(), "expected a job, its start and end, and a result");
                else sink.fact(run(row, table, attempts, start, end, word));
            }
        }
    }

    private static @Nullable When start(Table.Row row, Dates dates) {
        for (var column : START) {
            var text = row.get(column);
            if (!text.isEmpty()) return dates.start(text);
        }
        return null;
    }

    /** Veeam writes a far-off or very early date for what has not ended. */
    private static boolean isNever(String text) {
        return text.isEmpty()
                || text.contains("9999")
                || text.startsWith("1/1/1900")
                || text.startsWith("01.01.1900")
                || text.startsWith("1900-01-01")
                || text.startsWith("0001-01-01");
    }

    private static BackupRun run(
            Table.Row row, Table table, Attempts attempts, When start, @Nullable When end, String word) {
        var ended = end != null && end.instant().isBefore(start.instant()) ? null : end;
        var machine = row.get(MACHINE);
        var job = row.get("jobname");
        boolean retry = Boolean.TRUE.equals(Flag.of(row.get("isretry")));
        var result = result(word, row.get("state"), ended != null);
        return new BackupRun(
                machine,
                job,
                "veeam",
                attempts.of(job + "\u0000" + machine, retry),
                form(row.get("type", "backuptype"), row.get("jobtype")),
                start.instant(),
                ended == null ? null : ended.instant(),
                result,
                word,
                size(row, table, "datasize", "dataread", "readsize", "processedsize"),
                size(row, table, "backupsize", "transferredsize", "transferred"),
                -1,
                !machine.isEmpty(),
                machine.isEmpty() ? List.of() : List.of(machine),
                List.of(),
                List.of(),
                row.get("details", "reason").isEmpty() ? List.of() : List.of(row.get("details", "reason")),
                row.get("repository", "reponame", "target"),
                (ended == null ? start : ended).on(row.origin()));
    }

    private static Result result(String word, String state, boolean ended) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success" ->
                ended || state.isEmpty() || state.equalsIgnoreCase("Stopped") ? Result.SUCCESS : Result.RUNNING;
            case "warning" -> Result.WARNING;
            case "failed", "error" -> Result.FAILED;
            case "canceled", "cancelled" -> Result.CANCELLED;
            case "inprogress", "running", "pending", "working" -> Result.RUNNING;
            case "none" -> ended ? Result.UNKNOWN : Result.RUNNING;
            default -> Result.UNKNOWN;
        };
    }

    private static String form(String type, String jobType) {
        if (jobType.toLowerCase(Locale.ROOT).contains("copy") || jobType.equalsIgnoreCase("BackupSync")) return "copy";
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "full", "syntheticfull", "synthetic full", "activefull" -> "full";
            case "increment", "incremental", "incr", "reverseincrement", "reverse increment" -> "incremental";
            case "copy" -> "copy";
            default -> "";
        };
    }

    /** A column such as {@code DataSize(GB)} counts in what it names, GB being 10^9 bytes; one without in bytes, or as its text says. */
    private static long size(Table.Row row, Table table, String... names) {
        for (var name : names)
            for (var column : table.columns()) {
                if (!column.equals(name) && !column.startsWith(name + "(")) continue;
                var text = row.get(column);
                if (column.endsWith("(gb)") || column.endsWith("(mb)") || column.endsWith("(kb)")) {
                    int power = column.endsWith("(gb)") ? 3 : column.endsWith("(mb)") ? 2 : 1;
                    var bytes = Quantity.bytes(Quantity.number(text, table.decimalComma()), power, 1000);
                    return bytes == null ? -1 : bytes;
                }
                var bytes = Quantity.bytes(text, table.decimalComma(), 1000);
                return bytes == null ? -1 : bytes;
            }
        return -1;
    }

    /** Which try a run is: the first, or one more than the failed one before it. */
    private static final class Attempts {
        private static final int MOST = 10_000;
        private final Map<String, Integer> last = new TreeMap<>();

        int of(String run, boolean retry) {
            int attempt = retry ? last.getOrDefault(run, 1) + 1 : 1;
            if (last.size() < MOST || last.containsKey(run)) last.put(run, attempt);
            return attempt;
        }
    }
}
