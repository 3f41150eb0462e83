package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.fact.UpdateInstall;

/** Reads the history of Windows updates as JSON, from QueryHistory or PSWindowsUpdate's Get-WUHistory. */
public final class WindowsHistoryJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "windows-history-json",
                Family.UPDATES,
                "History of Windows updates (QueryHistory, JSON)",
                "$s=(New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher(); $s.QueryHistory(0,$s.GetTotalHistoryCount()) |"
                        + " select Title,@{n='Date';e={$_.Date.ToString('s')+'Z'}},Operation,ResultCode,HResult | ConvertTo-Json"
                        + " > history-HOST-$(Get-Date -f yyyyMMddTHHmm).json",
                List.of("UPD-04", "UPD-10"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "Title", "ResultCode") || Json.hasKeys(head, "Title", "Date", "Result");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            var origin = input.origin(line, -1, record.toString());
            var title = Json.text(record.get("Title"));
            var time = dates.start(record.get("Date"));
            var code = Json.text(record.has("ResultCode") ? record.get("ResultCode") : record.get("Result"));
            if (title.isEmpty() || time == null || code.isEmpty()) {
                sink.rejected(origin, "expected an update with title, date and result");
                return;
            }
            var operation = Json.text(record.has("Operation") ? record.get("Operation") : record.get("OperationName"));
            var result = WindowsHistory.result(operation, code);
            if (result == null) sink.ignored("neither installed nor failed");
            else
                sink.fact(new UpdateInstall(
                        host(Json.text(record.get("PSComputerName")), Json.text(record.get("ComputerName"))),
                        time.instant(),
                        WindowsHistory.item(title),
                        title,
                        result,
                        WindowsHistory.code(Json.text(record.get("HResult"))),
                        "updates",
                        time.on(origin)));
        });
    }

    private static String host(String one, String other) {
        return one.isEmpty() || one.equals("localhost") ? other : one;
    }
}
