package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.Table;
import tilsyn.decoder.When;
import tilsyn.fact.PsuState;
import tilsyn.fact.SensorReading.Status;

/** Reads sensor readings that a cron line writes down again and again, as CSV. */
public final class SensorTableDecoder implements Decoder {
    private static final Set<String> MARKS = Set.of("time", "sensor", "value", "unit", "status");

    @Override
    public Format format() {
        return new Format(
                "sensors-csv",
                Family.HARDWARE,
                "Sensor readings over time (CSV)",
                "*/15 * * * * ipmitool -c sdr | sed \"s/^/$(date -Iseconds),HOST,/\" >> ipmi-sdr-HOST.csv"
                        + "   (first line: time,host,sensor,value,unit,status)",
                List.of("HW-04", "HW-05", "HW-06"));
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
                if (time == null || row.get("sensor").isEmpty() || !row.isWhole())
                    sink.rejected(row.origin(), "expected a time, a sensor, its value, unit and status");
                else if (isSupply(row)) sink.fact(supply(row, time));
                else
                    sink.fact(Sensors.reading(
                            row.get("host"),
                            row.get("sensor"),
                            Quantity.number(row.get("value"), table.decimalComma()),
                            row.get("unit"),
                            row.get("status"),
                            time.instant(),
                            time.on(row.origin())));
            }
        }
    }

    private static boolean isSupply(Table.Row row) {
        return Sensors.isSupply(row.get("sensor"))
                && (row.get("unit").isEmpty() || row.get("unit").equalsIgnoreCase("discrete"));
    }

    /** By the states it asserts, in words or as the mask that {@code ipmitool sensor} prints; "ok" alone says nothing. */
    private static PsuState supply(Table.Row row, When time) {
        var words = Sensors.states(row.get("sensor"), row.get("status"));
        if (words.isEmpty()) words = row.get("value");
        var status = Sensors.states(words);
        var word = Sensors.status(row.get("status"), true);
        if (word == Status.WARNING || word == Status.CRITICAL) status = Sensors.worse(status, word);
        return Sensors.supply(row.get("host"), row.get("sensor"), status, words, time.instant(), time.on(row.origin()));
    }
}
