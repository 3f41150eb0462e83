package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.UpdateScan;

/** Reads searches for updates as CSV: a row for each search of a host. */
public final class ScanTableDecoder implements Decoder {
    private static final Map<String, Boolean> WORDS = Map.of("ok", true, "failed", false);

    @Override
    public Format format() {
        return new Format(
                "update-scans-csv",
                Family.UPDATES,
                "Searches for updates (CSV)",
                "export columns time;host;scan;code daily as scans-HOST.csv (scan: ok or failed)",
                List.of("UPD-01"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "host", "scan"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var good = WORDS.get(row.get("scan").toLowerCase(Locale.ROOT));
                if (time == null || good == null) sink.rejected(row.origin(), "expected a time, and ok or failed");
                else
                    sink.fact(new UpdateScan(
                            row.get("host"), time.instant(), good, row.get("code"), "updates", time.on(row.origin())));
            }
        }
    }
}
