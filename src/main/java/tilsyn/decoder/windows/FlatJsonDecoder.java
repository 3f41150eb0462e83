package tilsyn.decoder.windows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

/** Reads Windows events as JSON lines with data fields beside system fields, as NXLog and others ship them. */
public final class FlatJsonDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "windows-flat-json",
            Family.WINDOWS,
            "Windows events as flat JSON lines, of NXLog and the like",
            "NXLog: im_msvistalog to om_file with to_json()",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "AV-02"));
    private static final Set<String> SYSTEM = Set.of(
            "EventID",
            "SourceName",
            "ProviderName",
            "Provider",
            "Channel",
            "Hostname",
            "Computer",
            "TimeCreated",
            "EventTime",
            "@timestamp",
            "@version",
            "EventReceivedTime",
            "Level",
            "Severity",
            "SeverityValue",
            "EventType",
            "EventTypeOrignal",
            "Message",
            "Keywords",
            "Task",
            "ProviderGuid",
            "RecordNumber",
            "EventRecordID",
            "SourceModuleName",
            "SourceModuleType",
            "Opcode",
            "OpcodeValue",
            "Version",
            "ThreadID",
            "ExecutionProcessID",
            "host",
            "port",
            "tags");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.firstChar() != '{') return false;
        var first = head.lines(1).get(0);
        return first.contains("\"EventID\"")
                && first.contains("\"Channel\"")
                && (first.contains("\"SourceName\"") || first.contains("\"ProviderName\""));
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

    private static void take(Line line, JsonTimes times, Input input, Sink sink) throws IOException {
        var origin = input.origin(line);
        JsonEvent event;
        try (var parser = JsonEvent.JSON.createParser(line.text())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                sink.rejected(origin, "expected an event, {...}");
                return;
            }
            event = JsonEvent.read(parser);
        } catch (JsonProcessingException broken) {
            sink.rejected(origin, "expected JSON: " + broken.getOriginalMessage());
            return;
        }
        long id = event.number("EventID");
        var written = event.get("TimeCreated", "EventTime", "@timestamp");
        var time = times.read(written);
        if (id < 0 || id > 0xFFFF) sink.rejected(origin, "expected a number as EventID");
        else if (time == null) sink.rejected(origin, "expected a time as TimeCreated or EventTime");
        else {
            var data = new TreeMap<>(event.values());
            data.keySet().removeAll(SYSTEM);
            var provider = event.get("SourceName", "ProviderName");
            sink.fact(new LogEvent(
                    event.get("Hostname", "Computer"),
                    event.get("Channel").isEmpty() ? Channels.ofProvider(provider) : event.get("Channel"),
                    provider,
                    (int) id,
                    level(event),
                    event.number("RecordNumber", "EventRecordID"),
                    time,
                    data,
                    event.get("Message"),
                    "",
                    origin.withTime(written, times.note())));
        }
    }

    /** Windows' number, else NXLog's: 1 debug to 5 critical. */
    private static Level level(JsonEvent event) {
        long level = event.number("Level");
        if (level >= 0) return Level.ofWindows((int) Math.min(level, 255));
        if (event.get("EventType").startsWith("AUDIT")) return Level.NONE;
        return switch ((int) Math.min(event.number("SeverityValue"), 9)) {
            case 1 -> Level.DEBUG;
            case 2 -> Level.INFO;
            case 3 -> Level.WARNING;
            case 4 -> Level.ERROR;
            case 5 -> Level.CRITICAL;
            default -> Level.NONE;
        };
    }
}
