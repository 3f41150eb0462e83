package tilsyn.decoder.hardware;

import java.util.Locale;
import tilsyn.fact.SensorReading.Status;

/** The words of ipmitool and its kin. */
final class Sensors {
    private Sensors() {}

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
            case "degrees c", "c", "°c" -> "Cel";
            case "volts", "v" -> "V";
            case "amps", "a" -> "A";
            case "watts", "w" -> "W";
            case "percent", "%", "unspecified" -> "%";
            default -> written.strip();
        };
    }

    /**
     * ipmitool prints {@code ok}, {@code nc} non-critical, {@code cr} critical, {@code nr} non-recoverable, {@code ns} no
     * sensor and {@code na}; with a letter before for the lower or upper threshold in newer ones ({@code lcr}, {@code unc}).
     */
    static Status status(String written, boolean hasValue) {
        return switch (written.strip().toLowerCase(Locale.ROOT)) {
            case "ok", "nominal" -> Status.OK;
            case "nc", "lnc", "unc", "warning" -> Status.WARNING;
            case "cr", "lcr", "ucr", "lnr", "unr", "critical", "failed" -> Status.CRITICAL;
            case "nr" -> hasValue ? Status.CRITICAL : Status.UNREADABLE;
            case "ns", "absent" -> Status.ABSENT;
            default -> Status.UNREADABLE;
        };
    }
}
