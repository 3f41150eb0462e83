package tilsyn.decoder.hardware;

import java.io.IOException;
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
import tilsyn.fact.SensorReading;

/** Reads sensor readings that a cron line writes down again and again, as CSV. */
public final class SensorTableDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "sensors-csv",
                Family.HARDWARE,
                "Sensor readings over time (CSV)",
                "*/15 * * * * ipmitool -c sdr | sed \"s/^/$(date -Iseconds),HOST,/\" >> ipmi-sdr-HOST.csv"
                        + "   (first line: time,host,sensor,value,unit,status)",
                List.of("HW-04"));
    }

    @Override
    public boolean recognises(Head head) {
        return Table.columns(head).containsAll(Set.of("time", "sensor", "value", "unit", "status"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Table.read(input, sink, (row, into) -> {
            var time = Moment.start(row.get("time"), input.zone(), input.zoneNote());
            if (time == null || row.get("sensor").isEmpty()) {
                into.rejected(row.origin(), "expected a time and a sensor");
                return;
            }
            var value = Numbers.decimal(row.get("value"));
            into.fact(new SensorReading(
                    row.get("host"),
                    Sensors.sensor(row.get("sensor"), row.get("unit")),
                    row.get("sensor"),
                    value,
                    Sensors.unit(row.get("unit")),
                    Sensors.status(row.get("status"), value != null),
                    row.get("status"),
                    time.instant(),
                    row.origin().withTime(time.text(), time.note())));
        });
    }
}
