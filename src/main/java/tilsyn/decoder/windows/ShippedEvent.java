package tilsyn.decoder.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Json;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** An event as a shipper of logs passes it on, by the names of Windows. */
record ShippedEvent(
        String host,
        String channel,
        String provider,
        String id,
        @Nullable Level level,
        String record,
        String time,
        Map<String, String> data,
        String message) {
    private static final int MOST = 512;

    /** @throws EventParts.Unreadable if it names no event; the message says what was expected */
    LogEvent event(JsonTimes times, Origin origin) throws EventParts.Unreadable {
        long number = EventParts.number(id, 0xFFFF);
        if (number < 0)
            throw new EventParts.Unreadable("expected a number as id of the event, found '" + shown(id) + "'");
        if (provider.isEmpty()) throw new EventParts.Unreadable("expected the event's provider");
        if (level == null) throw new EventParts.Unreadable("expected a level of Windows");
        Instant when = times.read(time);
        if (when == null)
            throw new EventParts.Unreadable(
                    "expected a time such as 2025-11-10T06:00:00Z, found '" + shown(time) + "'");
        return new LogEvent(
                host,
                channel.isEmpty() ? Channels.ofProvider(provider) : channel,
                provider,
                (int) number,
                level,
                EventParts.number(record, Long.MAX_VALUE),
                when,
                data,
                message,
                "",
                origin.withTime(time, times.note()));
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** The first of the members that says something. */
    static String first(JsonNode... members) {
        for (var member : members) {
            var text = Json.text(member);
            if (!text.isEmpty()) return text;
        }
        return "";
    }

    /** Values by name, whatever objects they stand in. */
    static Map<String, String> flat(JsonNode object) {
        var data = new TreeMap<String, String>();
        flat(object, data);
        return data;
    }

    private static void flat(JsonNode object, Map<String, String> data) {
        object.fields().forEachRemaining(member -> {
            if (member.getValue().isObject()) flat(member.getValue(), data);
            else if (member.getValue().isValueNode() && !member.getValue().isNull() && data.size() < MOST) {
                var text = member.getValue().asText();
                if (!text.isBlank()) data.putIfAbsent(member.getKey(), text);
            }
        });
    }
}
