package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.IntegrityCheck.Result;

/** Reads results of integrity checks as CSV: a row for each check of a database, a directory or a file system. */
public final class IntegrityTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "integrity-csv",
                Family.UPDATES,
                "Integrity checks of databases and directory (CSV)",
                "export columns time;host;check;object;result;errors as integrity-HOST.csv (check: CHECKDB, dcdiag, repadmin, dfsr, pg_amcheck; result: ok, repaired, failed)",
                List.of("OPS-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "host", "check", "result"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                var errors = row.get("errors");
                if (time == null || row.get("check").isEmpty() || !errors.matches("[0-9]{0,15}"))
                    sink.rejected(row.origin(), "expected a time, a check and a number of errors");
                else
                    sink.fact(new IntegrityCheck(
                            row.get("host"),
                            row.get("check"),
                            row.get("object"),
                            result(row.get("result"), errors),
                            errors.isEmpty() ? -1 : Long.parseLong(errors),
                            row.get("result"),
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }

    /** A good word beside errors is not to be trusted. */
    private static Result result(String word, String errors) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "ok", "clean", "passed", "bestått", "i orden" ->
                errors.isEmpty() || errors.chars().allMatch(digit -> digit == '0') ? Result.CLEAN : Result.DAMAGED;
            case "repaired", "reparert" -> Result.REPAIRED;
            case "failed", "damaged", "errors", "feilet", "skadet" -> Result.DAMAGED;
            default -> Result.UNKNOWN;
        };
    }
}
