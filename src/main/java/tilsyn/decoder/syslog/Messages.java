package tilsyn.decoder.syslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;

/**
 * The messages of one input, line by line or frame by frame. A line that repeats the one before counts as often as it says;
 * lines that belong to the one before join its message. What states no time gets that of a neighbour; where no line states
 * one, RFC 5424's, which may do so, are of when the file was made, where that is known.
 */
final class Messages {
    private static final int LONGEST_JOINED = 8 << 10;
    private static final int MOST_UNDATED = 1_000;

    private final Input input;
    private final Sink sink;
    private final Function<LogEvent, List<Fact>> products;
    private final SyslogLine reading;
    private final List<Line> undated = new ArrayList<>();
    private final StringBuilder joined = new StringBuilder();
    /** The last event, which lines behind it may belong to. */
    private @Nullable LogEvent open;

    /** The last event but for what repeats it. */
    private @Nullable LogEvent before;

    Messages(Input input, Sink sink, Function<LogEvent, List<Fact>> products) {
        this.input = input;
        this.sink = sink;
        this.products = products;
        this.reading = line(input.zone(), input.zoneNote(), input.received());
    }

    static SyslogLine line(ZoneId zone, String zoneNote, Instant received) {
        return new SyslogLine(stamp(zone, zoneNote, received));
    }

    static Stamp stamp(ZoneId zone, String zoneNote, Instant received) {
        return new Stamp(
                new LocalTimes(zone, zoneNote, received, false),
                new LocalTimes(ZoneOffset.UTC, "UTC stated", received, false));
    }

    void take(Line line) {
        var text = line.text();
        if (text.isBlank()) sink.ignored("blank line");
        else if (!line.whole()) reject(line, "expected a line shorter than 1 MiB");
        else if (isAside(text)) aside(text);
        else {
            var problem = reading.read(text);
            if (problem != null) reject(line, problem);
            else if (reading.undated()) keep(line);
            else {
                if (!undated.isEmpty()) date(line);
                event(line);
            }
        }
    }

    /** Gives what is still held. */
    void end() {
        close();
        var when = undated.isEmpty() || isUnknown(Dating.of(input)) ? null : Dating.of(input);
        for (var line : undated) {
            if (when != null) reading.readAt(line.text(), when.instant(), "no line states a time; " + when.note());
            if (when != null && reading.numbered()) event(line);
            else reject(line, "expected a time; neither this line nor any other states one");
        }
        close();
        undated.clear();
    }

    /** Receipt says nothing of when a line was written; a silent source must not look alive. */
    private boolean isUnknown(When when) {
        return input.modified() == null && when.text().isEmpty();
    }

    private void keep(Line line) {
        if (undated.size() < MOST_UNDATED) undated.add(line);
        else reject(line, "expected a time; %d lines before it have none either".formatted(MOST_UNDATED));
    }

    /** Reads the lines that came before any with a time, at the time of this one, and then this one again. */
    private void date(Line line) {
        var time = reading.time();
        for (var earlier : undated) {
            reading.readAt(earlier.text(), time, "no time in the line; that of the first behind it that has one");
            event(earlier);
        }
        undated.clear();
        reading.read(line.text());
    }

    private void event(Line line) {
        close();
        var event = reading.event(input, line);
        var repeat = Repeat.of(event.message());
        if (repeat == null) {
            open = event;
            before = event;
        } else {
            before = repeated(event, repeat);
        }
    }

    private LogEvent repeated(LogEvent event, Repeat repeat) {
        var repeated = event;
        if (!repeat.message().isEmpty()) repeated = saying(event, event, repeat.message());
        else if (before != null && before.host().equals(event.host()))
            repeated = saying(event, before, before.message());
        for (int i = 0; i < repeat.times(); i++) sink.fact(repeated);
        if (repeat.times() == 0) sink.ignored("repeats nothing");
        return repeated;
    }

    private void close() {
        var event = open;
        if (event == null) return;
        open = null;
        if (joined.length() > 0) {
            event = saying(event, event, event.message() + joined);
            joined.setLength(0);
        }
        sink.fact(event);
        if (event.data().containsKey("vendor")) products.apply(event).forEach(sink::fact);
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

    private void reject(Line line, String reason) {
        close();
        sink.rejected(input.origin(line), reason);
    }

    /** Lines that belong to the one before, and the headings of journalctl. */
    static boolean isAside(String text) {
        char first = text.charAt(0);
        return first == ' '
                || first == '\t'
                || first == '-' && text.startsWith("-- ")
                || first == 'C' && text.startsWith("Caused by: ");
    }

    private void aside(String text) {
        if (text.startsWith("-- ")) {
            sink.ignored("heading of journalctl");
            return;
        }
        if (open != null && joined.length() < LONGEST_JOINED) {
            int room = LONGEST_JOINED - joined.length();
            joined.append('\n').append(text, 0, Math.min(text.length(), room));
        }
        sink.ignored("continues the line before");
    }
}
