package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.MaintenanceWindow;

/** {@code maintenance}: agreed periods of work, and of no work. */
final class MaintenanceForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "maintenance",
                Family.REGISTER,
                "Maintenance windows and freeze periods",
                "write maintenance.yaml: maintenance: [ { host: HOST, start: ..., end: ..., kind: maintenance, approver: ... } ]",
                List.of("OPS-01", "LOG-03", "UPD-09", "RPT-03"));
    }

    @Override
    public List<String> sections() {
        return List.of("maintenance", "windows");
    }

    @Override
    public String entries() {
        return "windows";
    }

    @Override
    public List<String> keys() {
        return List.of("host", "subject", "start", "end", "kind", "reason", "approver", "change", "created_at");
    }

    @Override
    public Set<String> marks() {
        return Set.of("start", "end", "kind");
    }

    @Override
    public String unread(int entries) {
        return "entries that could not be read: " + entries;
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var start = entry.start("start");
        var end = entry.end("end");
        if (start == null || end == null) {
            entry.rejected("a window needs start: and end:");
            return List.of();
        }
        if (!end.instant().isAfter(start.instant())) {
            entry.rejected("the window ends before it begins");
            return List.of();
        }
        return List.of(new MaintenanceWindow(
                entry.text("host", "subject"),
                start.instant(),
                end.instant(),
                entry.word("kind", List.of("patch", "maintenance", "freeze", "backup"), ""),
                entry.text("reason"),
                entry.text("approver"),
                entry.text("change"),
                entry.instant("created_at"),
                entry.origin(start)));
    }
}
