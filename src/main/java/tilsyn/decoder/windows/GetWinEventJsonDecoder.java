package tilsyn.decoder.windows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

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
                        PowerShellEvent.take(event, times, origin, sink);
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
}
