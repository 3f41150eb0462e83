package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
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

/** Reads {@code apcaccess status} of apcupsd, several in one file; each states its own time and host. */
public final class ApcupsdDecoder implements Decoder {
    private static final int MOST = 200;

    @Override
    public Format format() {
        return new Format(
                "apcupsd",
                Family.HARDWARE,
                "UPS by apcupsd (apcaccess status)",
                "apcaccess status >> ups-HOST.txt   (every 15 minutes)",
                List.of("HW-05"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        boolean status = false;
        boolean marked = false;
        for (var line : head.lines(60)) {
            status |= line.startsWith("STATUS   :");
            marked |= line.startsWith("UPSMODE  :") || line.startsWith("APC      :") || line.startsWith("STATFLAG :");
        }
        return status && marked;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Shown shown = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var assigned = Assigned.of(line.text());
                if (assigned == null) continue;
                if (shown != null && shown.endsBefore(assigned)) {
                    shown.emit(dates, input, sink);
                    shown = null;
                }
                if (shown == null) shown = new Shown(line);
                shown.add(assigned, line);
            }
        }
        if (shown != null) shown.emit(dates, input, sink);
    }

    /** One UPS at one time. */
    private static final class Shown {
        private final Cited cited;
        private final Map<String, String> values = new TreeMap<>();

        Shown(Line first) {
            cited = new Cited(first);
        }

        boolean endsBefore(Assigned assigned) {
            return assigned.key().equals("apc") || values.containsKey(assigned.key());
        }

        void add(Assigned assigned, Line line) {
            if (values.size() > MOST) return;
            values.put(assigned.key(), assigned.value());
            cited.add(line);
        }

        private String get(String key) {
            return values.getOrDefault(key, "");
        }

        void emit(Dates dates, Input input, Sink sink) {
            var time = time(get("date"), dates, input);
            var stated = time == null ? Dating.of(input) : time;
            var origin = cited.on(stated, input);
            if (get("status").isEmpty()) {
                sink.rejected(origin, "no STATUS; right would be all that apcaccess prints");
                return;
            }
            var told = new Ups();
            told.name = get("upsname").isEmpty() ? get("model") : get("upsname");
            told.nativeState = get("status");
            for (var word : told.nativeState
                    .toUpperCase(Locale.ROOT)
                    .replace("SHUTTING DOWN", "SHUTTING")
                    .split("\\s+")) flag(word, told);
            told.charge = Quantity.number(first(get("bcharge")));
            told.runtime = Ups.duration(first(get("timeleft")), 60);
            told.load = Quantity.number(first(get("loadpct")));
            switch (get("selftest")) {
                case "OK" -> told.testPassed = true;
                case "BT", "NG" -> told.testPassed = false;
                case "WN" -> told.trouble("self-test ended with a warning");
                default -> told.testPassed = null;
            }
            var tested = time(get("laststest"), dates, input);
            if (tested != null) told.tested = tested.instant();
            told.batteryDate = Ups.date(get("battdate"));
            if (Quantity.count(get("badbatts")) > 0) told.replaceBattery();
            sink.fact(told.at(get("hostname"), stated.instant(), origin));
        }

        private static @Nullable When time(String text, Dates dates, Input input) {
            var written = WrittenTime.of(text, input);
            return written != null ? written : dates.start(text);
        }

        private static String first(String text) {
            return text.split(" ", 2)[0];
        }
    }

    private static void flag(String word, Ups told) {
        switch (word) {
            case "ONLINE" -> told.online();
            case "ONBATT" -> told.state(UpsState.State.ON_BATTERY);
            case "LOWBATT", "SHUTTING" -> told.lowBattery();
            case "REPLACEBATT", "NOBATT" -> told.replaceBattery();
            case "OVERLOAD" -> told.trouble("overload");
            case "CAL" -> told.trouble("being tested");
            case "TRIM" -> told.trouble("mains voltage too high");
            case "BOOST" -> told.trouble("mains voltage too low");
            case "SLAVE", "" -> {}
            default -> told.unknown(word);
        }
    }
}
