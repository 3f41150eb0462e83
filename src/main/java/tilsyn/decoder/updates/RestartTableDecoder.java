package tilsyn.decoder.updates;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Moment;
import tilsyn.decoder.Numbers;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.fact.RebootPending;

/** Reads statements whether a restart is waiting, as CSV: a row for each statement of a host. */
public final class RestartTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "restart-pending-csv",
                Family.UPDATES,
                "Whether a restart is waiting (CSV)",
                "export columns time;host;pending;since;reasons daily as reboot-HOST.csv",
                List.of("UPD-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "pending", "since"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Table.read(input, sink, (row, into) -> {
            var time = Moment.start(row.get("time"), input.zone(), input.zoneNote());
            var pending = Numbers.flag(row.get("pending"));
            var since = Moment.start(row.get("since"), input.zone(), input.zoneNote());
            if (time == null
                    || pending == null
                    || since == null && !row.get("since").isEmpty()) {
                into.rejected(row.origin(), "expected a time, true or false, and since when");
                return;
            }
            into.fact(new RebootPending(
                    row.get("host"),
                    time.instant(),
                    pending,
                    since == null ? null : since.instant(),
                    Arrays.stream(row.get("reasons").split("\\|", -1))
                            .filter(reason -> !reason.isBlank())
                            .toList(),
                    row.origin().withTime(time.text(), time.note())));
        });
    }
}
