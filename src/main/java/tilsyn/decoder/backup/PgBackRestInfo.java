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
 * What {@code pgbackrest info} lists, in either form. A backup is listed once it is whole, so each is a run that ended; one
 * with errors holds pages that did not fit their checksums.
 */
final class PgBackRestInfo {
    private PgBackRestInfo() {}

    /** @param error null when the list does not say whether there were errors */
    record Backup(
            String stanza,
            String label,
            String type,
            @Nullable When start,
            @Nullable When stop,
            long bytes,
            long stored,
            @Nullable Boolean error,
            List<String> databases) {}

    static void backup(Backup backup, Origin origin, Input input, Sink sink) {
        if (backup.start == null || backup.stop == null) {
            sink.rejected(origin, "expected a backup with start and stop");
            return;
        }
        var form = form(backup.type);
        var run = new Attempt("pgbackrest");
        run.job = backup.stanza;
        run.form = form;
        run.start = backup.start;
        run.end = backup.stop;
        run.said = Boolean.TRUE.equals(backup.error) ? "error(s) detected during backup" : "listed as " + backup.label;
        run.result = backup.error == null ? Result.UNKNOWN : backup.error ? Result.WARNING : Result.SUCCESS;
        run.read = backup.bytes;
        run.written = backup.stored;
        run.holds(backup.stanza);
        backup.databases.forEach(run::holds);
        sink.fact(run.run(backup.stop, origin));
        var listed = Dating.of(input);
        sink.fact(new RestorePoint(
                "",
                "pgbackrest",
                backup.stanza,
                backup.label,
                form,
                backup.error == null
                        ? RestorePoint.State.UNKNOWN
                        : backup.error ? RestorePoint.State.FLAWED : RestorePoint.State.COMPLETE,
                run.said,
                backup.stop.instant(),
                backup.bytes,
                backup.databases,
                "",
                listed.instant(),
                listed.on(origin)));
    }

    /** A stanza of which pgBackRest says that nothing can be restored from it. */
    static void broken(String stanza, String status, Origin origin, Input input, Sink sink) {
        var listed = Dating.of(input);
        sink.fact(new RepositoryCheck(
                "",
                "pgbackrest",
                stanza,
                RepositoryCheck.Depth.REQUIREMENTS,
                RepositoryCheck.Result.FAILED,
                -1,
                List.of(status),
                status,
                listed.instant(),
                listed.on(origin)));
    }

    private static String form(String type) {
        return switch (type) {
            case "full" -> "full";
            case "diff" -> "differential";
            case "incr" -> "incremental";
            default -> "";
        };
    }
}
