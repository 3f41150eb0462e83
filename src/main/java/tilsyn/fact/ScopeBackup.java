package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One protected scope with what the backup logs show of it.
 *
 * @param rpo how old the newest good copy may be, before grace
 * @param goodEnd end of the newest good run that holds it: success, bytes read, ended, the scope in its objects and readable;
 *     null when there was none
 * @param goodAge elapsed since then; null when there was none
 * @param newest result of the newest attempt that should hold it; null when there was none
 * @param failedRuns attempts of the last 14 days that failed
 * @param unpaired runs are there, but none says how it ended
 * @param objectsUnknown runs are there, but none says what it holds
 * @param excluded part of it that the newest good run leaves out; empty when nothing
 * @param time of the newest attempt; as-of when there was none
 */
public record ScopeBackup(
        String host,
        String scope,
        String importance,
        Duration rpo,
        @Nullable Instant goodEnd,
        @Nullable Duration goodAge,
        BackupRun.@Nullable Result newest,
        int failedRuns,
        boolean unpaired,
        boolean objectsUnknown,
        String excluded,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ScopeBackup {
        basis = List.copyOf(basis);
    }

    /** Whether losing it would hurt the customer's work. */
    public boolean matters() {
        return importance.equals("critical") || importance.equals("important");
    }

    /** No good run, or only one that is older than that. */
    public boolean olderThan(Duration limit) {
        return goodAge == null || goodAge.compareTo(limit) > 0;
    }

    @Override
    public String source() {
        return "backup";
    }
}
