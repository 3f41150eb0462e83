package tilsyn.decoder.updates;

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
import tilsyn.fact.ServiceState;
import tilsyn.fact.ServiceState.State;

/** Reads whether services run as CSV: a row for each service and time it was asked. */
public final class ServiceTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "services-csv",
                Family.UPDATES,
                "Services and whether they run (CSV)",
                "export columns time;host;service;display_name;state;start_type;since daily or more often as services-HOST.csv (state: running, stopped; since: when it came into that state)",
                List.of("OPS-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "host", "service", "state"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var since = dates.start(row.get("since"));
                if (time == null
                        || row.get("service").isEmpty()
                        || since == null && !row.get("since").isEmpty()
                        || since != null && since.instant().isAfter(time.instant()))
                    sink.rejected(row.origin(), "expected a time, a service, and since when it is in its state");
                else
                    sink.fact(new ServiceState(
                            row.get("host"),
                            row.get("service"),
                            row.get("displayname"),
                            state(row.get("state")),
                            row.get("starttype").toLowerCase(Locale.ROOT),
                            since == null ? null : since.instant(),
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }

    /** As Windows and systemd call them; on its way up or down is neither. */
    private static State state(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "running", "kjører", "active", "active (running)", "4" -> State.RUNNING;
            case "stopped",
                    "stoppet",
                    "inactive",
                    "inactive (dead)",
                    "failed",
                    "paused",
                    "midlertidig stanset",
                    "1",
                    "7" -> State.STOPPED;
            default -> State.UNKNOWN;
        };
    }
}
