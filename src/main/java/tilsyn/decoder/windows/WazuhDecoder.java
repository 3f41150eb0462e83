package tilsyn.decoder.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;

/** Reads Windows events in Wazuh's archives and alerts: a line each, JSON alone or behind when and where it came from. */
public final class WazuhDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "wazuh-eventchannel",
            Family.WINDOWS,
            "Windows events in Wazuh's archives or alerts",
            "ossec.conf: <logall_json>yes</logall_json>; then cp /var/ossec/logs/archives/archives.json wazuh-$(date +%F).json",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));
    private static final int FIRST_LINES = 20;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        return head.lines(FIRST_LINES).stream().anyMatch(WazuhDecoder::isEvent);
    }

    private static boolean isEvent(String line) {
        int brace = line.indexOf('{');
        if (brace < 0 || !line.contains("\"eventID\"") || !line.contains("\"providerName\"")) return false;
        int win = line.indexOf("\"win\"", brace);
        return win > 0
                && line.indexOf("\"system\"", win) > 0
                && (brace == 0 || line.startsWith("->EventChannel ", brace - 15));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var times = new JsonTimes(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) sink.ignored("blank line");
                else take(line, times, input, sink);
            }
        }
    }

    private static void take(Line line, JsonTimes times, Input input, Sink sink) {
        var text = line.text();
        var json = Json.of(text.substring(Math.max(0, text.indexOf('{'))));
        var origin = input.origin(line);
        var record = json == null ? null : json.has("data") ? json.path("data") : json;
        if (record == null || !record.path("win").path("system").isObject()) {
            sink.rejected(origin, "expected an event of a Windows channel, with win and system");
            return;
        }
        try {
            sink.fact(event(record.path("win")).event(times, origin));
        } catch (EventParts.Unreadable broken) {
            sink.rejected(origin, broken.reason());
        }
    }

    private static ShippedEvent event(JsonNode win) {
        var system = win.path("system");
        var provider = Json.text(system.path("providerName"));
        var id = Json.text(system.path("eventID"));
        return new ShippedEvent(
                Json.text(system.path("computer")),
                Json.text(system.path("channel")),
                provider,
                id,
                level(system),
                Json.text(system.path("eventRecordID")),
                Json.text(system.path("systemTime")),
                data(win, provider, (int) Math.max(0, EventParts.number(id, 0xFFFF))),
                unquoted(Json.text(system.path("message"))));
    }

    /** The number of Windows, else Wazuh's own word, which it writes in English alone. */
    private static @Nullable Level level(JsonNode system) {
        long number = EventParts.number(Json.text(system.path("level")), 255);
        if (number >= 0) return Level.ofWindows((int) number);
        return switch (Json.text(system.path("severityValue"))) {
            case "CRITICAL" -> Level.CRITICAL;
            case "ERROR" -> Level.ERROR;
            case "WARNING" -> Level.WARNING;
            case "INFORMATION" -> Level.INFO;
            case "VERBOSE" -> Level.DEBUG;
            case "", "AUDIT_SUCCESS", "AUDIT_FAILURE" -> Level.NONE;
            default -> null;
        };
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    /** By the names of Windows, of which Wazuh writes the first letter small; fields without a name it runs together. */
    private static Map<String, String> data(JsonNode win, String provider, int id) {
        var known = DataNames.of(provider.toLowerCase(Locale.ROOT), id);
        var data = new TreeMap<String, String>();
        win.fields().forEachRemaining(part -> {
            if (part.getKey().equals("system") || !part.getValue().isObject()) return;
            ShippedEvent.flat(part.getValue())
                    .forEach((name, value) -> data.putIfAbsent(named(name, value, known), value));
        });
        return data;
    }

    private static String named(String name, String value, List<String> known) {
        if (name.equals("data")) return value.contains(", ") ? "Data" : "param1";
        for (var candidate : known) if (candidate.equalsIgnoreCase(name)) return candidate;
        return name.startsWith("param") ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
