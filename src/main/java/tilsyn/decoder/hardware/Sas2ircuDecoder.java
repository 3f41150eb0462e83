package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** Reads {@code display} of sas2ircu and sas3ircu, and of IBM's ipssend before them. */
public final class Sas2ircuDecoder implements Decoder {
    private static final Pattern CONTROLLER =
            Pattern.compile("Read configuration has been initiated for controller (\\d{1,3}).*");
    private static final Pattern VOLUME = Pattern.compile("(?:IR volume|Logical drive number) (\\d{1,4})");
    private static final Pattern CODE = Pattern.compile(".*\\(([A-Z]{2,5})\\)");

    @Override
    public Format format() {
        return new Format(
                "sas2ircu",
                Family.HARDWARE,
                "LSI SAS controller by sas2ircu or sas3ircu",
                "sas2ircu 0 display > sas2ircu-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03"));
    }

    private static boolean marks(String line) {
        return CONTROLLER.matcher(line).matches();
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, Sas2ircuDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private String controller = "0";
        private @Nullable Volume volume;
        private boolean drive;
        private String enclosure = "";
        private @Nullable Disk disk;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            var read = CONTROLLER.matcher(bare);
            var volumes = VOLUME.matcher(bare);
            if (read.matches()) {
                controller = read.group(1);
                none(false);
            } else if (volumes.matches()) {
                none(false);
                volume = shown("c" + controller + "/v" + volumes.group(1), line);
            } else if (bare.startsWith("Device is a")) none(bare.equals("Device is a Hard disk"));
            else if (bare.startsWith("-----")) none(false);
            else {
                var assigned = Assigned.of(text);
                if (assigned == null) return;
                if (volume != null) ofVolume(volume, assigned, line);
                else if (drive) ofDisk(assigned, line);
                else if (assigned.key().equals("firmware version"))
                    firmware("SAS c" + controller, assigned.value(), line);
            }
        }

        private void none(boolean isDrive) {
            volume = null;
            disk = null;
            enclosure = "";
            drive = isDrive;
        }

        private void ofVolume(Volume volume, Assigned assigned, Line line) {
            var value = assigned.value();
            if (assigned.key().startsWith("phy[")) {
                // a place without a disk is 0:0
                volume.member(!value.equals("0:0"));
                return;
            }
            switch (assigned.key()) {
                case "raid level" ->
                    volume.level = value.toLowerCase(Locale.ROOT).startsWith("raid")
                            ? value.toLowerCase(Locale.ROOT)
                            : "raid" + value;
                case "status of volume", "status of logical drive" -> {
                    volume.says(state(code(value)), value);
                    if (code(value).equals("RBLD")) volume.rebuild = 0.0;
                }
                default -> {
                    return;
                }
            }
            volume.cited.add(line);
        }

        private void ofDisk(Assigned assigned, Line line) {
            var value = assigned.value();
            if (assigned.key().equals("enclosure #")) enclosure = value;
            if (assigned.key().equals("slot #")) {
                disk = disk((controller.equals("0") ? "" : "c" + controller + " ") + enclosure + ":" + value, line);
                return;
            }
            if (disk == null) return;
            switch (assigned.key()) {
                case "state" -> {
                    disk.drive().nativeState = value;
                    disk.drive().state = diskState(code(value));
                    disk.drive().predictive |= value.startsWith("SMART");
                }
                case "size (in mb)/(in sectors)" -> disk.drive().size(value.replaceFirst("/.*$", "") + " MB", 1024);
                case "manufacturer", "model number" -> disk.drive().model = (disk.drive().model + " " + value).strip();
                case "serial no" -> disk.drive().serial = value.equals("N/A") ? "" : value;
                default -> {
                    return;
                }
            }
            disk.cited().add(line);
        }
    }

    private static String code(String value) {
        var code = CODE.matcher(value);
        return code.matches() ? code.group(1) : "";
    }

    private static RaidArray.State state(String code) {
        return switch (code) {
            case "OKY" -> RaidArray.State.OPTIMAL;
            // ServeRAID calls an array critical that lives without one disk
            case "DGD", "RBLD", "CRT" -> RaidArray.State.DEGRADED;
            case "FLD", "MIS", "OFL" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String code) {
        return switch (code) {
            case "OPT", "ONL", "RDY", "JBOD" -> PhysicalDisk.State.ONLINE;
            case "HSP" -> PhysicalDisk.State.SPARE;
            case "RBLD" -> PhysicalDisk.State.REBUILDING;
            case "FLD", "OFL" -> PhysicalDisk.State.FAILED;
            case "MIS" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }
}
