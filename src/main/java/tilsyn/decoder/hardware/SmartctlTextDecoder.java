package tilsyn.decoder.hardware;

import java.io.IOException;
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
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/**
 * Reads what {@code smartctl -a} or {@code -x} prints of ATA, NVMe and SAS disks, several in one file. smartctl does not
 * print which device it looked at: that is taken from a line before it that names one, else from the file's name.
 */
public final class SmartctlTextDecoder implements Decoder {
    private static final Pattern BANNER =
            Pattern.compile("smartctl (?:pre-)?\\d{1,2}\\.\\d{1,3}\\b.*|smartctl version \\d.*");
    private static final Pattern DEVICE =
            Pattern.compile("(?:^|[\\s'\"=])(/dev/[\\w./-]{1,60}\\w)(?: \\[?(-d )?([\\w+]+,\\d+))?");
    private static final Pattern IN_NAME =
            Pattern.compile("(?<![A-Za-z0-9])(sd[a-z]{1,3}|nvme\\d{1,3}(?:n\\d{1,3})?|a?da\\d{1,3})(?![A-Za-z0-9])");

    @Override
    public Format format() {
        return new Format(
                "smartctl-text",
                Family.HARDWARE,
                "smartctl of one disk or several (text)",
                "for d in /dev/sd? /dev/nvme?; do echo \"# $d\"; smartctl -x $d; done"
                        + " > smartctl-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() == '{') return false;
        for (var line : head.lines(40))
            if (BANNER.matcher(line).matches() || line.startsWith("=== START OF ")) return true;
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var file = Dating.of(input);
        var reading = new Reading(input, file, sink);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) reading.line(line);
        }
        reading.end();
    }

    private static final class Reading {
        private final Input input;
        private final When file;
        private final Sink sink;
        private @Nullable SmartctlReport report;
        private @Nullable Line first;
        private String announced = "";
        private boolean inReport;
        private int disks;

        Reading(Input input, When file, Sink sink) {
            this.input = input;
            this.file = file;
            this.sink = sink;
        }

        void line(Line line) {
            var text = line.text().stripTrailing();
            if (BANNER.matcher(text).matches()) {
                end();
                begin(line);
                inReport = true;
                return;
            }
            if (text.startsWith("=== START OF ") && !inReport) {
                if (report == null) begin(line);
                inReport = true;
            }
            if (report == null || isAnnouncement(text)) {
                if (report != null && isAnnouncement(text)) end();
                announce(text);
                return;
            }
            report.line(text);
        }

        private boolean isAnnouncement(String text) {
            return (text.startsWith("#") || text.startsWith("==>") || text.startsWith("---") || text.startsWith("$"))
                    && DEVICE.matcher(text).find();
        }

        private void announce(String text) {
            var device = DEVICE.matcher(text);
            if (text.length() < 500 && device.find())
                announced = device.group(1) + (device.group(3) == null ? "" : " [" + device.group(3) + "]");
        }

        private void begin(Line line) {
            first = line;
            report = new SmartctlReport(input);
        }

        void end() {
            var done = report;
            report = null;
            inReport = false;
            if (done == null || first == null) return;
            disks++;
            var origin = input.origin(first.number(), first.offset(), done.raw());
            var drive = done.drive();
            if (!drive.saysSomething()) {
                sink.rejected(origin, done.refusal());
            } else {
                drive.slot = slot(drive);
                var time = done.time() == null ? file : done.time();
                sink.fact(drive.at("", time.instant(), time.on(origin)));
            }
            announced = "";
        }

        private String slot(Drive drive) {
            if (!announced.isEmpty()) return announced;
            var name = input.file().substring(input.file().lastIndexOf('/') + 1);
            var named = IN_NAME.matcher(name.length() > 500 ? "" : name);
            if (disks == 1 && named.find()) return "/dev/" + named.group(1);
            return drive.serial.isEmpty() ? "disk " + disks : drive.serial;
        }
    }
}
