package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
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

/**
 * Reads the tables of storcli and perccli: virtual drives, physical drives, the drives' counters and rebuild progress,
 * several commands in one file. The time is the one the tool states, else the file's.
 */
public final class StorcliTextDecoder implements Decoder {
    private static final Pattern ASSIGNED = Pattern.compile("([A-Za-z][\\w ./%()-]{0,80}?) = ?(.*)");
    private static final Pattern DRIVE = Pattern.compile("Drive (/c\\d{1,4}(?:/e\\d{0,5})?/s\\d{1,5})\\b.*");
    private static final Pattern PROGRESS = Pattern.compile(
            "(/c\\d{1,4}(?:/e\\d{0,5})?/s\\d{1,5})\\s+(\\d{1,3}|-)\\s+(In progress|Not in progress)\\b.*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MADE = Pattern.compile("\\b\\d{4}/\\d\\d/\\d\\d\\b");

    private enum Shown {
        NOTHING,
        VIRTUAL,
        PHYSICAL,
        BATTERY,
        TOPOLOGY
    }

    @Override
    public Format format() {
        return new Format(
                "storcli-text",
                Family.HARDWARE,
                "RAID controller by storcli or perccli (text)",
                "(storcli64 /c0 show; storcli64 /c0/eall/sall show all; storcli64 /c0/eall/sall show rebuild)"
                        + " > storcli-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{') return false;
        boolean controller = false;
        boolean table = false;
        for (var line : head.lines(400)) {
            controller |= line.startsWith("Controller = ") || line.startsWith("CLI Version = ");
            table |= isVirtualHead(line) || isPhysicalHead(line) || line.startsWith("Status = ");
        }
        return controller && table;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end();
    }

    private static boolean isVirtualHead(String line) {
        return line.startsWith("DG/VD") && line.contains(" TYPE") && line.contains(" State");
    }

    private static boolean isPhysicalHead(String line) {
        return line.startsWith("EID:Sl") && line.contains(" DID") && line.contains(" State");
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private Controller controller = new Controller("0");
        private @Nullable When stated;
        private @Nullable Line failure;
        private Shown shown = Shown.NOTHING;
        private String heading = "";
        private String drive = "";

        Reading(Input input, Sink sink) {
            this.input = input;
            this.sink = sink;
            this.dates = Dates.monthFirst(input);
        }

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (text.isEmpty() || text.startsWith("---") || text.startsWith("===")) {
                if (text.isEmpty()) shown = Shown.NOTHING;
                return;
            }
            if (heads(text)) return;
            if (shown != Shown.NOTHING && row(text, line)) return;
            var drives = DRIVE.matcher(text);
            if (drives.matches() && text.endsWith(":")) {
                drive = drives.group(1);
                return;
            }
            var progress = PROGRESS.matcher(text);
            if (progress.matches())
                controller.progress(progress.group(1), Quantity.number(progress.group(2)), progress.group(3));
            else assigned(text, line);
        }

        private boolean heads(String text) {
            if (isVirtualHead(text)) shown = Shown.VIRTUAL;
            else if (isPhysicalHead(text)) shown = Shown.PHYSICAL;
            else if (text.startsWith("DG Arr Row EID:Slot")) shown = Shown.TOPOLOGY;
            else if (text.startsWith("Model ") && text.contains(" State ") && text.contains(" MfgDate"))
                shown = Shown.BATTERY;
            else return false;
            heading = text;
            return true;
        }

        private boolean row(String text, Line line) {
            var fields = Arrays.asList(text.strip().split("\\s+"));
            if (shown == Shown.VIRTUAL && fields.size() >= 3 && fields.get(0).matches("(\\d{1,5}|-)/\\d{1,5}")) {
                controller.virtual(fields.get(0), fields.get(1), fields.get(2), input.origin(line));
                int cache = Arrays.asList(heading.strip().split("\\s+")).indexOf("Cache");
                controller.caches(cache > 0 && fields.size() > cache ? fields.get(cache) : "");
                return true;
            }
            if (shown == Shown.PHYSICAL && fields.get(0).matches("\\d{0,5}:\\d{1,5}") && fields.size() >= 4) {
                controller.physical(
                        fields.get(0), fields.get(2), fields.get(3), size(fields), model(text), input.origin(line));
                return true;
            }
            if (shown == Shown.TOPOLOGY && fields.size() >= 7 && Quantity.count(fields.get(0)) >= 0) {
                if (fields.contains("DRIVE") && fields.contains("Msng")) controller.missing(fields.get(0));
                return true;
            }
            int from = heading.indexOf("State");
            if (shown == Shown.BATTERY && from > 0 && text.length() > from) {
                int until = heading.indexOf(heading.contains("RetentionTime") ? "RetentionTime" : "Temp");
                var made = MADE.matcher(text);
                controller.battery(
                        text.substring(from, until < from ? text.length() : Math.min(until, text.length())),
                        made.find() ? made.group() : "",
                        input.origin(line));
                return true;
            }
            return false;
        }

        private static String size(List<String> fields) {
            return fields.size() > 5 ? fields.get(4) + " " + fields.get(5) : "";
        }

        /** What stands below the heading's word. */
        private String model(String text) {
            int from = heading.indexOf(" Model");
            int until = heading.indexOf(" Sp", from + 1);
            return from < 0 || text.length() <= from + 1
                    ? ""
                    : text.substring(from + 1, until < 0 ? text.length() : Math.min(until, text.length()));
        }

        private void assigned(String text, Line line) {
            var assigned = ASSIGNED.matcher(text.strip());
            if (!assigned.matches()) return;
            var value = assigned.group(2).strip();
            switch (assigned.group(1)) {
                case "Controller" -> begin(value);
                case "Status" -> failure = value.startsWith("Fail") ? line : null;
                case "Description" -> {
                    if (failure != null) sink.rejected(input.origin(failure), "the command failed: " + value);
                    failure = null;
                }
                case "System Time", "Current System Date/time", "Current Controller Date/Time" -> {
                    if (stated == null || !assigned.group(1).startsWith("Current C")) {
                        var time = dates.start(value);
                        if (time != null) stated = time;
                    }
                }
                case "Write Cache(initial setting)" -> controller.set(value);
                case "FW Version", "Firmware Version" -> controller.firmware(value, input.origin(line));
                default -> {
                    if (!drive.isEmpty()) controller.counter(drive, assigned.group(1), value);
                }
            }
        }

        private void begin(String number) {
            if (Quantity.count(number) < 0) return;
            drive = "";
            if (number.equals(controller.number())) return;
            emit();
            controller = new Controller(number);
        }

        private void emit() {
            controller.emit(stated != null ? stated : Dating.of(input), sink);
        }

        void end() {
            if (controller.isEmpty()) sink.ignored("no drives in what was shown");
            emit();
        }
    }
}
