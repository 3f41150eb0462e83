package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.FirmwareState;

/** Reads versions of firmware as CSV: a row for each component of a host. */
public final class FirmwareTableDecoder implements Decoder {

    @Override
    public Format format() {
        return new Format(
                "firmware-csv",
                Family.HARDWARE,
                "Versions of firmware (CSV)",
                "export columns time;host;component;version monthly as firmware-HOST.csv (component such as PERC H730P, BIOS, iDRAC)",
                List.of("UPD-08"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "host", "component", "version"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null
                        || row.get("component").isEmpty()
                        || row.get("version").isEmpty())
                    sink.rejected(row.origin(), "expected a time, a component and its version");
                else
                    sink.fact(new FirmwareState(
                            row.get("host"),
                            row.get("component"),
                            row.get("version"),
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }
}
