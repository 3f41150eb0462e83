package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;

/**
 * Reads results of Synology Active Backup for Business, as its web API gives them: of tasks, or of the transfers of each
 * device. Status 2 is success, 3 partial, 4 failed, 5 cancelled; others are not known.
 */
public final class ActiveBackupJsonDecoder implements Decoder {
    /** Copies of the API's documentation have a comma behind the last element. */
    private static final Pattern LAST_COMMA = Pattern.compile(",(\\s{0,200}[\\]}])");

    private static final int LONGEST = 4_000_000;

    @Override
    public Format format() {
        return new Format(
                "active-backup-json",
                Family.BACKUP,
                "Synology Active Backup for Business results (JSON)",
                "curl 'https://NAS:5001/webapi/entry.cgi?api=SYNO.ActiveBackup.Overview&version=1"
                        + "&method=list_device_transfer_size&_sid=SID' > active-backup-NAS-$(date +%F).json",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-04"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() != '{') return false;
        var text = head.text();
        return text.contains("\"time_start\"")
                && text.contains("\"status\"")
                && (text.contains("\"transfer_list\"")
                        || text.contains("\"task_name\"") && text.contains("\"result_id\""));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var text = input.text(LONGEST);
        var record = text == null ? null : Json.of(LAST_COMMA.matcher(text).replaceAll("$1"));
        if (record == null) {
            sink.rejected(input.origin(1, 0, ""), "not JSON, or longer than %d characters".formatted(LONGEST));
            return;
        }
        for (var device : record.path("data").path("device_list")) {
            var host = Json.text(device.path("device").get("host_name"));
            for (var transfer : device.path("transfer_list")) transfer(host, transfer, input, sink);
        }
        for (var result : record.path("data").path("results")) task(result, input, sink);
    }

    private static void transfer(String device, JsonNode transfer, Input input, Sink sink) {
        var run = run(transfer);
        var name = Json.text(transfer.get("device_name"));
        run.host = device.isEmpty() ? name : device;
        run.job = "Active Backup " + run.host;
        run.read = Json.count(transfer.get("processed_bytes"));
        run.written = Json.count(transfer.get("transfered_bytes"));
        if (!run.host.isEmpty()) run.holds(run.host);
        into(run, input.origin(1, -1, transfer.toString()), input, sink);
    }

    private static void task(JsonNode result, Input input, Sink sink) {
        var run = run(result);
        run.job = Json.text(result.get("task_name"));
        for (var device : result.path("task_config").path("device_list")) {
            var name = Json.text(device.get("host_name"));
            if (!name.isEmpty()) run.holds(name);
        }
        if (run.result == Result.SUCCESS
                && (Json.count(result.get("error_count")) > 0 || Json.count(result.get("warning_count")) > 0))
            run.result = Result.WARNING;
        into(run, input.origin(1, -1, result.toString()), input, sink);
    }

    private static Attempt run(JsonNode from) {
        var run = new Attempt("active-backup");
        long status = Json.count(from.get("status"));
        run.start = Epochs.when((double) Json.count(from.get("time_start")), Json.text(from.get("time_start")));
        run.end = Epochs.when((double) Json.count(from.get("time_end")), Json.text(from.get("time_end")));
        run.said = "status " + status;
        run.result = switch ((int) Math.min(status, 100)) {
            case 2 -> Result.SUCCESS;
            case 3 -> Result.WARNING;
            case 4 -> Result.FAILED;
            case 5 -> Result.CANCELLED;
            default -> run.end == null ? Result.RUNNING : Result.UNKNOWN;
        };
        return run;
    }

    private static void into(Attempt run, Origin origin, Input input, Sink sink) {
        if (run.start == null) sink.rejected(origin, "expected a result with time_start");
        else sink.fact(run.run(Dating.of(input), origin));
    }
}
