package tilsyn.decoder.hardware;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
import tilsyn.fact.TimeSync;

/** Reads {@code chronyc tracking}. */
public final class ChronyDecoder implements Decoder {
    private static final Pattern SYSTEM_TIME =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?) seconds (slow|fast) of NTP time");
    private static final Pattern SERVER = Pattern.compile("[0-9A-F]{8} \\((.{0,255})\\)");
    /** 127.127.1.1: the machine's own clock, by the {@code local} directive. */
    private static final String OWN_CLOCK = "7F7F0101";

    private static final Set<String> FOLLOWS = Set.of("Normal", "Insert second", "Delete second");
    private static final int MOST = 100;

    @Override
    public Format format() {
        return new Format(
                "chronyc-tracking",
                Family.HARDWARE,
                "Clock by chrony (chronyc tracking)",
                "chronyc tracking > time-HOST-$(date +%Y%m%dT%H%M).txt   (daily)",
                List.of("LOG-07"));
    }

    @Override
    public boolean recognises(Head head) {
        var lines = head.lines(3);
        return !head.binary()
                && lines.size() >= 2
                && key(lines.get(0)).equals("Reference ID")
                && key(lines.get(1)).equals("Stratum");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Line first = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                if (key(text).isEmpty() || values.size() >= MOST || text.length() > 1_000) {
                    sink.rejected(input.origin(line), "expected a name, a colon and a value");
                    continue;
                }
                if (key(text).equals("Reference ID") && first != null) {
                    report(values, first, input, sink);
                    values.clear();
                    first = null;
                }
                if (first == null) first = line;
                values.put(key(text), text.substring(text.indexOf(':') + 1).strip());
            }
        }
        if (first != null) report(values, first, input, sink);
    }

    private static void report(Map<String, String> values, Line first, Input input, Sink sink) {
        var leap = values.getOrDefault("Leap status", "");
        if (leap.isEmpty()) {
            sink.rejected(input.origin(first), "expected a leap status; the report is cut off");
            return;
        }
        var when = Dating.of(input);
        var reference = values.getOrDefault("Reference ID", "");
        var server = SERVER.matcher(reference);
        boolean own = reference.startsWith(OWN_CLOCK);
        boolean follows = !own && FOLLOWS.contains(leap) && Quantity.count(values.get("Stratum")) > 0;
        var state = follows
                ? TimeSync.State.SYNCHRONISED
                : own || leap.equals("Not synchronised") ? TimeSync.State.NOT_SYNCHRONISED : TimeSync.State.UNKNOWN;
        sink.fact(new TimeSync(
                "",
                "chrony",
                state,
                own ? leap + "; own clock" : leap,
                follows ? offset(values.getOrDefault("System time", "")) : null,
                follows ? WrittenTime.of(values.getOrDefault("Ref time (UTC)", "")) : null,
                server.matches() ? server.group(1) : "",
                when.instant(),
                when.on(input.origin(first.number(), first.offset(), raw(values)))));
    }

    private static @Nullable Duration offset(String text) {
        var found = SYSTEM_TIME.matcher(text);
        var seconds = found.matches() ? Quantity.number(found.group(1)) : null;
        return seconds == null ? null : Clock.seconds(found.group(2).equals("slow") ? -seconds : seconds);
    }

    private static String raw(Map<String, String> values) {
        var raw = new StringBuilder();
        values.forEach(
                (name, value) -> raw.append(name).append(" : ").append(value).append('\n'));
        return raw.toString().stripTrailing();
    }

    private static String key(String line) {
        int colon = line.indexOf(" :");
        return colon < 1 || colon > 40 ? "" : line.substring(0, colon).strip();
    }
}
