package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.UpdateScan;

/** Reads WSUS' list of computers as CSV: when each last asked for updates, and whether it got an answer. */
public final class WsusComputersDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "wsus-computers-csv",
                Family.UPDATES,
                "Computers in WSUS and when they last asked for updates (CSV)",
                "Get-WsusComputer -All | select FullDomainName,@{n='LastSyncTime';e={$_.LastSyncTime.ToString('s')+'Z'}},LastSyncResult |"
                        + " Export-Csv -NoTypeInformation -Encoding UTF8 wsus-$(Get-Date -f yyyyMMdd).csv",
                List.of("UPD-01"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.contains("fulldomainname")
                && columns.contains("lastsynctime")
                && columns.contains("lastsyncresult");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var host = row.get("fulldomainname");
                var time = dates.start(row.get("lastsynctime"));
                var good = good(row.get("lastsyncresult"));
                if (host.isEmpty() || time == null)
                    sink.rejected(row.origin(), "expected a computer and when it last asked for updates");
                else if (good == null || row.get("lastsynctime").startsWith("0001-"))
                    sink.ignored("a computer that never asked");
                else
                    sink.fact(new UpdateScan(
                            host,
                            time.instant(),
                            good,
                            good ? "" : row.get("lastsyncresult"),
                            "updates",
                            time.on(row.origin())));
            }
        }
    }

    private static @Nullable Boolean good(String result) {
        return switch (result.toLowerCase(Locale.ROOT)) {
            case "succeeded" -> true;
            case "failed", "canceled" -> false;
            default -> null;
        };
    }
}
