package tilsyn.decoder.hardware;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Flag;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.TimeSync;

/**
 * Reads {@code timedatectl}, {@code timedatectl show}, {@code show-timesync} and {@code timesync-status}, one or several in a
 * file. Only the first two say whether the clock is synchronised; of the others a packet that was used says so.
 */
public final class TimedatectlDecoder implements Decoder {
    private static final Pattern PAIR = Pattern.compile(" {0,30}([A-Za-z][A-Za-z0-9 ()-]{1,40}?) ?(=|: )(.{0,2000})");
    private static final Pattern UTC =
            Pattern.compile("[A-Z][a-z]{2} (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) UTC");
    private static final Pattern OFFSET = Pattern.compile("([+-]?)(?:(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s))");
    private static final Pattern USED = Pattern.compile("\\{ Leap=([0-3]), .*Stratum=(\\d{1,3}), .*"
            + "DestinationTimestamp=([^,]{5,60}), Ignored=no,? PacketCount=([1-9]\\d{0,9}).*}");
    private static final int MOST = 200;

    @Override
    public Format format() {
        return new Format(
                "timedatectl",
                Family.HARDWARE,
                "Clock by systemd (timedatectl, show-timesync, timesync-status)",
                "(timedatectl; timedatectl timesync-status) > time-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (daily)",
                List.of("LOG-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        int own = 0;
        for (var line : head.lines(20)) {
            var pair = PAIR.matcher(line);
            if (line.length() <= 2_100 && pair.matches() && isOwn(pair.group(1))) own++;
        }
        return own >= 2;
    }

    private static boolean isOwn(String name) {
        return switch (name) {
            case "System clock synchronized",
                    "NTP synchronized",
                    "NTP service",
                    "RTC in local TZ",
                    "NTPSynchronized",
                    "CanNTP",
                    "LocalRTC",
                    "LinkNTPServers",
                    "SystemNTPServers",
                    "FallbackNTPServers",
                    "NTPMessage",
                    "RootDistanceMaxUSec",
                    "Poll interval",
                    "Packet count",
                    "Root distance" -> true;
            default -> false;
        };
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Line first = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                var pair = PAIR.matcher(text);
                if (text.length() > 2_100 || values.size() >= MOST || !pair.matches()) {
                    sink.rejected(input.origin(line), "expected a name and a value of timedatectl");
                    continue;
                }
                if (first == null) first = line;
                values.putIfAbsent(pair.group(1), pair.group(3).strip());
            }
        }
        if (first != null) report(values, first, input, sink);
    }

    private static void report(Map<String, String> values, Line first, Input input, Sink sink) {
        var when = Dating.of(input);
        var stated = stated(values);
        var used = USED.matcher(values.getOrDefault("NTPMessage", ""));
        boolean heard =
                used.matches() && !used.group(1).equals("3") && !used.group(2).equals("0")
                        || Quantity.count(values.getOrDefault("Packet count", "")) > 0;
        TimeSync.State state;
        if (stated != null) state = stated ? TimeSync.State.SYNCHRONISED : TimeSync.State.NOT_SYNCHRONISED;
        else if (heard) state = TimeSync.State.SYNCHRONISED;
        else if (values.containsKey("NTPMessage")
                || values.containsKey("FallbackNTPServers")
                || values.containsKey("Packet count")) state = TimeSync.State.NOT_SYNCHRONISED;
        else {
            sink.rejected(input.origin(first), "expected whether the clock is synchronised");
            return;
        }
        boolean follows = state == TimeSync.State.SYNCHRONISED;
        var now = time(values.getOrDefault("Universal time", ""));
        var server = values.getOrDefault("ServerName", values.getOrDefault("Server", ""));
        sink.fact(new TimeSync(
                "",
                "systemd",
                state,
                stated != null
                        ? "synchronized: " + (stated ? "yes" : "no")
                        : heard ? "packets heard" : "no packet heard",
                follows ? offset(values.getOrDefault("Offset", "")) : null,
                follows && used.matches() ? time(used.group(3)) : null,
                server,
                now == null ? when.instant() : now,
                now == null
                        ? when.on(input.origin(first.number(), first.offset(), raw(values)))
                        : input.origin(first.number(), first.offset(), raw(values))
                                .withTime(values.getOrDefault("Universal time", ""), "")));
    }

    private static @Nullable Boolean stated(Map<String, String> values) {
        for (var name : List.of("System clock synchronized", "NTP synchronized", "NTPSynchronized"))
            if (values.containsKey(name)) return Flag.of(values.get(name));
        return null;
    }

    private static @Nullable Instant time(String text) {
        var found = UTC.matcher(text);
        if (!found.matches()) return null;
        try {
            return Instant.parse(found.group(1) + "T" + found.group(2) + "Z");
        } catch (java.time.DateTimeException none) {
            return null;
        }
    }

    private static @Nullable Duration offset(String text) {
        var found = OFFSET.matcher(text);
        var number = found.matches() ? Quantity.number(found.group(2)) : null;
        if (number == null) return null;
        double seconds =
                number / (found.group(3).equals("us") ? 1e6 : found.group(3).equals("ms") ? 1e3 : 1);
        // timesyncd says how far the source is ahead
        return Clock.seconds(found.group(1).equals("-") ? seconds : -seconds);
    }

    private static String raw(Map<String, String> values) {
        var raw = new StringBuilder();
        values.forEach((name, value) -> {
            if (raw.length() < 2_000)
                raw.append(name).append(": ").append(value).append('\n');
        });
        return raw.toString().stripTrailing();
    }
}
