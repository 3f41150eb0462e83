package tilsyn.decoder.windows;

import org.jspecify.annotations.Nullable;
import tilsyn.decoder.LevelWords;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

/** An event by the names that {@code Get-WinEvent} gives its parts, in whatever form it was saved. */
final class PowerShellEvent {
    private PowerShellEvent() {}

    static void take(JsonEvent event, JsonTimes times, Origin origin, Sink sink) {
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
