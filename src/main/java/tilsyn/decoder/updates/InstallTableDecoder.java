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
import tilsyn.fact.UpdateInstall;
import tilsyn.fact.UpdateInstall.Result;

/** Reads what became of installations of updates as CSV: a row for each attempt. */
public final class InstallTableDecoder implements Decoder {
    private static final Map<String, Result> RESULTS = Map.of(
            "installed", Result.INSTALLED,
            "failed", Result.FAILED,
            "rolled_back", Result.ROLLED_BACK,
            "broken", Result.BROKEN);

    @Override
    public Format format() {
        return new Format(
                "update-installs-csv",
                Family.UPDATES,
                "Installations of updates (CSV)",
                "export columns time;host;update;result;code;title daily as installs-HOST.csv (result: installed, failed, rolled_back, broken)",
                List.of("UPD-04", "UPD-09", "UPD-10"));
    }

    @Override
    public boolean recognises(Head head) {
        var columns = Table.columns(head);
        return columns.containsAll(Set.of("time", "update", "result"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var result = RESULTS.get(row.get("result").toLowerCase(Locale.ROOT));
                var item = row.get("update").isEmpty() ? Kb.of("", row.get("title")) : row.get("update");
                if (time == null || result == null || item.isEmpty())
                    sink.rejected(
                            row.origin(), "expected a time, an update, and installed, failed, rolled_back or broken");
                else
                    sink.fact(new UpdateInstall(
                            row.get("host"),
                            time.instant(),
                            item,
                            row.get("title"),
                            result,
                            row.get("code"),
                            "updates",
                            time.on(row.origin())));
            }
        }
    }
}
