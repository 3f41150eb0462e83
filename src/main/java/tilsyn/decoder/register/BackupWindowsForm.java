package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.BackupWindow;
import tilsyn.fact.Fact;

/** {@code backup_windows}: within which hours each backup job is to be over. */
final class BackupWindowsForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "backup-windows",
                Family.REGISTER,
                "Backup windows: within which hours each job is to be over",
                "write windows.yaml: backup_windows: [ { host: HOST, job: JOB, hours: '22:00-05:00' } ] (job as its log names it, hours in local time)",
                List.of("BCK-04"));
    }

    @Override
    public List<String> sections() {
        return List.of("backup_windows");
    }

    @Override
    public String entries() {
        return "jobs";
    }

    @Override
    public List<String> keys() {
        return List.of("host", "job", "hours", "reason");
    }

    @Override
    public Set<String> marks() {
        return Set.of("host", "job", "hours");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        if (entry.text("host").isEmpty()
                || entry.text("job").isEmpty()
                || entry.text("hours").isEmpty()) {
            entry.rejected("a backup window needs host:, job: and hours:");
            return List.of();
        }
        return List.of(
                new BackupWindow(entry.text("host"), entry.text("job"), entry.text("hours"), asOf, entry.origin()));
    }
}
