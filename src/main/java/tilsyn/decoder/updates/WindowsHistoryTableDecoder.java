package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.UpdateInstall;

/** Reads the history of Windows updates as CSV. */
public final class WindowsHistoryTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "windows-history-csv",
                Family.UPDATES,
                "History of Windows updates (QueryHistory, CSV)",
                "$s=(New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher(); $s.QueryHistory(0,$s.GetTotalHistoryCount()) |"
                        + " select @{n='Date';e={$_.Date.ToString('s')+'Z'}},Operation,ResultCode,HResult,Title |"
                        + " Export-Csv -NoTypeInformation -Encoding UTF8 history-HOST-$(Get-Date -f yyyyMMddTHHmm).csv",
                List.of("UPD-04", "UPD-10"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.contains("title") && columns.contains("resultcode") && columns.contains("date");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var title = row.get("title");
                var time = dates.start(row.get("date"));
                var result = WindowsHistory.result(row.get("operation"), row.get("resultcode"));
                if (title.isEmpty() || time == null || row.get("resultcode").isEmpty())
                    sink.rejected(row.origin(), "expected an update with title, date and result");
                else if (result == null) sink.ignored("neither installed nor failed");
                else
                    sink.fact(new UpdateInstall(
                            row.get("pscomputername", "computername", "host"),
                            time.instant(),
                            WindowsHistory.item(title),
                            title,
                            result,
                            WindowsHistory.code(row.get("hresult")),
                            "updates",
                            time.on(row.origin())));
            }
        }
    }
}
