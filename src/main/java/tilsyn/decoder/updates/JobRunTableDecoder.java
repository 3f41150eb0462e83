package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.ScheduledJobRun;

/** Reads runs of scheduled jobs as CSV: a row for each run that ended, with its result code and what came of it. */
public final class JobRunTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "job-runs-csv",
                Family.UPDATES,
                "Runs of scheduled jobs (CSV)",
                "export columns host;job;start;end;rc;rows;bytes;file;key daily as jobs-HOST.csv (file: whether it was made, key: business date)",
                List.of("OPS-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("host", "job", "end", "rc"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var start = dates.start(row.get("start"));
                var end = dates.end(row.get("end"));
                var code = row.get("rc");
                if (end == null
                        || row.get("job").isEmpty()
                        || start == null && !row.get("start").isEmpty()
                        || start != null && start.instant().isAfter(end.instant())
                        || !code.matches("(-?[0-9]{1,10})?"))
                    sink.rejected(row.origin(), "expected a job, when it ended and a result code");
                else
                    sink.fact(new ScheduledJobRun(
                            row.get("host"),
                            row.get("job"),
                            start == null ? null : start.instant(),
                            code.isEmpty() ? null : Long.valueOf(code),
                            number(row.get("rows")),
                            number(row.get("bytes")),
                            Flag.of(row.get("file")),
                            row.get("key"),
                            end.instant(),
                            "jobs",
                            end.on(row.origin())));
            }
        }
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }
}
