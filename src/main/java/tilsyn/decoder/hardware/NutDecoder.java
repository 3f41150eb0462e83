package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import tilsyn.fact.UpsState;

/** Reads {@code upsc} of Network UPS Tools, and the list of variables as its server sends it; several UPS in one file. */
public final class NutDecoder implements Decoder {
    private static final Pattern VARIABLE =
            Pattern.compile("((?:ups|battery|device|input|output|driver|outlet|ambient|server|experimental|beeper)"
                    + "(?:\\.[A-Za-z0-9_-]{1,40}){1,8}):(?: (.*))?");
    private static final Pattern SENT = Pattern.compile("VAR (\\S{1,100}) ([a-z][\\w.-]{1,100}) \"(.*)\"");
    private static final Pattern FAILED =
            Pattern.compile("Error: (?:Data stale|Driver not connected|Unknown UPS|Connection failure.*)");
    private static final int MOST = 1_000;
    private static final Set<String> CITED = Set.of(
            "ups.status",
            "ups.alarm",
            "ups.test.result",
            "ups.test.date",
            "battery.charge",
            "battery.runtime",
            "battery.date",
            "battery.mfr.date",
            "ups.load",
            "device.model",
            "device.serial");

    @Override
    public Format format() {
        return new Format(
                "nut",
                Family.HARDWARE,
                "UPS by Network UPS Tools (upsc)",
                "upsc UPS@localhost > ups-HOST-$(date +%Y%m%dT%H%M).txt   (every 15 minutes)",
                List.of("HW-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        int variables = 0;
        for (var line : head.lines(200)) {
            if (line.length() > 1_000) return false;
            var bare = line.strip();
            if (bare.startsWith("BEGIN LIST VAR ") || FAILED.matcher(bare).matches()) return true;
            if (VARIABLE.matcher(bare).matches() && ++variables >= 2) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Shown shown = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().strip();
                if (text.isEmpty() || text.startsWith("#") || text.length() > 1_000) continue;
                var sent = SENT.matcher(text);
                var variable = VARIABLE.matcher(text);
                if (sent.matches())
                    shown = add(shown, sent.group(1), sent.group(2), sent.group(3), line, time, input, sink);
                else if (variable.matches())
                    shown = add(shown, "", variable.group(1), variable.group(2), line, time, input, sink);
                else if (text.startsWith("Error: ")) sink.rejected(input.origin(line), "upsc: " + text);
            }
        }
        if (shown != null) shown.emit(time, input, sink);
    }

    /** A variable that comes again is of the next UPS. */
    private static Shown add(
            @Nullable Shown known,
            String ups,
            String variable,
            @Nullable String value,
            Line line,
            When time,
            Input input,
            Sink sink) {
        var shown = known;
        if (shown != null && (shown.variables.containsKey(variable) || !shown.ups.equals(ups))) {
            shown.emit(time, input, sink);
            shown = null;
        }
        if (shown == null) shown = new Shown(ups, new Cited(line));
        if (shown.variables.size() < MOST) shown.variables.put(variable, value == null ? "" : value.strip());
        if (CITED.contains(variable)) shown.cited.add(line);
        return shown;
    }

    /** One UPS's variables. */
    private record Shown(String ups, Cited cited, Map<String, String> variables) {
        Shown(String ups, Cited cited) {
            this(ups, cited, new LinkedHashMap<>());
        }

        private String get(String... names) {
            for (var name : names) {
                var value = variables.getOrDefault(name, "");
                if (!value.isEmpty()) return value;
            }
            return "";
        }

        void emit(When time, Input input, Sink sink) {
            var origin = cited.on(time, input);
            if (!variables.containsKey("ups.status")) {
                sink.rejected(origin, "no ups.status; right would be all that upsc prints");
                return;
            }
            var told = new Ups();
            told.name = ups.isEmpty() ? get("device.model", "ups.model", "driver.name") : ups;
            told.nativeState = get("ups.status");
            for (var flag : told.nativeState.split("\\s+")) {
                if (flag.startsWith("#")) break;
                flag(flag, told);
            }
            var alarm = get("ups.alarm");
            if (!alarm.isEmpty()) told.trouble("alarm: " + (alarm.length() > 200 ? alarm.substring(0, 200) : alarm));
            told.charge = Quantity.number(get("battery.charge"));
            told.runtime = Ups.duration(get("battery.runtime"), 1);
            told.load = Quantity.number(get("ups.load"));
            test(get("ups.test.result").toLowerCase(Locale.ROOT), told);
            var tested = Ups.date(get("ups.test.date", "battery.test.date"));
            if (tested != null) told.tested = tested.atStartOfDay(input.zone()).toInstant();
            told.batteryDate = Ups.date(get("battery.date", "battery.mfr.date"));
            sink.fact(told.at("", time.instant(), origin));
        }
    }

    private static void flag(String flag, Ups told) {
        switch (flag) {
            case "OL" -> told.online();
            case "OB" -> told.state(UpsState.State.ON_BATTERY);
            case "LB", "FSD" -> told.lowBattery();
            case "RB" -> told.replaceBattery();
            case "BYPASS" -> told.state(UpsState.State.BYPASS);
            case "OFF" -> told.state(UpsState.State.OFF);
            case "OVER" -> told.trouble("overload");
            case "ALARM" -> told.trouble("alarm");
            case "CAL", "TEST" -> told.trouble("being tested");
            case "TRIM" -> told.trouble("mains voltage too high");
            case "BOOST" -> told.trouble("mains voltage too low");
            case "", "CHRG", "DISCHRG", "HB", "ECO", "HE" -> {}
            default -> told.unknown(flag);
        }
    }

    private static void test(String result, Ups told) {
        if (result.equals("done and passed") || result.equals("ok") || result.equals("passed")) told.testPassed = true;
        else if (result.startsWith("done and error") || result.contains("fail")) told.testPassed = false;
        else if (result.startsWith("done and warning")) told.trouble("self-test ended with a warning");
    }
}
