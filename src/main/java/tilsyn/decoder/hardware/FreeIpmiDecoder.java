package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/**
 * Reads {@code ipmi-sensors} of FreeIPMI, as table or comma-separated. Its state and its event can differ, as when a sensor
 * is "Nominal" above a threshold: the worse counts.
 */
public final class FreeIpmiDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "freeipmi",
                Family.HARDWARE,
                "Sensors of the management controller (FreeIPMI)",
                "ipmi-sensors --comma-separated-output --output-sensor-state > ipmi-sensors-HOST-$(date +%Y%m%dT%H%M).csv",
                List.of("HW-04", "HW-05", "HW-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        return head.lines(5).stream().anyMatch(line -> !columns(line).isEmpty());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        List<String> columns = List.of();
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                var heading = columns(line.text());
                if (!heading.isEmpty()) {
                    columns = heading;
                    sink.ignored("heading");
                    continue;
                }
                var reading = columns.isEmpty() || !line.whole() ? null : reading(line, columns, time, input);
                if (reading == null) sink.rejected(input.origin(line), "expected a sensor, as ipmi-sensors prints it");
                else if (reading.value() == null && line.text().contains("Power Supply"))
                    sink.fact(Sensors.supply(
                            "",
                            reading.name(),
                            reading.status(),
                            reading.nativeStatus(),
                            reading.time(),
                            reading.origin()));
                else sink.fact(reading);
            }
        }
    }

    private static @Nullable SensorReading reading(Line line, List<String> columns, When time, Input input) {
        var fields = fields(line.text(), columns.size());
        if (fields.size() != columns.size()) return null;
        var name = fields.get(columns.indexOf("Name"));
        var event = fields.get(columns.indexOf("Event"));
        var units = fields.get(columns.indexOf("Units"));
        int stated = columns.indexOf("State");
        var state = stated < 0 ? "" : fields.get(stated);
        var value = Quantity.number(fields.get(columns.indexOf("Reading")));
        var status = worst(state, event);
        boolean fan = fields.get(columns.indexOf("Type")).equals("Fan");
        boolean bad = status == Status.WARNING || status == Status.CRITICAL;
        return new SensorReading(
                "",
                fan && (value != null || bad || event.equals("N/A"))
                        ? "fan"
                        : Sensors.sensor(name, value == null ? "discrete" : units),
                name,
                value,
                Sensors.unit(units),
                status,
                (state.isEmpty() ? "" : state + ", ") + event,
                time.instant(),
                time.on(input.origin(line)));
    }

    private static Status worst(String state, String event) {
        var told = event.equals("N/A") ? Status.UNREADABLE : Sensors.states(event);
        return switch (state) {
            case "", "Nominal" -> told;
            case "Warning" -> Sensors.worse(Status.WARNING, told);
            case "Critical" -> Status.CRITICAL;
            default -> Sensors.worse(Status.UNREADABLE, told);
        };
    }

    /** The column names, if the line is a heading. */
    private static List<String> columns(String line) {
        if (!line.startsWith("ID") || line.length() > 1_000) return List.of();
        var columns = fields(line, 50);
        return columns.containsAll(List.of("ID", "Name", "Type", "Reading", "Units", "Event")) ? columns : List.of();
    }

    /** The last may hold separators. */
    private static List<String> fields(String line, int most) {
        char separator = line.indexOf('|') >= 0 ? '|' : ',';
        var fields = new ArrayList<String>();
        int from = 0;
        for (int at = line.indexOf(separator);
                at >= 0 && fields.size() < most - 1;
                at = line.indexOf(separator, from)) {
            fields.add(line.substring(from, at).strip());
            from = at + 1;
        }
        fields.add(line.substring(from).strip());
        return fields;
    }
}
