package tilsyn.decoder.syslog;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.fact.LogEvent;

/**
 * Reads files of syslog lines in the forms found in the wild: RFC 3164 and RFC 5424, the ISO times of rsyslog and of
 * {@code journalctl -o short-iso}, each with or without priority, also mixed in one file. Without a priority the level is
 * NONE: what the line doesn't say isn't guessed. A line that repeats the one before counts as often as it says.
 */
public final class SyslogDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "syslog",
            Family.SYSLOG,
            "Syslog file, RFC 3164, RFC 5424 or as rsyslog and journalctl write it",
            "journalctl --since -35d -o short-iso-precise > HOST-journal.log",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-06", "HW-01", "HW-02"));
    private static final int LOOKED_AT = 20;

    @Override
    public Format format() {
        return FORMAT;
    }

    /** Most of the first lines look like syslog, and one is it beyond doubt. */
    @Override
    public boolean recognises(Head head) {
        if (head.firstChar() == '{') return false;
        var line = line(ZoneOffset.UTC, "", Instant.EPOCH);
        int looked = 0;
        int likely = 0;
        boolean sure = false;
        for (var text : head.lines(LOOKED_AT)) {
            if (isAside(text)) continue;
            looked++;
            if (line.read(text) != null) continue;
            if (line.sure() || line.likely()) likely++;
            sure |= line.sure();
        }
        return sure && likely * 2 > looked;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = line(input.zone(), input.zoneNote(), input.received());
        LogEvent before = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) sink.ignored("blank line");
                else if (!line.whole()) reject(line, input, sink, "expected a line shorter than 1 MiB");
                else if (isAside(text)) sink.ignored(aside(text));
                else {
                    var problem = reading.read(text);
                    if (problem != null) reject(line, input, sink, problem);
                    else before = event(reading, before, line, input, sink);
                }
            }
        }
    }

    private static SyslogLine line(ZoneId zone, String zoneNote, Instant received) {
        return new SyslogLine(new Stamp(
                new LocalTimes(zone, zoneNote, received, false),
                new LocalTimes(ZoneOffset.UTC, "UTC stated", received, false)));
    }

    private static LogEvent event(SyslogLine reading, @Nullable LogEvent before, Line line, Input input, Sink sink) {
        var event = reading.event(input, line);
        var repeat = Repeat.of(event.message());
        if (repeat == null) {
            sink.fact(event);
            return event;
        }
        var repeated = event;
        if (!repeat.message().isEmpty()) repeated = saying(event, event, repeat.message());
        else if (before != null && before.host().equals(event.host()))
            repeated = saying(event, before, before.message());
        for (int i = 0; i < repeat.times(); i++) sink.fact(repeated);
        if (repeat.times() == 0) sink.ignored("repeats nothing");
        return repeated;
    }

    /** The event at its own time and place, with what another one says. */
    private static LogEvent saying(LogEvent event, LogEvent other, String message) {
        return new LogEvent(
                event.host(),
                event.channel(),
                other.provider(),
                -1,
                other.level(),
                event.recordId(),
                event.time(),
                event.data(),
                message,
                "",
                event.origin());
    }

    private static void reject(Line line, Input input, Sink sink, String reason) {
        sink.rejected(input.origin(line), reason);
    }

    /** Lines that belong to the one before, and the headings of journalctl. */
    private static boolean isAside(String text) {
        char first = text.charAt(0);
        return first == ' ' || first == '\t' || text.startsWith("-- ");
    }

    private static String aside(String text) {
        return text.startsWith("-- ") ? "heading of journalctl" : "continues the line before";
    }
}
