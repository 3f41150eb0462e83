package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an application that must be in order within the copies of a scope was so.
 *
 * @param need the application: {@code system_state}, {@code postgres}, {@code sql}; {@code sql_full} is SQL Server in the full
 *     recovery model
 * @param mode of the newest copy that anything is stated of; UNKNOWN when nothing is
 * @param uncovered nothing is stated of the newest copy
 * @param alive what states it lives: it would have told of a newer copy
 * @param fallbacks copies of the last 7 days that were not consistent
 * @param proven the newest consistent copy; null when there is none
 * @param controller it is the system state of a domain controller
 * @param logBackup the newest log backup of SQL Server; null when there is none, or no need for one
 * @param unresolved what SQL Server or the directory last complained of, and nothing has answered since; empty when nothing
 * @param shadowsLost how often in the last 7 days Windows threw shadow copies away
 * @param time of the newest statement; as-of when there is none
 */
public record ConsistencyProof(
        String host,
        String scope,
        String need,
        ConsistencyState.Mode mode,
        boolean uncovered,
        boolean alive,
        int fallbacks,
        @Nullable Instant proven,
        boolean controller,
        @Nullable Instant logBackup,
        String unresolved,
        int shadowsLost,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ConsistencyProof {
        basis = List.copyOf(basis);
    }

    /** Whether no consistent copy is of that moment or newer. */
    public boolean notProvenSince(Instant limit) {
        return proven == null || proven.isBefore(limit);
    }

    /** Whether log backups are needed, and none is of that moment or newer. */
    public boolean logsNotCopiedSince(Instant limit) {
        return need.equals("sql_full") && (logBackup == null || logBackup.isBefore(limit));
    }

    @Override
    public String source() {
        return "backup";
    }
}
