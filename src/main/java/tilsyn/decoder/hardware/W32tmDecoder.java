package tilsyn.decoder.hardware;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Moment;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.TimeSync;

/**
 * Reads {@code w32tm /query /status}, also {@code /verbose}, in any language: its lines have an order, and what decides is
 * the number that each begins with.
 */
public final class W32tmDecoder implements Decoder {
    private static final Pattern REFERENCE = Pattern.compile("[^:]{3,60}: ?0x([0-9A-Fa-f]{8}) ?\\(.*");
    private static final Pattern SECONDS = Pattern.compile("(-?\\d{1,12}(?:[.,]\\d{1,9})?) ?s");
    /** "LOCL": the machine's own clock, which a domain controller without a source calls a source. */
    private static final String OWN_CLOCK = "0X4C4F434C";

    private static final int LEAP = 0;
    private static final int STRATUM = 1;
    private static final int REFERENCE_ID = 5;
    private static final int LAST_SYNC = 6;
    private static final int SERVER = 7;
    private static final int STATUS = 9;
    private static final int PHASE_OFFSET = 9;
    private static final int LAST_ERROR = 14;
    private static final int SINCE_SYNC = 15;
    private static final int VERBOSE = 16;

    @Override
    public Format format() {
        return new Format(
                "w32tm",
                Family.HARDWARE,
                "Clock of Windows (w32tm /query /status /verbose)",
                "w32tm /query /status /verbose > time-HOST-$(Get-Date -f yyyyMMddTHHmm).txt   (daily)",
                List.of("LOG-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(STATUS);
        return lines.size() == STATUS
                && lines.stream().allMatch(line -> line.length() < 500 && line.indexOf(':') > 2)
                && number(lines.get(LEAP)) >= 0
                && number(lines.get(LEAP)) <= 3
                && number(lines.get(STRATUM)) >= 0
                && REFERENCE.matcher(lines.get(REFERENCE_ID)).matches();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var texts = new ArrayList<String>();
        Line first = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text();
                if (text.isBlank()) continue;
                if (texts.size() >= VERBOSE || text.length() >= 500 || text.indexOf(':') < 0)
                    sink.rejected(input.origin(line), "expected one of the " + VERBOSE + " lines of w32tm");
                else {
                    if (first == null) first = line;
                    texts.add(text);
                }
            }
        }
        if (first == null) return;
        if (texts.size() < STATUS || !REFERENCE.matcher(texts.get(REFERENCE_ID)).matches())
            sink.rejected(input.origin(first), "expected the lines of w32tm /query /status; the report is cut off");
        else report(texts, first, input, sink);
    }

    private static void report(List<String> texts, Line first, Input input, Sink sink) {
        var when = Dating.of(input);
        int leap = number(texts.get(LEAP));
        int stratum = number(texts.get(STRATUM));
        boolean own = texts.get(REFERENCE_ID).toUpperCase(Locale.ROOT).contains(OWN_CLOCK);
        boolean sourced = !own && !texts.get(REFERENCE_ID).contains("0x00000000") && stratum > 0 && stratum < 16;
        boolean failed = texts.size() > LAST_ERROR && number(texts.get(LAST_ERROR)) != 0;
        var state = leap < 0 || stratum < 0
                ? TimeSync.State.UNKNOWN
                : leap == 3 || !sourced || failed ? TimeSync.State.NOT_SYNCHRONISED : TimeSync.State.SYNCHRONISED;
        var offset = texts.size() > PHASE_OFFSET ? seconds(texts.get(PHASE_OFFSET)) : null;
        sink.fact(new TimeSync(
                "",
                "w32tm",
                state,
                value(texts.get(LEAP))
                        + (own ? "; " + value(texts.get(SERVER)) : "")
                        + (failed ? "; " + value(texts.get(LAST_ERROR)) : ""),
                sourced ? offset : null,
                own ? null : lastSync(texts, when, input),
                sourced ? value(texts.get(SERVER)) : "",
                when.instant(),
                when.on(input.origin(first.number(), first.offset(), String.join("\n", texts)))));
    }

    private static @Nullable Instant lastSync(List<String> texts, When when, Input input) {
        var since = texts.size() > SINCE_SYNC ? seconds(texts.get(SINCE_SYNC)) : null;
        if (since != null) return since.isNegative() ? null : when.instant().minus(since);
        var written = Moment.start(value(texts.get(LAST_SYNC)), input.zone(), input.zoneNote());
        return written == null ? null : written.instant();
    }

    private static @Nullable Duration seconds(String line) {
        var found = SECONDS.matcher(value(line).strip());
        var number = found.matches() ? Quantity.number(found.group(1), true) : null;
        return number == null ? null : Clock.seconds(number);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    /** The whole number that the value begins with; -1 when it begins with none. */
    private static int number(String line) {
        var value = value(line);
        int end = 0;
        while (end < value.length() && end < 4 && value.charAt(end) >= '0' && value.charAt(end) <= '9') end++;
        return end == 0 || end == 4 ? -1 : Integer.parseInt(value.substring(0, end));
    }
}
