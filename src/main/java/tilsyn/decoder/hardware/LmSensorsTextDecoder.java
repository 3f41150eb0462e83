package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
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

/** Reads {@code sensors} of lm-sensors as people read it, and {@code sensors -u}. */
public final class LmSensorsTextDecoder implements Decoder {
    private static final Pattern RAW =
            Pattern.compile("\\s{2,}([a-z]{2,9}\\d{0,3}_\\w{1,30}): (-?\\d{1,12}(?:\\.\\d{1,6})?)");
    private static final Pattern LABEL = Pattern.compile("([^:\\s][^:]{0,60}):(?:\\s+(.*))?");
    private static final Pattern VALUE =
            Pattern.compile("([+-]?\\d{1,7}(?:\\.\\d{1,4})?) ?(°C|\u00b0C|C|RPM|V|mV|W|mW|A|mA|%)(?:\\s.*)?");
    private static final Pattern LIMIT = Pattern.compile(
            "(low|high|min|max|crit|crit low|lcrit|emerg)\\s*= *([+-]?\\d{1,7}(?:\\.\\d{1,4})?) ?(?:°C|C|RPM|V|W|A)?");

    @Override
    public Format format() {
        return new Format(
                "lm-sensors-text",
                Family.HARDWARE,
                "Sensors of the mainboard and processors (sensors, text)",
                "sensors -u > sensors-HOST-$(date +%Y%m%dT%H%M).txt   (every 15 minutes)",
                List.of("HW-04", "HW-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary() && head.lines(8).stream().anyMatch(line -> Chip.isChip(line.stripTrailing()));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(Dating.of(input), input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.told();
    }

    private static final class Reading {
        private final When time;
        private final Input input;
        private final Sink sink;
        private String chip = "";
        private String label = "";
        private @Nullable Cited cited;
        private Chip values = new Chip();
        private String kind = "";

        Reading(When time, Input input, Sink sink) {
            this.time = time;
            this.input = input;
            this.sink = sink;
        }

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (text.isEmpty() || text.length() > 1_000) return;
            var raw = RAW.matcher(text);
            // sensors -u leaves the blank of " +3.3 Voltage:"
            var labelled = LABEL.matcher(text.endsWith(":") ? text.strip() : text);
            if (Chip.isChip(text)) {
                told();
                chip = text;
            } else if (text.startsWith("Adapter:")) return;
            else if (raw.matches()) {
                var value = Quantity.number(raw.group(2));
                if (value != null) values.add(raw.group(1), value);
                if (cited != null) cited.add(line);
            } else if (Character.isWhitespace(text.charAt(0)) && !text.endsWith(":")) {
                limits(text);
                if (cited != null) cited.add(line);
            } else if (labelled.matches() && !chip.isEmpty()) {
                told();
                label = labelled.group(1);
                cited = new Cited(line);
                if (labelled.group(2) != null) value(labelled.group(2));
            } else sink.rejected(input.origin(line), "expected a chip or one of its sensors, as sensors prints it");
        }

        private void value(String said) {
            var value = VALUE.matcher(said);
            kind = "";
            if (value.matches()) {
                kind = switch (value.group(2)) {
                    case "RPM" -> "fan";
                    case "V", "mV" -> "in";
                    case "W", "mW" -> "power";
                    case "A", "mA" -> "curr";
                    case "%" -> "humidity";
                    default -> "temp";
                };
                var number = Quantity.number(value.group(1));
                boolean thousandth = value.group(2).startsWith("m");
                if (number != null) values.add(kind + "1_input", thousandth ? number / 1000 : number);
            } else if (said.startsWith("FAULT")) values.add("temp1_fault", 1);
            limits(said);
        }

        private void limits(String said) {
            var limit = LIMIT.matcher(said);
            while (limit.find()) {
                var name = switch (limit.group(1)) {
                    case "low", "min" -> "min";
                    case "high", "max" -> "max";
                    case "crit low", "lcrit" -> "lcrit";
                    case "emerg" -> "emergency";
                    default -> "crit";
                };
                var number = Quantity.number(limit.group(2));
                if (number != null && !kind.isEmpty()) values.add(kind + "1_" + name, number);
            }
            if (said.toUpperCase(Locale.ROOT).contains("ALARM") && !kind.isEmpty())
                values.add(kind + (said.contains("ALARM (CRIT") ? "1_crit_alarm" : "1_alarm"), 1);
        }

        void told() {
            if (cited != null) {
                if (values.isEmpty()) sink.ignored("a sensor without a value");
                else sink.fact(values.reading(chip + " " + label, time, cited.on(time, input)));
            }
            cited = null;
            values = new Chip();
        }
    }
}
