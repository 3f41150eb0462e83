package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

/** Reads mails of {@code mdadm --monitor}, and what it prints: events of arrays, with the host of the mail's subject. */
public final class MdadmMonitorDecoder implements Decoder {
    private static final Pattern SUBJECT =
            Pattern.compile("Subject: (\\w{1,40}) event on (/dev/\\S{1,60}):(\\S{1,100})");
    private static final Pattern EVENT = Pattern.compile(
            "(?:mdadm: )?(\\w{1,40}) event detected on md device (/dev/[^\\s,]{1,60})(?:, component device\\s+(.*))?");
    private static final Pattern MISMATCHES = Pattern.compile("mismatches found: [1-9]");
    private static final Pattern DATE = Pattern.compile(
            "Date: (?:[A-Z][a-z]{2}, )?(\\d{1,2}) ([A-Z][a-z]{2}) (\\d{4}) (\\d\\d:\\d\\d:\\d\\d) ([+-])(\\d\\d)(\\d\\d).*");

    @Override
    public Format format() {
        return new Format(
                "mdadm-monitor",
                Family.HARDWARE,
                "Mails of Linux software RAID's monitor (mdadm --monitor)",
                "save the mails that mdadm sends to MAILADDR in /etc/mdadm/mdadm.conf, one after the other, as mdadm-mails-HOST.txt",
                List.of("HW-01", "HW-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(
                        head,
                        line -> EVENT.matcher(line.stripTrailing()).matches()
                                || SUBJECT.matcher(line.stripTrailing()).matches())
                && !head.text().contains("mdadm[");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var host = "";
        When dated = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().stripTrailing();
                if (text.length() > 500) continue;
                var subject = SUBJECT.matcher(text);
                var event = EVENT.matcher(text);
                if (text.startsWith("From: ")) {
                    host = "";
                    dated = null;
                } else if (subject.matches()) host = subject.group(3);
                else if (text.startsWith("Date: ")) dated = date(text);
                else if (event.matches())
                    sink.fact(event(
                            event.group(1),
                            event.group(2),
                            event.group(3),
                            host,
                            dated == null ? file : dated,
                            line,
                            input));
            }
        }
    }

    private static @Nullable When date(String text) {
        var date = DATE.matcher(text);
        if (!date.matches()) return null;
        var utc =
                WrittenTime.of("%s %s %s UTC %s".formatted(date.group(2), date.group(1), date.group(4), date.group(3)));
        if (utc == null) return null;
        long offset = Long.parseLong(date.group(6)) * 3600 + Long.parseLong(date.group(7)) * 60;
        return new When(utc.minusSeconds(date.group(5).equals("-") ? -offset : offset), text.substring(6), "");
    }

    private static LogEvent event(
            String name, String array, @Nullable String device, String host, When time, Line line, Input input) {
        Map<String, String> data = new TreeMap<>();
        data.put("event", name);
        data.put("array", array);
        if (device != null && device.startsWith("/dev/")) data.put("device", device.strip());
        return new LogEvent(
                host,
                LogEvent.HARDWARE,
                "mdadm",
                -1,
                MISMATCHES.matcher(line.text()).find() ? Level.WARNING : level(name),
                -1,
                time.instant(),
                data,
                line.text().strip(),
                "",
                time.on(input.origin(line)));
    }

    /** As mdadm(8) lists them. What it does not list is for a person to look at. */
    private static Level level(String name) {
        if (name.matches("Rebuild\\d{1,3}")) return Level.INFO;
        return switch (name) {
            case "Fail", "DegradedArray", "DeviceDisappeared" -> Level.ERROR;
            case "RebuildStarted", "RebuildFinished", "SpareActive", "NewArray", "MoveSpare", "TestMessage" ->
                Level.INFO;
            default -> Level.WARNING;
        };
    }
}
