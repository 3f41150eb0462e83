package tilsyn.decoder.hardware;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Origin;
import tilsyn.fact.PsuState;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/** The words of ipmitool and its kin. */
final class Sensors {
    private static final Set<String> GOOD = Set.of(
            "ok",
            "presence detected",
            "drive present",
            "drive presence",
            "present",
            "device present",
            "device inserted/device present",
            "entity presence",
            "fully redundant",
            "redundancy full",
            "connected",
            "enabled",
            "device enabled",
            "transition to ok",
            "performance met",
            "limit not exceeded",
            "s0/g0: working",
            "transition to running",
            "on line");
    private static final Set<String> WARNING = Set.of(
            "redundancy lost",
            "redundancy degraded",
            "non-redundant",
            "redundant: sufficient",
            "non-critical",
            "noncritical",
            "non critical",
            "predictive",
            "degraded",
            "low battery",
            "battery low",
            "almost full");
    private static final Set<String> CRITICAL = Set.of(
            "fail",
            "fault",
            "critical",
            "non-recoverable",
            "lost",
            "exceeded",
            "uncorrectable",
            "thermal trip",
            "ierr",
            "over-temperature",
            "overtemp",
            "out-of-range",
            "out of range");
    private static final Set<String> ABSENT =
            Set.of("absent", "removed", "not present", "not inserted", "not installed");

    private static final Pattern MASK = Pattern.compile("0x[0-9a-f]{4}");
    private static final Pattern DRIVE = Pattern.compile("^(?:Drive|Disk|HDD|SSD) ?\\d", Pattern.CASE_INSENSITIVE);
    private static final List<String> SUPPLY_STATES = List.of(
            "Presence detected",
            "Failure detected",
            "Predictive failure",
            "Power Supply AC lost",
            "AC lost or out-of-range",
            "AC out-of-range, but present",
            "Config Error",
            "Inactive");
    private static final List<String> DRIVE_STATES = List.of(
            "Drive Present",
            "Drive Fault",
            "Predictive Failure",
            "Hot Spare",
            "Parity Check In Progress",
            "In Critical Array",
            "In Failed Array",
            "Rebuild In Progress");
    private static final List<String> REDUNDANCY_STATES = List.of(
            "Fully Redundant",
            "Redundancy Lost",
            "Redundancy Degraded",
            "Non-Redundant: Sufficient from Redundant",
            "Non-Redundant: Sufficient from Insufficient",
            "Non-Redundant: Insufficient Resources",
            "Redundancy Degraded from Fully Redundant",
            "Redundancy Degraded from Non-Redundant");
    private static final Pattern SUPPLY = Pattern.compile(
            "\\bPSU|\\bPS ?\\d|\\bPS Redundancy|\\bPower ?Suppl|\\bPwr ?Suppl|\\bPSRedundancy",
            Pattern.CASE_INSENSITIVE);

    private Sensors() {}

    /**
     * The states in the mask that {@code ipmitool sensor} prints of a discrete sensor, such as {@code 0x0300}, in the words of
     * the IPMI specification's table 42-3; empty where the name doesn't tell of what kind the sensor is.
     */
    static String states(String name, String mask) {
        if (!MASK.matcher(mask).matches()) return "";
        // the first byte holds the states 0 to 7; the second's upper bit is always set by many
        int states = Integer.parseInt(mask.substring(2, 4), 16);
        var words = name.toLowerCase(Locale.ROOT).contains("redundancy")
                ? REDUNDANCY_STATES
                : isSupply(name) ? SUPPLY_STATES : DRIVE.matcher(name).find() ? DRIVE_STATES : List.<String>of();
        var said = new ArrayList<String>();
        for (int bit = 0; bit < words.size(); bit++) if ((states & 1 << bit) != 0) said.add(words.get(bit));
        return String.join(", ", said);
    }

    /** Whether a sensor that tells states, not numbers, is of a power supply or of their redundancy. */
    static boolean isSupply(String name) {
        return name.length() < 100 && SUPPLY.matcher(name).find();
    }

    /** A power supply by the states it asserts. */
    static PsuState supply(String host, String name, Status status, String words, Instant time, Origin origin) {
        var state = switch (status) {
            case OK -> PsuState.State.OK;
            case WARNING -> PsuState.State.WARNING;
            case CRITICAL -> PsuState.State.FAILED;
            case ABSENT -> PsuState.State.ABSENT;
            case UNREADABLE -> PsuState.State.UNKNOWN;
        };
        return new PsuState(host, name, state, words, time, origin);
    }

    static SensorReading reading(
            String host, String name, @Nullable Double value, String unit, String status, Instant time, Origin origin) {
        return new SensorReading(
                host, sensor(name, unit), name, value, unit(unit), status(status, value != null), status, time, origin);
    }

    /** What several asserted states, set off by commas or quotes, say together. Words not known here are no health. */
    static Status states(String text) {
        boolean any = false;
        boolean unknown = false;
        boolean absent = false;
        boolean warning = false;
        for (var part : text.split("[,']")) {
            var words = part.strip().toLowerCase(Locale.ROOT);
            if (words.isEmpty()) continue;
            any = true;
            if (GOOD.contains(words) || words.endsWith("deasserted")) continue;
            if (holds(words, WARNING)) warning = true;
            else if (holds(words, CRITICAL)) return Status.CRITICAL;
            else if (holds(words, ABSENT)) absent = true;
            else unknown = true;
        }
        if (warning) return Status.WARNING;
        if (absent) return Status.ABSENT;
        return any && !unknown ? Status.OK : Status.UNREADABLE;
    }

    /** The more serious; what can't be read is less serious than what is known to be bad. */
    static Status worse(Status one, Status other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(Status status) {
        return switch (status) {
            case OK -> 0;
            case ABSENT -> 1;
            case UNREADABLE -> 2;
            case WARNING -> 3;
            case CRITICAL -> 4;
        };
    }

    private static boolean holds(String words, Set<String> some) {
        return some.stream().anyMatch(words::contains);
    }

    /** What a sensor measures. A fan without a speed is one only where the tool would print its speed. */
    static String sensor(String name, String unit) {
        boolean namedFan = name.toLowerCase(Locale.ROOT).contains("fan");
        return switch (unit(unit)) {
            case "rpm" -> "fan";
            case "Cel" -> "temperature";
            case "V" -> "voltage";
            case "A" -> "current";
            case "W" -> "power";
            case "%" -> namedFan ? "fan" : "other";
            case "" -> namedFan && !unit.equalsIgnoreCase("discrete") ? "fan" : "other";
            default -> "other";
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
