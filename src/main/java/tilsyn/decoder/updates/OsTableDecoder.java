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
import tilsyn.fact.OsVersion;

/** Reads operating systems with version and build as CSV: a row for each statement of a host. */
public final class OsTableDecoder implements Decoder {

    @Override
    public Format format() {
        return new Format(
                "os-csv",
                Family.UPDATES,
                "Operating systems (CSV)",
                "export columns time;host;os;version;build weekly as os-HOST.csv (os with its edition)",
                List.of("UPD-05"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "host", "os", "version"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null || row.get("os").isEmpty())
                    sink.rejected(row.origin(), "expected a time and an operating system");
                else
                    sink.fact(new OsVersion(
                            row.get("host"),
                            time.instant(),
                            row.get("os"),
                            row.get("version"),
                            row.get("build"),
                            time.on(row.origin())));
            }
        }
    }
}
