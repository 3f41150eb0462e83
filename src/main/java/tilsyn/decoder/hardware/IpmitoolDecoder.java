package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
 * Reads {@code ipmitool sensor}, {@code sdr} and {@code sdr elist}, each also as {@code -c} prints it. The status beside a
 * discrete sensor says only that it answered: what counts are the words behind, which {@code elist} prints and the masks of
 * {@code sensor} don't.
 */
public final class IpmitoolDecoder implements Decoder {
    private static final Set<String> STATUS =
            Set.of("ok", "ns", "na", "nc", "cr", "nr", "lnc", "lcr", "lnr", "unc", "ucr", "unr");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Fa-f]{2}h");
    private static final Pattern READING =
            Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,9})?) ?([A-Za-z%][A-Za-z /%]{0,30}?)?(?:,(.*))?");

    /** A row as any of the four layouts has it. */
    private record Row(
            String name, @Nullable Double value, String unit, String status, String states, boolean discrete) {}

    @Override
    public Format format() {
        return new Format(
                "ipmitool",
                Family.HARDWARE,
                "Sensors of the management controller (ipmitool sdr elist, sensor)",
                "ipmitool sdr elist full > ipmi-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-04", "HW-05", "HW-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{' || head.firstChar() == '<') return false;
        int looked = 0;
        int read = 0;
        for (var line : head.lines(30)) {
            looked++;
            if (row(line) != null) read++;
        }
        return read > 0 && read * 2 > looked;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                var row = line.whole() ? row(line.text()) : null;
                if (row == null) sink.rejected(input.origin(line), "expected a sensor, as ipmitool prints it");
                else tell(row, time, line, input, sink);
            }
        }
    }

    /** A supply that gives watts, too, is told by both. */
    private static void tell(Row row, When time, Line line, Input input, Sink sink) {
        boolean supply =
                Sensors.isSupply(row.name()) && (row.discrete() || !row.states().isBlank());
        var reading = reading(row, time, line, input);
        if (!supply || !row.discrete()) sink.fact(reading);
        if (supply)
            sink.fact(Sensors.supply(
                    "", row.name(), reading.status(), reading.nativeStatus(), reading.time(), reading.origin()));
    }

    private static SensorReading reading(Row row, When time, Line line, Input input) {
        var status = row.discrete() ? discrete(row) : Sensors.status(row.status(), row.value() != null);
        if (!row.discrete() && !row.states().isBlank()) status = Sensors.worse(status, Sensors.states(row.states()));
        // a fan's redundancy is no fan of its own, unless it is lost
        boolean bad = status == Status.WARNING || status == Status.CRITICAL;
        var sensor = row.discrete()
                ? (bad ? Sensors.sensor(row.name(), "") : "other")
                : Sensors.sensor(row.name(), row.unit());
        return new SensorReading(
                "",
                sensor,
                row.name(),
                row.value(),
                Sensors.unit(row.unit()),
                status,
                row.states().isBlank()
                        ? row.status()
                        : row.status() + ", " + row.states().strip(),
                time.instant(),
                time.on(input.origin(line)));
    }

    private static Status discrete(Row row) {
        var plain = Sensors.status(row.status(), true);
        return plain == Status.OK ? Sensors.states(row.states()) : plain;
    }

    private static @Nullable Row row(String line) {
        if (line.length() > 2_000) return null;
        if (line.indexOf('|') >= 0) {
            var fields = fields(line, '|');
            return switch (fields.size()) {
                case 3 -> STATUS.contains(fields.get(2)) ? told(fields.get(0), fields.get(2), fields.get(1)) : null;
                case 5 ->
                    NUMBER.matcher(fields.get(1)).matches() && STATUS.contains(fields.get(2))
                            ? told(fields.get(0), fields.get(2), fields.get(4))
                            : null;
                case 10 -> sensor(fields);
                default -> null;
            };
        }
        var fields = fields(line, ',');
        if (fields.size() >= 4 && NUMBER.matcher(fields.get(1)).matches() && STATUS.contains(fields.get(2)))
            return told(
                    fields.get(0),
                    fields.get(2),
                    fields.size() < 5 ? "" : String.join(", ", fields.subList(4, fields.size())));
        if (fields.size() < 4 || fields.get(0).isEmpty() || !STATUS.contains(fields.get(3))) return null;
        var value = Quantity.number(fields.get(1));
        if (value == null && !fields.get(1).isEmpty() && !fields.get(1).startsWith("0x") && !isSilence(fields.get(1)))
            return null;
        boolean discrete = fields.get(2).equals("discrete") || fields.get(1).startsWith("0x");
        return new Row(fields.get(0), discrete ? null : value, fields.get(2), fields.get(3), "", discrete);
    }

    /** {@code 45 degrees C}, {@code 110 Watts, Presence detected}, {@code Presence detected}, {@code 0x01} or {@code no reading}. */
    private static Row told(String name, String status, String told) {
        var reading = READING.matcher(told);
        if (!told.startsWith("0x") && reading.matches()) {
            var unit = reading.group(2) == null ? "" : reading.group(2).strip();
            var states = reading.group(3) == null ? "" : reading.group(3);
            return new Row(name, Quantity.number(reading.group(1)), unit, status, states, false);
        }
        if (isSilence(told)) return new Row(name, null, "", status, "", false);
        return new Row(name, null, "discrete", status, told, true);
    }

    private static @Nullable Row sensor(List<String> fields) {
        boolean discrete = fields.get(2).equals("discrete");
        var value = discrete ? null : Quantity.number(fields.get(1));
        if (!discrete && value == null && !isSilence(fields.get(1))) return null;
        if (!discrete && !STATUS.contains(fields.get(3))) return null;
        var states = discrete ? Sensors.states(fields.get(0), fields.get(3)) : "";
        return new Row(fields.get(0), value, fields.get(2), states.isEmpty() ? fields.get(3) : "ok", states, discrete);
    }

    private static boolean isSilence(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "na", "no reading", "disabled", "not readable", "not available" -> true;
            default -> false;
        };
    }

    private static List<String> fields(String line, char separator) {
        var fields = new ArrayList<String>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0 && fields.size() < 20; at = line.indexOf(separator, from)) {
            fields.add(line.substring(from, at).strip());
            from = at + 1;
        }
        fields.add(line.substring(from).strip());
        return fields;
    }
}
