package tilsyn.decoder.antivirus;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.decoder.When;
import tilsyn.fact.AvStatus;

/** Reads an antivirus console's status export as CSV: a row for each report of a host. */
public final class AvStatusTableDecoder implements Decoder {
    private static final Set<String> MARKS = Set.of("time", "host", "product", "realtime", "signaturecreated");

    @Override
    public Format format() {
        return new Format(
                "av-status-csv",
                Family.ANTIVIRUS,
                "Antivirus console, status of hosts (CSV)",
                "export columns time;host;product;mode;service;real_time;tamper;signature_version;signature_created;"
                        + "last_quick_scan;last_full_scan;exclusions as av-status.csv (exclusions set off by |)",
                List.of("AV-01", "AV-02", "AV-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(MARKS);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                var time = dates.start(row.get("time"));
                if (time == null || !row.isWhole()) {
                    sink.rejected(row.origin(), "expected a time and as many fields as the head line has");
                    continue;
                }
                sink.fact(new AvStatus(
                        row.get("host"),
                        time.instant(),
                        row.get("product"),
                        row.get("mode"),
                        Flag.of(row.get("service")),
                        Flag.of(row.get("realtime")),
                        Flag.of(row.get("tamper")),
                        row.get("signatureversion"),
                        instant(dates.start(row.get("signaturecreated"))),
                        instant(dates.start(row.get("lastquickscan"))),
                        instant(dates.start(row.get("lastfullscan"))),
                        table.has("exclusions") ? exclusions(row.get("exclusions")) : null,
                        time.on(row.origin())));
            }
        }
    }

    private static @Nullable Instant instant(@Nullable When when) {
        return when == null ? null : when.instant();
    }

    private static List<String> exclusions(String text) {
        return Arrays.stream(text.split("\\|", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
