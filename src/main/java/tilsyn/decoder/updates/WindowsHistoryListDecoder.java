package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Listing;
import tilsyn.decoder.Sink;
import tilsyn.fact.Origin;
import tilsyn.fact.UpdateInstall;

/** Reads the history of Windows updates as PowerShell lists it, of QueryHistory or PSWindowsUpdate's Get-WUHistory. */
public final class WindowsHistoryListDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "windows-history-list",
                Family.UPDATES,
                "History of Windows updates (Get-WUHistory, text)",
                "Get-WUHistory -Last 200 | Format-List > history-HOST-$(Get-Date -f yyyyMMddTHHmm).txt",
                List.of("UPD-04", "UPD-10"));
    }

    @Override
    public boolean recognises(Head head) {
        return Listing.hasKeys(head, "title", "resultcode")
                || Listing.hasKeys(head, "title", "result", "operationname");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Listing.each(input, (fields, origin) -> install(fields, origin, dates, sink));
    }

    private static void install(Map<String, String> fields, Origin origin, Dates dates, Sink sink) {
        var title = fields.getOrDefault("title", "");
        var said = fields.getOrDefault("resultcode", fields.getOrDefault("result", ""));
        var operation = fields.getOrDefault("operation", fields.getOrDefault("operationname", ""));
        var time = dates.start(fields.getOrDefault("date", ""));
        var result = WindowsHistory.result(operation, said.replace(" ", ""));
        if (title.isEmpty() || time == null || said.isEmpty())
            sink.rejected(origin, "expected an update with title, date and result");
        else if (result == null) sink.ignored("neither installed nor failed");
        else
            sink.fact(new UpdateInstall(
                    fields.getOrDefault("computername", fields.getOrDefault("pscomputername", "")),
                    time.instant(),
                    WindowsHistory.item(title),
                    title,
                    result,
                    WindowsHistory.code(fields.getOrDefault("hresult", "")),
                    "updates",
                    time.on(origin)));
    }
}
