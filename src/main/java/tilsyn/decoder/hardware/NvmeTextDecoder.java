package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;

/** Reads {@code nvme smart-log} as text, several disks in one file. */
public final class NvmeTextDecoder implements Decoder {
    private static final Pattern HEADING =
            Pattern.compile("Smart Log for NVME device:(\\S{1,100}) namespace-id:[0-9a-f]{1,8}");

    @Override
    public Format format() {
        return new Format(
                "nvme-text",
                Family.HARDWARE,
                "nvme smart-log (text)",
                "nvme smart-log /dev/nvme0 > nvme-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-02"));
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, line -> HEADING.matcher(line.strip()).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private @Nullable Disk disk;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var heading = HEADING.matcher(text.strip());
            if (heading.matches()) {
                disk = disk("/dev/" + heading.group(1).replaceFirst("^/dev/", ""), line);
                return;
            }
            var assigned = Assigned.of(text);
            if (assigned == null || disk == null) return;
            var drive = disk.drive();
            var value = assigned.value().replaceAll("[,%]", "");
            switch (assigned.key()) {
                case "critical_warning" -> {
                    long warning = value.startsWith("0x") ? hex(value) : Quantity.count(value);
                    NvmeLog.judge(drive, warning < 0 ? 1 : warning);
                }
                case "available_spare" -> drive.sparePercent = Quantity.count(value);
                case "available_spare_threshold" -> drive.spareThreshold = Quantity.count(value);
                case "percentage_used" -> drive.usedPercent = Quantity.count(value);
                case "power_on_hours" -> drive.hours = Quantity.count(value);
                case "media_errors" -> {
                    drive.mediaErrors = Quantity.count(value);
                    drive.rawValues = drive.mediaErrors >= 0;
                }
                default -> {
                    return;
                }
            }
            disk.cited().add(line);
        }

        private static long hex(String value) {
            try {
                return Long.parseLong(value.substring(2), 16);
            } catch (NumberFormatException odd) {
                return -1;
            }
        }
    }
}
