package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.LocalTimes;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/** Reads {@code ipmitool sel list} and {@code sel elist}, also as {@code -c} prints them. */
public final class IpmiSelDecoder implements Decoder {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,4}");
    private static final Pattern DATE = Pattern.compile("Pre-Init|\\d\\d/\\d\\d/(?:\\d\\d|\\d{4})");

    /** @param rest what stands behind the time */
    private record Entry(String id, String date, String clock, List<String> rest) {}

    @Override
    public Format format() {
        return new Format(
                "ipmi-sel",
                Family.HARDWARE,
                "Event log of the management controller (ipmitool sel elist)",
                "ipmitool sel elist > sel-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-05", "HW-08"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(20);
        if (lines.size() == 1 && lines.get(0).strip().equals("SEL has no entries")) return true;
        return lines.stream().filter(line -> entry(line) != null).count() * 2 > lines.size();
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var times = new LocalTimes(input, false);
        When before = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.text().isBlank()) continue;
                var entry = line.whole() ? entry(line.text()) : null;
                if (entry != null) before = tell(entry, before, file, times, line, input, sink);
                else if (line.text().strip().equals("SEL has no entries")) sink.ignored("no entries");
                else sink.rejected(input.origin(line), "expected an entry, as ipmitool sel prints it");
            }
        }
    }

    /** When it was, if it says so, else when the one before it was. */
    private static @Nullable When tell(
            Entry entry, @Nullable When before, When file, LocalTimes times, Line line, Input input, Sink sink) {
        var rest = entry.rest();
        var stated = EventLog.time(entry.date(), entry.clock(), times, input);
        var known = stated == null ? before : stated;
        if (rest.get(0).startsWith("OEM record")) {
            sink.ignored("an entry in the maker's own code");
            return known;
        }
        if (rest.size() < 3) {
            sink.rejected(input.origin(line), "expected a sensor, an event and whether it is asserted");
            return known;
        }
        var time = stated == null ? EventLog.undated(before, file) : stated;
        boolean reading = rest.size() > 3 && rest.get(3).startsWith("Reading ");
        sink.fact(EventLog.entry(
                entry.id(),
                time,
                rest.get(0),
                reading ? rest.get(1) + "; " + rest.get(3) : rest.get(1),
                "",
                !rest.get(2).equals("Deasserted"),
                time.on(input.origin(line))));
        return known;
    }

    private static @Nullable Entry entry(String line) {
        if (line.length() > 2_000) return null;
        var fields = fields(line, line.indexOf('|') >= 0 ? '|' : ',');
        if (fields.size() < 4
                || !ID.matcher(fields.get(0)).matches()
                || !DATE.matcher(fields.get(1)).matches()) return null;
        return new Entry(fields.get(0), fields.get(1), fields.get(2), fields.subList(3, fields.size()));
    }

    private static List<String> fields(String line, char separator) {
        var fields = new ArrayList<String>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0 && fields.size() < 6; at = line.indexOf(separator, from)) {
            fields.add(line.substring(from, at).strip());
            from = at + 1;
        }
        fields.add(line.substring(from).strip());
        return fields;
    }
}
