package tilsyn.decoder.antivirus;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Moment;
import tilsyn.decoder.Numbers;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.AvStatus;

/** Reads an antivirus console's status export as CSV: a row for each report of a host. */
public final class AvStatusTableDecoder implements Decoder {
    private static final Set<String> MARKS = Set.of("time", "host", "product", "real_time", "signature_created");

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
        Table.read(input, sink, (row, into) -> {
            var time = moment(row.get("time"), input);
            if (time == null) {
                into.rejected(row.origin(), "time '%s' is none".formatted(row.get("time")));
                return;
            }
            var created = moment(row.get("signature_created"), input);
            var quick = moment(row.get("last_quick_scan"), input);
            var full = moment(row.get("last_full_scan"), input);
            into.fact(new AvStatus(
                    row.get("host"),
                    time.instant(),
                    row.get("product"),
                    row.get("mode"),
                    Numbers.flag(row.get("service")),
                    Numbers.flag(row.get("real_time")),
                    Numbers.flag(row.get("tamper")),
                    row.get("signature_version"),
                    instant(created),
                    instant(quick),
                    instant(full),
                    row.fields().containsKey("exclusions") ? exclusions(row.get("exclusions")) : null,
                    row.origin().withTime(time.text(), time.note())));
        });
    }

    private static @Nullable Moment moment(String text, Input input) {
        return Moment.start(text, input.zone(), input.zoneNote());
    }

    private static @Nullable Instant instant(@Nullable Moment moment) {
        return moment == null ? null : moment.instant();
    }

    private static List<String> exclusions(String text) {
        return Arrays.stream(text.split("\\|", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
