package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.RestorePoint;
import tilsyn.fact.RestorePoint.State;

/**
 * Reads lists of restore points of any tool as CSV: columns made, state and repository, and as far as it knows host, tool, job,
 * id, type, bytes and objects, set off by {@code |}. The list is of the time in its column listed, else of its file's.
 */
public final class RestorePointTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "restore-points-csv",
                Family.BACKUP,
                "Lists of restore points (CSV)",
                "export all restore points weekly, columns host;tool;job;id;type;state;made;bytes;objects;repository, as"
                        + " restore-points-20251110T0645.csv (state complete, flawed or failed; objects set off by |)",
                List.of("BCK-05", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("made", "state", "repository"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var made = dates.start(row.get("made"));
                var written = row.get("listed");
                var listed = written.isEmpty() ? Dating.of(input) : dates.start(written);
                if (made == null || listed == null || made.instant().isAfter(listed.instant())) {
                    sink.rejected(row.origin(), "expected when it was made, not after the list");
                    continue;
                }
                var tool = row.get("tool").toLowerCase(Locale.ROOT);
                sink.fact(new RestorePoint(
                        row.get("host"),
                        tool.isEmpty() ? "jobs" : tool,
                        row.get("job"),
                        row.get("id"),
                        Cells.form(row.get("type", "form")),
                        state(row.get("state")),
                        row.get("state"),
                        made.instant(),
                        Cells.bytes(row.get("bytes"), table),
                        Cells.list(row.get("objects")),
                        row.get("repository"),
                        listed.instant(),
                        listed.on(row.origin())));
            }
        }
    }

    private static State state(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "complete", "ok", "success", "fullstendig" -> State.COMPLETE;
            case "flawed", "partial", "incomplete", "warning", "ufullstendig" -> State.FLAWED;
            case "failed", "broken", "corrupt", "feilet", "skadet" -> State.FAILED;
            default -> State.UNKNOWN;
        };
    }
}
