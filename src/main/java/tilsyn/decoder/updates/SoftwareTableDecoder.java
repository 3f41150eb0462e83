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
import tilsyn.fact.SoftwareInstalled;

/** Reads installed programs as CSV: rows of the same host and time are one list. */
public final class SoftwareTableDecoder implements Decoder {

    @Override
    public Format format() {
        return new Format(
                "software-csv",
                Family.UPDATES,
                "Installed programs (CSV)",
                "export columns time;host;product;version weekly as software-HOST.csv",
                List.of("UPD-07"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "host", "product", "version")) && columns.size() <= 6;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var lists = new RowsAsLists<SoftwareInstalled.Product>(
                sink, (host, time, products, origin) -> new SoftwareInstalled(host, time, products, origin));
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null || row.get("product").isEmpty() || !row.isWhole()) {
                    sink.rejected(row.origin(), "expected a time, a product and its version");
                    continue;
                }
                if (!lists.row(row.get("host"), time, row.origin())) continue;
                lists.add(new SoftwareInstalled.Product(row.get("product"), row.get("version")));
            }
        }
        lists.end();
    }
}
