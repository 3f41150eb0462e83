package tilsyn.decoder.syslog;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

/**
 * Reads {@code dmesg -T}, also {@code -x}, which names facility and level. Its times are the kernel's own, which stand still
 * while the machine sleeps; times since the start ({@code dmesg} alone) name no moment and are not read.
 */
public final class DmesgDecoder implements Decoder {
    private static final Format FORMAT = new Format(
            "dmesg",
            Family.SYSLOG,
            "Kernel messages (dmesg -T)",
            "LC_ALL=C dmesg -T -x > dmesg-HOST.txt",
            List.of("HW-01", "HW-02"));
    private static final Pattern LINE = Pattern.compile(
            "(?:([a-z]{3,8}) *:([a-z]{3,6}) *: )?\\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4})] (.*)");
    private static final Map<String, Level> LEVELS = Map.of(
            "emerg", Level.CRITICAL,
            "alert", Level.CRITICAL,
            "crit", Level.CRITICAL,
            "err", Level.ERROR,
            "warn", Level.WARNING,
            "notice", Level.INFO,
            "info", Level.INFO,
            "debug", Level.DEBUG);
    private static final int LOOKED_AT = 20;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(LOOKED_AT);
        long like = lines.stream()
                .filter(line -> line.length() < 10_000 && LINE.matcher(line).matches())
                .count();
        // Apache's error log has the same time and then a level in brackets
        return like * 2 > lines.size()
                && lines.stream().noneMatch(line -> line.matches("\\[[^]]{1,40}] \\[\\w+(?::\\w+)?] .*"));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var stamp = Messages.stamp(input.zone(), input.zoneNote(), input.received());
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) take(line, stamp, input, sink);
        }
    }

    private static void take(Line line, Stamp stamp, Input input, Sink sink) {
        var text = line.text();
        if (text.isBlank()) {
            sink.ignored("blank line");
            return;
        }
        if (text.charAt(0) == ' ') {
            sink.ignored("continues the line before");
            return;
        }
        var found = LINE.matcher(text);
        if (!line.whole() || !found.matches()) {
            sink.rejected(input.origin(line), "expected a line such as '[Sun Nov  9 22:14:15 2025] text'");
            return;
        }
        var written = found.group(3);
        var time = stamp.read(written, 0);
        if (time == null || stamp.end() < written.length()) {
            sink.rejected(input.origin(line), "there is no such time as '" + written + "'");
            return;
        }
        var facility = found.group(1) == null ? "kern" : found.group(1);
        var level = found.group(2) == null ? Level.NONE : LEVELS.getOrDefault(found.group(2), Level.NONE);
        sink.fact(new LogEvent(
                "",
                LogEvent.SYSLOG,
                facility.equals("kern") ? "kernel" : facility.toLowerCase(Locale.ROOT),
                -1,
                level,
                -1,
                time,
                Map.of(),
                found.group(4),
                "",
                input.origin(line).withTime(written, stamp.note())));
    }
}
