package tilsyn.decoder.hardware;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/** One feature of a chip as lm-sensors tells it, such as {@code temp1} with its input, limits and alarms. */
final class Chip {
    private static final Pattern NAMED =
            Pattern.compile("[\\w.]{1,60}-(?:isa|pci|i2c|acpi|virtual|spi|hid|mdio|scsi|usb)-[0-9a-fA-F-]{1,20}");
    private static final Pattern VALUE =
            Pattern.compile("(temp|fan|in|power|curr|humidity|intrusion)\\d{0,3}_(\\w{1,30})");
    private static final int MOST = 60;

    private String kind = "";
    private final Map<String, Double> values = new TreeMap<>();

    /** Whether it is a chip's name, such as {@code coretemp-isa-0000}. */
    static boolean isChip(String line) {
        return line.length() < 100 && NAMED.matcher(line).matches();
    }

    /** @param name such as {@code temp1_crit_alarm} */
    void add(String name, double value) {
        var said = VALUE.matcher(name);
        if (!said.matches() || values.size() >= MOST || !Double.isFinite(value)) return;
        kind = said.group(1);
        values.put(said.group(2), value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    private @Nullable Double value() {
        var input = values.get("input");
        return input != null ? input : values.get("average");
    }

    SensorReading reading(String name, When time, Origin origin) {
        var value = value();
        return new SensorReading(
                "", sensor(), name, value, unit(), status(value), words(), time.instant(), time.on(origin));
    }

    private Status status(@Nullable Double value) {
        if (is("fault")) return Status.UNREADABLE;
        if (kind.equals("intrusion")) return is("alarm") ? Status.WARNING : Status.UNREADABLE;
        if (value == null) return Status.UNREADABLE;
        if (is("crit_alarm")
                || is("lcrit_alarm")
                || is("emergency_alarm")
                || over(value, "crit")
                || over(value, "emergency")
                || under(value, "lcrit")) return Status.CRITICAL;
        if (is("alarm") && !isUnlimited()
                || is("max_alarm")
                || is("min_alarm")
                || is("cap_alarm")
                || over(value, "max")
                || under(value, "min")) return Status.WARNING;
        return Status.OK;
    }

    private boolean is(String flag) {
        var value = values.get(flag);
        return value != null && value != 0;
    }

    /** A voltage whose limits were never set is always in alarm. */
    private boolean isUnlimited() {
        return kind.equals("in") && values.getOrDefault("max", 1.0) == 0 && values.getOrDefault("min", 1.0) == 0;
    }

    /** Limits that were never set are 0, or the same above as below. */
    private boolean over(double value, String limit) {
        var known = values.get(limit);
        return known != null && known > 0 && value >= known && !known.equals(values.get("min"));
    }

    private boolean under(double value, String limit) {
        var known = values.get(limit);
        return known != null && value < known && !known.equals(values.get("max"));
    }

    private String sensor() {
        return switch (kind) {
            case "temp" -> "temperature";
            case "fan" -> "fan";
            case "in" -> "voltage";
            case "power" -> "power";
            case "curr" -> "current";
            default -> "other";
        };
    }

    private String unit() {
        return switch (kind) {
            case "temp" -> "Cel";
            case "fan" -> "rpm";
            case "in" -> "V";
            case "power" -> "W";
            case "curr" -> "A";
            case "humidity" -> "%";
            default -> "";
        };
    }

    private String words() {
        var words = new StringBuilder();
        values.forEach((name, value) -> {
            if (name.endsWith("alarm") && value != 0 || name.equals("fault") && value != 0)
                words.append(words.isEmpty() ? "" : ", ").append(name.replace('_', ' '));
        });
        return words.toString();
    }
}
