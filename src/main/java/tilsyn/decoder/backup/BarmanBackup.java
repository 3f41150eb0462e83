package tilsyn.decoder.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;
import tilsyn.fact.RepositoryCheck;
import tilsyn.fact.RestorePoint;

/**
 * A backup that Barman lists, in any of its forms.
 *
 * @param status DONE when Barman holds all that a restore needs; WAITING_FOR_WALS while it does not
 */
record BarmanBackup(
        String server,
        String id,
        String status,
        String type,
        @Nullable When begin,
        @Nullable When end,
        long bytes) {

    void into(Origin origin, Input input, Sink sink) {
        var listed = Dating.of(input);
        if (id.isEmpty() || server.isEmpty()) {
            sink.rejected(origin, "expected a backup with server and id");
            return;
        }
        var run = new Attempt("barman");
        run.job = server;
        run.form = form();
        run.start = begin != null ? begin : end;
        run.end = end;
        run.said = status;
        run.result = result();
        run.read = bytes;
        run.holds(server);
        sink.fact(run.run(listed, origin));
        var made = end != null ? end : begin;
        if (made != null && !status.equals("STARTED") && !status.equals("EMPTY"))
            sink.fact(new RestorePoint(
                    "",
                    "barman",
                    server,
                    id,
                    form(),
                    state(),
                    status,
                    made.instant(),
                    bytes,
                    List.of(),
                    "",
                    listed.instant(),
                    listed.on(origin)));
    }

    private Result result() {
        return switch (status) {
            case "DONE" -> Result.SUCCESS;
            case "FAILED" -> Result.FAILED;
            case "STARTED", "SYNCING" -> Result.RUNNING;
            default -> Result.UNKNOWN;
        };
    }

    private RestorePoint.State state() {
        return switch (status) {
            case "DONE" -> RestorePoint.State.COMPLETE;
            case "FAILED" -> RestorePoint.State.FAILED;
            default -> RestorePoint.State.UNKNOWN;
        };
    }

    private String form() {
        return switch (type) {
            case "F", "full", "R", "rsync", "S", "snapshot" -> "full";
            case "I", "incremental" -> "incremental";
            default -> "";
        };
    }

    /** What {@code barman check} found of a server. */
    static RepositoryCheck check(String server, int asked, List<String> failed, Origin origin, Input input) {
        var when = Dating.of(input);
        return new RepositoryCheck(
                "",
                "barman",
                server,
                RepositoryCheck.Depth.REQUIREMENTS,
                !failed.isEmpty()
                        ? RepositoryCheck.Result.FAILED
                        : asked > 0 ? RepositoryCheck.Result.PASSED : RepositoryCheck.Result.UNKNOWN,
                failed.size(),
                failed,
                failed.isEmpty() ? "OK" : "FAILED",
                when.instant(),
                when.on(origin));
    }
}
