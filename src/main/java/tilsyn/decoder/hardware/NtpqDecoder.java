package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.TimeSync;

/** Reads {@code ntpq -p}: the peers of ntpd, of which the one it follows is marked with {@code *}, or {@code o} for a pulse. */
public final class NtpqDecoder implements Decoder {
    private static final int COLUMNS = 10;
    private static final int OFFSET = 8;

    @Override
    public Format format() {
        return new Format(
                "ntpq-peers",
                Family.HARDWARE,
                "Clock by ntpd (ntpq -p)",
                "ntpq -pn > time-HOST-$(date +%Y%m%dT%H%M).txt   (daily)",
                List.of("LOG-07"));
    }

    @Override
    public boolean recognises(Head head) {
        var lines = head.lines(1);
        return !head.binary() && !lines.isEmpty() && isHeading(lines.get(0));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Line heading = null;
        Line followed = null;
        int peers = 0;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                if (isHeading(text)) {
                    if (heading != null) fact(heading, followed, peers, input, sink);
                    heading = line;
                    followed = null;
                    peers = 0;
                } else if (text.startsWith("====")) sink.ignored("heading");
                else if (heading == null || text.length() > 1_000 || fields(text).length != COLUMNS)
                    sink.rejected(input.origin(line), "expected a peer with " + COLUMNS + " columns below the heading");
                else {
                    peers++;
                    if (followed == null && (text.charAt(0) == '*' || text.charAt(0) == 'o')) followed = line;
                    else sink.ignored("a peer that the clock does not follow");
                }
            }
        }
        if (heading != null) fact(heading, followed, peers, input, sink);
    }

    private static void fact(Line heading, @Nullable Line followed, int peers, Input input, Sink sink) {
        if (peers == 0) {
            sink.rejected(input.origin(heading), "expected peers below the heading");
            return;
        }
        var when = Dating.of(input);
        if (followed == null) {
            sink.fact(new TimeSync(
                    "",
                    "ntpd",
                    TimeSync.State.NOT_SYNCHRONISED,
                    "follows none of " + peers + " peers",
                    null,
                    null,
                    "",
                    when.instant(),
                    when.on(input.origin(heading))));
            return;
        }
        var fields = fields(followed.text());
        if (isOwnClock(fields)) {
            sink.fact(new TimeSync(
                    "",
                    "ntpd",
                    TimeSync.State.NOT_SYNCHRONISED,
                    "follows its own clock",
                    null,
                    null,
                    "",
                    when.instant(),
                    when.on(input.origin(followed))));
            return;
        }
        var milliseconds = Quantity.number(fields[OFFSET]);
        sink.fact(new TimeSync(
                "",
                "ntpd",
                TimeSync.State.SYNCHRONISED,
                followed.text().substring(0, 1),
                // ntpq says how far the source is ahead
                milliseconds == null ? null : Clock.seconds(-milliseconds / 1000),
                null,
                fields[0],
                when.instant(),
                when.on(input.origin(followed))));
    }

    /** The driver for the machine's own clock, which ntpd falls back to where it is configured. */
    private static boolean isOwnClock(String[] fields) {
        return fields[0].startsWith("LOCAL(") || fields[0].startsWith("127.127.1.");
    }

    private static boolean isHeading(String line) {
        return line.strip().matches("remote +refid +st +t +when +poll +reach +delay +offset +jitter");
    }

    /** Without the mark before the first. */
    private static String[] fields(String line) {
        return line.substring(1).strip().split("\\s+");
    }
}
