package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.RebootPending;

/** Reads statements whether a restart is waiting, as CSV: a row for each statement of a host. */
public final class RestartTableDecoder implements Decoder {
    private static final String[] TIME = {"time", "statedat"};

    @Override
    public Format format() {
        return new Format(
                "restart-pending-csv",
                Family.UPDATES,
                "Whether a restart is waiting (CSV)",
                "export columns time;host;pending;since;reasons daily as reboot-HOST.csv (reasons set off by |)",
                List.of("UPD-03"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.contains("pending")
                && (columns.contains("since") || columns.contains("reasons"))
                && (columns.contains(TIME[0]) || columns.contains(TIME[1]));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get(TIME));
                var pending = Flag.of(row.get("pending"));
                var since = dates.start(row.get("since"));
                if (time == null
                        || pending == null
                        || since == null && !row.get("since").isEmpty())
                    sink.rejected(row.origin(), "expected a time, true or false, and since when");
                else
                    sink.fact(new RebootPending(
                            row.get("host"),
                            time.instant(),
                            pending,
                            since == null ? null : since.instant(),
                            Arrays.stream(row.get("reasons").split("\\|", -1))
                                    .map(String::strip)
                                    .filter(reason -> !reason.isEmpty())
                                    .toList(),
                            time.on(row.origin())));
            }
        }
    }
}
