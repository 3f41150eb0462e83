package tilsyn.decoder.windows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Reads what {@code Get-WinEvent | ConvertTo-Json} prints in Windows PowerShell 5.1 and in PowerShell 7: a list of events,
 * or one event alone. Properties have no names there; those of the events that signatures use get the names their
 * providers give them.
 */
public final class GetWinEventJsonDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "getwinevent-json",
            Family.WINDOWS,
            "Windows events as JSON, of Get-WinEvent",
            "Get-WinEvent -LogName System | ConvertTo-Json -Depth 3 | Out-File -Encoding utf8 HOST-System.json",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        char first = head.firstChar();
        if (first != '[' && first != '{') return false;
        var text = head.text();
        return text.contains("\"ProviderName\"")
                && text.contains("\"TimeCreated\"")
                && text.contains("\"LogName\"")
                && text.contains("\"Id\"");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var times = new JsonTimes(input);
        long line = 1;
        try (var text = new Remembered(input.reader());
                var parser = JsonEvent.JSON.createParser(text)) {
            try {
                for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    var start = parser.currentTokenLocation();
                    line = Math.max(1, start.getLineNr());
                    if (token == JsonToken.START_OBJECT) {
                        var event = JsonEvent.read(parser);
                        long end = parser.currentLocation().getCharOffset();
                        var origin = input.origin(line, -1, text.between(start.getCharOffset(), end));
                        text.forget(end);
                        take(event, times, origin, sink);
                    } else if (token.isScalarValue()) {
                        sink.rejected(input.origin(line, -1, parser.getText()), "expected an event, {...}");
                    }
                }
            } catch (JsonProcessingException broken) {
                var rest = text.between(0, Long.MAX_VALUE);
                sink.rejected(input.origin(line, -1, rest), "expected JSON: " + broken.getOriginalMessage());
            }
        }
    }

    private static void take(JsonEvent event, JsonTimes times, Origin origin, Sink sink) {
        long id = event.number("Id");
        var written = event.get("TimeCreated");
        var time = times.read(written);
        var provider = event.get("ProviderName");
        var level = level(event);
        if (id < 0 || id > 0xFFFF) sink.rejected(origin, "expected a number as Id");
        else if (time == null) sink.rejected(origin, "expected TimeCreated as a date, found '" + shown(written) + "'");
        else if (level == null) sink.rejected(origin, "unknown level '" + shown(event.get("LevelDisplayName")) + "'");
        else
            sink.fact(new LogEvent(
                    event.get("MachineName"),
                    event.get("LogName").isEmpty() ? Channels.ofProvider(provider) : event.get("LogName"),
                    provider,
                    (int) id,
                    level,
                    event.number("RecordId"),
                    time,
                    DataNames.named(provider, (int) id, event.properties()),
                    event.get("Message"),
                    "",
                    origin.withTime(written, times.note())));
    }

    /** The number; without it the word, if it is known; NONE when neither is given. */
    private static @Nullable Level level(JsonEvent event) {
        long number = event.number("Level");
        if (number >= 0) return Level.ofWindows((int) Math.min(number, 255));
        var word = event.get("LevelDisplayName");
        return word.isEmpty() ? Level.NONE : LevelWords.of(word);
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
