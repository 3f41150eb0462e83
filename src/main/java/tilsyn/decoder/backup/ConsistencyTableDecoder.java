package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.ConsistencyState;
import tilsyn.fact.ConsistencyState.Mode;

/** Reads how applications came into copies, of any tool, as CSV: columns time, object and consistency, and host, tool and job. */
public final class ConsistencyTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "backup-consistency-csv",
                Family.BACKUP,
                "Application consistency of copies (CSV)",
                "export a line for each run and application, columns time;host;tool;job;object;consistency, as"
                        + " backup-consistency.csv (object as app_consistency in scopes.yaml, such as system_state, sql or postgres;"
                        + " consistency application, crash or failed)",
                List.of("BCK-10"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "object", "consistency"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var object = row.get("object");
                if (time == null || object.isEmpty()) {
                    sink.rejected(row.origin(), "expected a time and an object");
                    continue;
                }
                sink.fact(new ConsistencyState(
                        row.get("host"),
                        row.get("tool").toLowerCase(Locale.ROOT),
                        row.get("job"),
                        object.toLowerCase(Locale.ROOT),
                        mode(row.get("consistency")),
                        row.get("consistency"),
                        time.instant(),
                        time.on(row.origin())));
            }
        }
    }

    private static Mode mode(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "application", "application-consistent", "applikasjonskonsistent", "dump" -> Mode.APPLICATION;
            case "crash", "crash-consistent", "krasjkonsistent" -> Mode.CRASH;
            case "failed", "feilet" -> Mode.FAILED;
            default -> Mode.UNKNOWN;
        };
    }
}
