package tilsyn.decoder.syslog;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;

/**
 * Reads files of syslog lines in the forms found in the wild: RFC 3164 and RFC 5424, the ISO times of rsyslog and of
 * {@code journalctl -o short-iso}, each with or without priority, also mixed in one file. Without a priority the level is
 * NONE: what the line doesn't say isn't guessed. What carries CEF or LEEF is taken apart; what network devices write, and
 * messages that state no time, are read where they have a priority.
 */
public final class SyslogDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "syslog",
            Family.SYSLOG,
            "Syslog file, RFC 3164, RFC 5424 or as rsyslog and journalctl write it",
            "journalctl --since -35d -o short-iso-precise > HOST-journal.log",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-06", "HW-01", "HW-02"));
    private static final int LOOKED_AT = 20;
    private static final int DNF = "2025-11-10T07:00:00+0100".length();
    private static final int CTIME = "Mon Nov 10 07:00:00 2025".length();

    private final Function<LogEvent, List<Fact>> products;

    public SyslogDecoder() {
        this(event -> List.of());
    }

    /** @param products gives what else an event in CEF or LEEF says, such as the state of an antivirus program */
    public SyslogDecoder(Function<LogEvent, List<Fact>> products) {
        this.products = products;
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    /** Most of the first lines look like syslog, and one is it beyond doubt. */
    @Override
    public boolean recognises(Head head) {
        if (head.firstChar() == '{') return false;
        // what ClamAV logs itself: a date of C's ctime, and an arrow
        if (head.lines(1).stream().anyMatch(first -> first.startsWith(" -> ", CTIME))) return false;
        // what dnf logs of packages: a level of its own where a host would stand
        if (head.lines(LOOKED_AT).stream().anyMatch(text -> text.startsWith(" SUBDEBUG ", DNF))) return false;
        var line = Messages.line(ZoneOffset.UTC, "", Instant.EPOCH);
        int looked = 0;
        int likely = 0;
        boolean sure = false;
        for (var text : head.lines(LOOKED_AT)) {
            if (Messages.isAside(text)) continue;
            looked++;
            if (line.read(text) != null) continue;
            if (line.carriesPayload()) {
                likely++;
                sure = true;
            }
            if (line.carriesPayload() || line.undated()) continue;
            if (line.sure() || line.likely()) likely++;
            sure |= line.sure();
        }
        return sure && likely * 2 > looked;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var messages = new Messages(input, sink, products);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) messages.take(line);
        }
        messages.end();
    }
}
