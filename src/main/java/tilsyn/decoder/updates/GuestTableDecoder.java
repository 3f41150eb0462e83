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
import tilsyn.fact.GuestList;

/** Reads the virtual machines of a hypervisor as CSV: rows of the same host and time are one list; a row without guest says "none". */
public final class GuestTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "guests-csv",
                Family.UPDATES,
                "Virtual machines of a hypervisor (CSV)",
                "Get-VM | select @{n='time';e={Get-Date -Format o}},@{n='host';e={$env:COMPUTERNAME}},"
                        + "@{n='guest';e={$_.Name}},State | Export-Csv -Append guests-HOST.csv   (daily)",
                List.of("AGR-01", "BCK-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "host", "guest", "state"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        var lists = new RowsAsLists<GuestList.Guest>(
                sink, (host, time, guests, origin) -> new GuestList(host, time, guests, origin));
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null || !row.isWhole())
                    sink.rejected(row.origin(), "expected a time, a host, a guest and its state");
                else {
                    if (!lists.row(row.get("host"), time, row.origin())) continue;
                    if (!row.get("guest").isEmpty()) lists.add(new GuestList.Guest(row.get("guest"), row.get("state")));
                }
            }
        }
        lists.end();
    }
}
