package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One protected scope with what the backup logs show of it.
 *
 * @param declared someone declared it; else it stands for a job of a host that nobody declared anything of
 * @param rpo how old the newest good copy may be, before grace
 * @param copies its newest good copy, and newer ones that are good if their warnings are accepted; newest first
 * @param unclear a newer run than these that may have been good, but whose log does not say how it ended, what it read or
 *     what it holds; null when there is none
 * @param unclearFor elapsed since then
 * @param idle the declared job has not produced a single run
 * @param alive the log that tells of it is alive
 * @param newest how the newest run that should hold it ended, its last attempt counting; null when there was none
 * @param failedRuns runs of the last 14 days that failed in all their attempts
 * @param excluded part of it that the newest run leaves out; empty when nothing
 * @param time of the newest attempt; as-of when there was none
 */
public record ScopeBackup(
        String host,
        String scope,
        boolean declared,
        String importance,
        Duration rpo,
        List<Copy> copies,
        String unclear,
        @Nullable Duration unclearFor,
        boolean idle,
        boolean alive,
        BackupRun.@Nullable Result newest,
        int failedRuns,
        String excluded,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ScopeBackup {
        copies = List.copyOf(copies);
        basis = List.copyOf(basis);
    }

    /**
     * A copy from which it could be restored.
     *
     * @param age elapsed since its end, {@code workAge} without Saturdays, Sundays and holidays
     * @param warnings codes that must all be accepted for it to be good; empty when it is good anyway
     */
    public record Copy(Instant end, Duration age, Duration workAge, List<String> warnings) {
        public Copy {
            warnings = List.copyOf(warnings);
        }
    }

    /** Whether losing it would hurt the customer's work. */
    public boolean matters() {
        return importance.equals("critical") || importance.equals("important");
    }

    /** The end of the newest good copy; null when there is none. */
    public @Nullable Instant goodEnd(List<String> accepted) {
        return good(accepted).map(Copy::end).orElse(null);
    }

    /** Hours since the end of the newest good copy, as text; empty when there is none. */
    public String hoursOld(List<String> accepted) {
        return good(accepted).map(copy -> String.valueOf(copy.age.toHours())).orElse("–");
    }

    /** Whether there is no good copy, or only one that is older than that. */
    public boolean olderThan(Duration limit, List<String> accepted, boolean workdaysOnly) {
        return good(accepted)
                .map(copy -> (workdaysOnly ? copy.workAge : copy.age).compareTo(limit) > 0)
                .orElse(true);
    }

    /** Whether a run within that time may have been good, but nobody can say. */
    public boolean unclearWithin(Duration limit) {
        return unclearFor != null && unclearFor.compareTo(limit) <= 0;
    }

    private Optional<Copy> good(List<String> accepted) {
        return copies.stream()
                .filter(copy -> accepted.containsAll(copy.warnings))
                .findFirst();
    }

    @Override
    public String source() {
        return "backup";
    }
}
