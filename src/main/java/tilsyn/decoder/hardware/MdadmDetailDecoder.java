package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.RaidArray;
import tilsyn.fact.RaidArray.State;

/** Reads {@code mdadm --detail} of one array or several. Its update time is when the array was last written, not asked. */
public final class MdadmDetailDecoder implements Decoder {
    private static final Pattern DEVICE = Pattern.compile("/dev/(md[\\w./-]{0,60}):");
    private static final Pattern FIELD = Pattern.compile("\\s*([A-Z][A-Za-z ]{2,30}) : (.*)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})% complete");
    private static final Set<String> GOOD =
            Set.of("clean", "active", "checking", "reshaping", "write-pending", "active-idle");

    @Override
    public Format format() {
        return new Format(
                "mdadm-detail",
                Family.HARDWARE,
                "Linux software RAID (mdadm --detail)",
                "mdadm --detail /dev/md? > mdadm-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-03"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        var lines = head.lines(40);
        return lines.stream()
                        .limit(4)
                        .anyMatch(line -> DEVICE.matcher(line.strip()).matches())
                && lines.stream()
                        .anyMatch(line -> line.strip().startsWith("Raid Level : ")
                                || line.strip().startsWith("Raid Devices : "));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var time = Dating.of(input);
        Detail detail = null;
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var device = DEVICE.matcher(line.text().strip());
                if (device.matches()) {
                    if (detail != null) detail.emit(time, input, sink);
                    detail = new Detail(line, device.group(1));
                } else if (detail != null) detail.add(line.text());
            }
        }
        if (detail != null) detail.emit(time, input, sink);
    }

    private static final class Detail {
        private final Line line;
        private final String array;
        private final StringBuilder raw;
        private final Map<String, String> fields = new TreeMap<>();
        private int busy;

        Detail(Line line, String array) {
            this.line = line;
            this.array = array;
            this.raw = new StringBuilder(line.text());
        }

        void add(String text) {
            if (text.length() < 500 && text.contains(" spare rebuilding ")) busy++;
            var field = text.length() > 500 ? null : FIELD.matcher(text);
            if (field == null || !field.matches() || fields.size() > 60) return;
            var name = field.group(1).strip();
            fields.putIfAbsent(name, field.group(2).strip());
            if (raw.length() < Origin.RAW_LIMIT
                    && (name.endsWith("Devices")
                            || name.endsWith("Status")
                            || name.equals("State")
                            || name.equals("Raid Level"))) raw.append('\n').append(text);
        }

        void emit(When time, Input input, Sink sink) {
            var origin = time.on(input.origin(line.number(), line.offset(), raw.toString()));
            var said = fields.get("State");
            if (said == null) {
                if ("container".equals(fields.get("Raid Level"))) sink.ignored("a container of arrays");
                else sink.rejected(origin, "no state is said of the array");
                return;
            }
            int members = (int) Quantity.count(fields.get("Raid Devices"));
            int working = (int) Quantity.count(fields.get("Active Devices"));
            var state = state(said, working, members);
            sink.fact(new RaidArray(
                    "",
                    array,
                    fields.getOrDefault("Raid Level", ""),
                    state,
                    said,
                    working,
                    members,
                    spares(),
                    state == State.OPTIMAL ? null : percent(said),
                    null,
                    -1,
                    time.instant(),
                    origin));
        }

        /** A disk that is being rebuilt onto counts as a spare for mdadm, but stands by for nothing any more. */
        private int spares() {
            int spares = (int) Quantity.count(fields.get("Spare Devices"));
            return spares < 0 ? -1 : Math.max(0, spares - busy);
        }

        private static State state(String said, int working, int members) {
            boolean degraded = working >= 0 && working < members;
            boolean rebuilding = false;
            for (var word : said.split(",")) {
                var bare = word.strip().replaceFirst(" \\(.*\\)$", "");
                switch (bare) {
                    case "FAILED", "broken", "Not Started", "inactive", "not started" -> {
                        return State.FAILED;
                    }
                    case "degraded", "resyncing" -> degraded = true;
                    case "recovering" -> rebuilding = true;
                    default -> {
                        if (!GOOD.contains(bare)) return State.UNKNOWN;
                    }
                }
            }
            // a copy onto a replacement leaves the array whole
            return degraded || rebuilding && working < 0 ? State.DEGRADED : State.OPTIMAL;
        }

        private @Nullable Double percent(String said) {
            for (var name : List.of("Rebuild Status", "Resync Status")) {
                var percent = PERCENT.matcher(fields.getOrDefault(name, ""));
                if (percent.find()) return Double.valueOf(percent.group(1));
            }
            return said.contains("recovering") || said.contains("resyncing") ? 0.0 : null;
        }
    }
}
