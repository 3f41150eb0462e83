package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
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
 * Reads runs of any backup job as CSV, such as a NAS, a copy job or a script writes: columns job, start, end and result, and
 * as far as it knows host, tool, type, bytes, written, files, objects, unreadable, exclusions, codes and target; lists with
 * {@code |} between.
 */
public final class JobTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "backup-jobs-csv",
                Family.BACKUP,
                "Runs of backup jobs (CSV)",
                "export columns job;host;tool;type;start;end;result;bytes;written;files;objects;target as backup-jobs.csv"
                        + " (result success, warning, failed, cancelled or running; objects set off by |)",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04", "BCK-05", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("job", "start", "result"))
                && (columns.contains("end") || columns.contains("bytes"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var start = dates.start(row.get("start"));
                var end = dates.end(row.get("end"));
                if (row.get("job").isEmpty()
                        || start == null
                        || end == null && !row.get("end").isEmpty()
                        || end != null && end.instant().isBefore(start.instant()))
                    sink.rejected(row.origin(), "expected a job, its start, and an end not before it");
                else sink.fact(run(row, table, start, end));
            }
        }
    }

    private static BackupRun run(Table.Row row, Table table, When start, @Nullable When end) {
        var tool = row.get("tool").toLowerCase(Locale.ROOT);
        return new BackupRun(
                row.get("host"),
                row.get("job"),
                tool.isEmpty() ? "jobs" : tool,
                (int) Math.min(1_000, Math.max(1, Quantity.count(row.get("attempt")))),
                Cells.form(row.get("type", "form")),
                start.instant(),
                end == null ? null : end.instant(),
                result(row.get("result"), end != null),
                row.get("result"),
                Cells.bytes(row.get("bytes", "bytesread"), table),
                Cells.bytes(row.get("written", "byteswritten"), table),
                Quantity.count(row.get("files")),
                !row.get("objects").isEmpty(),
                Cells.list(row.get("objects")),
                Cells.list(row.get("unreadable")),
                Cells.list(row.get("exclusions")),
                Cells.list(row.get("codes")),
                row.get("target"),
                (end == null ? start : end).on(row.origin()));
    }

    /** Success without an end is none. */
    private static Result result(String word, boolean ended) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success", "ok", "completed", "vellykket" -> ended ? Result.SUCCESS : Result.UNKNOWN;
            case "warning", "partial", "advarsel" -> Result.WARNING;
            case "failed", "error", "failure", "feilet", "feil" -> Result.FAILED;
            case "cancelled", "canceled", "aborted", "avbrutt" -> Result.CANCELLED;
            case "running", "kjører" -> Result.RUNNING;
            default -> Result.UNKNOWN;
        };
    }
}
