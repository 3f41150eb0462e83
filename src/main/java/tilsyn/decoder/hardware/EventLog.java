package tilsyn.decoder.hardware;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.When;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.SensorReading.Status;

/** Entries of a management controller's event log: what ipmitool's and FreeIPMI's prints of it have in common. */
final class EventLog {
    /** What goes on in any machine's life. */
    private static final Set<String> USUAL = Set.of(
            "s4/s5: soft-off",
            "s0/g0: working",
            "s5/g2: soft-off",
            "power off/down",
            "power cycle",
            "timestamp clock sync",
            "os graceful shutdown",
            "initiated by power up",
            "initiated by hard reset",
            "initiated by warm reset",
            "system firmware progress",
            "oem system boot event",
            "power button pressed",
            "reset button pressed");

    private static final Pattern BOOT = Pattern.compile(".*(?:boot completed|installation (?:started|completed)).*");
    private static final Pattern READING = Pattern.compile(
            ".*Reading (?:= )?(-?\\d{1,9}(?:\\.\\d{1,6})?).*Threshold (?:= )?(-?\\d{1,9}(?:\\.\\d{1,6})?).*");
    private static final Pattern SLASHED = Pattern.compile("(\\d\\d)/(\\d\\d)/(\\d\\d|\\d{4})");
    private static final Pattern NAMED = Pattern.compile("([A-Z][a-z]{2})-(\\d\\d)-(\\d{4})");
    private static final Pattern CLOCK = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)(?: ?(AM|PM))?(?: ?([A-Z]{3,4}))?");
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private EventLog() {}

    /** @param state FreeIPMI's own word on it, empty for ipmitool's, which has none */
    static LogEvent entry(
            String id, When time, String sensor, String event, String state, boolean asserted, Origin origin) {
        Map<String, String> data = new TreeMap<>();
        data.put("sensor", sensor);
        data.put("event", event);
        data.put("direction", asserted ? "asserted" : "deasserted");
        if (!state.isEmpty()) data.put("state", state);
        return new LogEvent(
                "",
                LogEvent.HARDWARE,
                "sel",
                -1,
                level(event, state, asserted),
                record(id),
                time.instant(),
                data,
                sensor + ": " + event + (asserted ? "" : " (no longer)"),
                "",
                origin);
    }

    /** What nobody knows is a warning: it is for a person to look at. */
    private static Level level(String event, String state, boolean asserted) {
        var words = event.strip().toLowerCase(Locale.ROOT);
        if (!asserted || isBack(event)) return Level.INFO;
        var bare = words.replaceFirst(" ?\\(\\)$", "")
                .replaceFirst(" ?[;|].*$", "")
                .strip();
        if (USUAL.contains(bare) || BOOT.matcher(bare).matches()) return Level.INFO;
        if (bare.startsWith("correctable")) return Level.WARNING;
        var told = threshold(bare);
        if (told == null) told = Sensors.states(bare);
        return switch (Sensors.worse(told, state(state))) {
            case OK -> Level.INFO;
            case CRITICAL -> Level.ERROR;
            default -> Level.WARNING;
        };
    }

    private static Status state(String state) {
        return switch (state) {
            case "", "Nominal" -> Status.OK;
            case "Critical" -> Status.CRITICAL;
            case "Warning" -> Status.WARNING;
            default -> Status.UNREADABLE;
        };
    }

    private static @Nullable Status threshold(String words) {
        if (!words.startsWith("upper ") && !words.startsWith("lower ")) return null;
        return words.contains("non-critical") ? Status.WARNING : Status.CRITICAL;
    }

    /** A threshold that the reading beside it does not pass: FreeIPMI words the end of an event like its beginning. */
    private static boolean isBack(String event) {
        var numbers = READING.matcher(event);
        if (!numbers.matches()) return false;
        var reading = Quantity.number(numbers.group(1));
        var limit = Quantity.number(numbers.group(2));
        if (reading == null || limit == null) return false;
        if (event.contains("going high")) return reading < limit;
        return event.contains("going low") && reading > limit;
    }

    /** The entry's number, which ipmitool prints in hexadecimal. */
    private static long record(String id) {
        try {
            return Long.parseLong(id, 16);
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    /** Null when the controller's clock was not set at the time, or its date is none. */
    static @Nullable When time(String date, String clock, LocalTimes times, Input input) {
        var slashed = SLASHED.matcher(date.strip());
        var named = NAMED.matcher(date.strip());
        var of = CLOCK.matcher(clock.strip());
        if (!of.matches()) return null;
        int second = seconds(of.group(1), of.group(2), of.group(3), of.group(4));
        int year;
        int month;
        int day;
        if (slashed.matches()) {
            year = Integer.parseInt(slashed.group(3));
            if (year < 100) year += 2000;
            month = Integer.parseInt(slashed.group(1));
            day = Integer.parseInt(slashed.group(2));
        } else if (named.matches()) {
            int at = MONTHS.indexOf(named.group(1));
            if (at < 0 || at % 3 != 0) return null;
            year = Integer.parseInt(named.group(3));
            month = at / 3 + 1;
            day = Integer.parseInt(named.group(2));
        } else return null;
        // controllers whose clock was never set begin at 1970
        if (year < 1990) return null;
        var instant = "UTC".equals(of.group(5)) || "GMT".equals(of.group(5))
                ? times.at(year, month, day, second, 0, 0)
                : times.at(year, month, day, second, 0);
        return instant == null ? null : new When(instant, (date.strip() + " " + clock.strip()).strip(), times.note());
    }

    private static int seconds(String hour, String minute, String second, @Nullable String half) {
        int of = Integer.parseInt(hour);
        if (half != null) of = of % 12 + (half.equals("PM") ? 12 : 0);
        return of * 3600 + Integer.parseInt(minute) * 60 + Integer.parseInt(second);
    }

    /** Of an entry without a time: that of the one before it, as the log is in order; else when the log was read. */
    static When undated(@Nullable When before, When file) {
        return before != null
                ? new When(before.instant(), "", "the controller's clock was not set; as the entry before")
                : new When(file.instant(), "", "the controller's clock was not set; " + file.note());
    }
}
