package tilsyn.decoder.windows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.LevelWords;
import tilsyn.decoder.Listing;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/**
 * Reads what {@code Get-WinEvent | Format-List *} shows of events: their numbers and names, not their data fields. Keys are the same
 * in any language; the word of the level is read where its number is missing.
 */
public final class GetWinEventListDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "getwinevent-list",
                Family.WINDOWS,
                "Windows events as Get-WinEvent lists them (text)",
                "Get-WinEvent -LogName System | Format-List * > HOST-System.txt   (better as JSON or XML, which hold the data fields)",
                List.of("LOG-01", "OPS-01"));
    }

    @Override
    public boolean recognises(Head head) {
        return Listing.hasKeys(head, "timecreated", "providername", "id");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Listing.each(input, (fields, origin) -> event(fields, origin, dates, sink));
    }

    private static void event(Map<String, String> fields, Origin origin, Dates dates, Sink sink) {
        if (!fields.containsKey("timecreated") && !fields.containsKey("id")) {
            sink.ignored("no event, such as what follows a blank line in a message");
            return;
        }
        long id = Quantity.count(fields.getOrDefault("id", ""));
        var time = dates.start(fields.getOrDefault("timecreated", ""));
        var provider = fields.getOrDefault("providername", "");
        if (id < 0 || id > 0xFFFF) sink.rejected(origin, "expected a number as Id");
        else if (time == null)
            sink.rejected(origin, "expected TimeCreated as a date of which day and month can be told apart");
        else if (provider.isEmpty()) sink.rejected(origin, "expected a ProviderName");
        else
            sink.fact(new LogEvent(
                    fields.getOrDefault("machinename", ""),
                    fields.getOrDefault("logname", "").isEmpty()
                            ? Channels.ofProvider(provider)
                            : fields.getOrDefault("logname", ""),
                    provider,
                    (int) id,
                    level(fields),
                    Quantity.count(fields.getOrDefault("recordid", "")),
                    time.instant(),
                    Map.of(),
                    fields.getOrDefault("message", ""),
                    "",
                    time.on(origin)));
    }

    private static Level level(Map<String, String> fields) {
        long number = Quantity.count(fields.getOrDefault("level", ""));
        if (number >= 0) return Level.ofWindows((int) Math.min(number, 255));
        var level = LevelWords.of(fields.getOrDefault("leveldisplayname", ""));
        return level == null ? Level.NONE : level;
    }
}
