package tilsyn.decoder.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.LevelWords;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.Origin;

/** Reads Windows events as Winlogbeat and Elastic Agent ship them: an object each, by itself or as a hit of a search. */
public final class WinlogbeatDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "winlogbeat-json",
            Family.WINDOWS,
            "Windows events as JSON, of Winlogbeat or Elastic Agent",
            "winlogbeat.yml: output.file with path and filename: HOST-winlogbeat",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "winlog")
                || Json.hasKeys(head, "_source") && head.text().contains("\"winlog\"");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var times = new JsonTimes(input);
        Json.each(input, sink, (record, line) -> take(record, times, input.origin(line, -1, record.toString()), sink));
    }

    private static void take(JsonNode record, JsonTimes times, Origin origin, Sink sink) {
        var shipped = record.has("_source") ? record.path("_source") : record;
        if (!shipped.path("winlog").isObject()) {
            sink.rejected(origin, "expected an event with winlog, {...}");
            return;
        }
        try {
            sink.fact(event(shipped).event(times, origin));
        } catch (EventParts.Unreadable broken) {
            sink.rejected(origin, broken.reason());
        }
    }

    private static ShippedEvent event(JsonNode shipped) {
        var winlog = shipped.path("winlog");
        var event = shipped.path("event");
        return new ShippedEvent(
                ShippedEvent.first(
                        winlog.path("computer_name"), shipped.path("host").path("name")),
                Json.text(winlog.path("channel")),
                ShippedEvent.first(winlog.path("provider_name"), event.path("provider")),
                ShippedEvent.first(winlog.path("event_id"), event.path("code")),
                level(winlog, Json.text(shipped.path("log").path("level"))),
                Json.text(winlog.path("record_id")),
                ShippedEvent.first(winlog.path("time_created"), shipped.path("@timestamp")),
                data(winlog),
                Json.text(shipped.path("message")));
    }

    /** The word for people is all it passes on; audits, which it calls information, have no level. */
    private static @Nullable Level level(JsonNode winlog, String word) {
        boolean audit = Json.text(winlog.path("provider_name")).equals("Microsoft-Windows-Security-Auditing");
        return audit || word.isEmpty() ? Level.NONE : LevelWords.of(word);
    }

    private static Map<String, String> data(JsonNode winlog) {
        var data = ShippedEvent.flat(winlog.path("event_data"));
        var user = ShippedEvent.flat(winlog.path("user_data"));
        user.remove("xml_name");
        user.forEach(data::putIfAbsent);
        return data;
    }
}
