package tilsyn.decoder.hardware;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Origin;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/** The words of ipmitool and its kin. */
final class Sensors {
    private Sensors() {}

    static SensorReading reading(
            String host, String name, @Nullable Double value, String unit, String status, Instant time, Origin origin) {
        return new SensorReading(
                host, sensor(name, unit), name, value, unit(unit), status(status, value != null), status, time, origin);
    }

    /** What a sensor measures, by its unit, else by its name. */
    static String sensor(String name, String unit) {
        return switch (unit(unit)) {
            case "rpm" -> "fan";
            case "Cel" -> "temperature";
            case "V" -> "voltage";
            case "A" -> "current";
            case "W" -> "power";
            default -> name.toLowerCase(Locale.ROOT).contains("fan") ? "fan" : "other";
        };
    }

    static String unit(String written) {
        return switch (written.strip().toLowerCase(Locale.ROOT)) {
            case "rpm" -> "rpm";
            case "degrees c", "c", "°c", "cel" -> "Cel";
            case "volts", "v" -> "V";
            case "amps", "a" -> "A";
            case "watts", "w" -> "W";
            case "percent", "%" -> "%";
            case "n/a", "discrete" -> "";
            default -> written.strip();
        };
    }

    /**
     * ipmitool prints {@code ok}, {@code nc} non-critical, {@code cr} critical, {@code nr} non-recoverable, {@code ns} no
     * sensor and {@code na}; with a letter before for the lower or upper threshold in newer ones ({@code lcr}, {@code unc}).
     * "ok" beside no value is no health.
     */
    static Status status(String written, boolean hasValue) {
        return switch (written.strip().toLowerCase(Locale.ROOT)) {
            case "ok", "nominal" -> hasValue ? Status.OK : Status.UNREADABLE;
            case "nc", "lnc", "unc", "warning" -> Status.WARNING;
            case "cr", "lcr", "ucr", "lnr", "unr", "critical", "failed" -> Status.CRITICAL;
            case "nr" -> hasValue ? Status.CRITICAL : Status.UNREADABLE;
            case "ns", "absent" -> Status.ABSENT;
            default -> Status.UNREADABLE;
        };
    }
}
