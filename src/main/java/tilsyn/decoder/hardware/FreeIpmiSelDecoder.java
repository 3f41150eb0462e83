package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.decoder.When;

/** Reads {@code ipmi-sel} of FreeIPMI as comma-separated values. */
public final class FreeIpmiSelDecoder implements Decoder {
    private static final Set<String> MARKS = Set.of("id", "date", "time", "name", "type", "event");

    @Override
    public Format format() {
        return new Format(
                "freeipmi-sel",
                Family.HARDWARE,
                "Event log of the management controller (FreeIPMI)",
                "ipmi-sel --comma-separated-output --output-event-state > ipmi-sel-HOST-$(date +%Y%m%dT%H%M).csv",
                List.of("HW-05", "HW-08"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(MARKS);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var times = new LocalTimes(input, false);
        When before = null;
        try (var table = Table.of(input)) {
            for (var row = table.next(sink); row != null; row = table.next(sink)) {
                if (!row.isWhole() || row.get("event").isEmpty()) {
                    sink.rejected(row.origin(), "expected an entry, as ipmi-sel prints it");
                    continue;
                }
                var stated = EventLog.time(row.get("date"), row.get("time"), times, input);
                var time = stated == null ? EventLog.undated(before, file) : stated;
                if (stated != null) before = stated;
                var sensor = (row.get("type") + " " + row.get("name")).strip();
                sink.fact(EventLog.entry(
                        hex(row.get("id")),
                        time,
                        sensor,
                        row.get("event"),
                        row.get("state"),
                        true,
                        time.on(row.origin())));
            }
        }
    }

    /** FreeIPMI counts in decimal. */
    private static String hex(String id) {
        long count = Quantity.count(id);
        return count < 0 ? "" : Long.toHexString(count);
    }
}
