package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/** Reads tw_cli of 3ware: units, drives, battery and enclosures of {@code /cx show all}. */
public final class TwCliDecoder implements Decoder {
    private static final Pattern UNIT = Pattern.compile("(u\\d{1,3})\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s.*");
    private static final Pattern DRIVE = Pattern.compile("(p\\d{1,3})\\s+(\\S+)\\s+(u\\d{1,3}|-)\\s+(.*)");
    private static final Pattern SHOWN = Pattern.compile(".*\\b(?:/c|info c)(\\d{1,2})\\b.*");
    private static final Pattern CONTROLLER = Pattern.compile("c(\\d{1,2})\\s+\\S+\\s+\\d+\\s.*");
    private static final Pattern FIRMWARE = Pattern.compile("/c(\\d{1,2}) Firmware Version = (.*)");
    private static final Pattern PART = Pattern.compile("(fan|temp|pwrs)(\\d{1,3})\\s+(\\S+)\\s*(.*)");
    private static final Pattern DEGREES = Pattern.compile(".*?(-?\\d{1,3})C\\(.*");

    @Override
    public Format format() {
        return new Format(
                "tw-cli",
                Family.HARDWARE,
                "3ware RAID controller by tw_cli",
                "(tw_cli show; tw_cli /c0 show all) > tw_cli-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    private static boolean marks(String line) {
        return line.startsWith("Unit ") && line.contains("UnitType ") && line.contains("Status")
                || (line.startsWith("Port ") || line.startsWith("VPort "))
                        && line.contains(" Status ")
                        && line.contains(" Unit ")
                || line.startsWith("Name  OnlineState  BBUReady ")
                || line.startsWith("Encl ") && line.strip().endsWith("Status");
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, TwCliDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private String controller = "0";
        private String enclosure = "";
        private boolean serials;
        private final Set<String> spares = new TreeSet<>();

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            if (bare.length() > 300) return;
            if (bare.startsWith("Port ")) serials = true;
            else if (bare.startsWith("VPort ")) serials = false;
            else if (!unit(bare, line) && !drive(bare, line) && !part(bare, line)) rest(bare, line);
        }

        private boolean unit(String bare, Line line) {
            var unit = UNIT.matcher(bare);
            if (!unit.matches()) return false;
            if (unit.group(2).equals("SPARE")) {
                spares.add("c" + controller + "/" + unit.group(1));
                sink.ignored("a spare, told of as a drive");
                return true;
            }
            var volume = volume("c" + controller + "/" + unit.group(1), line);
            if (volume == null) return true;
            volume.level = unit.group(2).toLowerCase(Locale.ROOT).replace("-", "");
            volume.says(state(unit.group(3)), unit.group(3));
            if (unit.group(3).startsWith("REBUILD")) {
                var percent = Quantity.number(unit.group(4).replaceFirst("%.*$", ""));
                volume.rebuild =
                        unit.group(3).equals("REBUILDING") ? Double.valueOf(percent == null ? 0.0 : percent) : null;
            }
            return true;
        }

        private boolean drive(String bare, Line line) {
            var said = DRIVE.matcher(bare);
            if (!said.matches()) return false;
            if (said.group(2).equals("NOT-PRESENT") && said.group(3).equals("-")) {
                sink.ignored("an empty bay");
                return true;
            }
            var disk = disk("c" + controller + "/" + said.group(1), line);
            if (disk == null) return true;
            var drive = disk.drive();
            drive.nativeState = said.group(2);
            drive.state = diskState(said.group(2));
            drive.role = said.group(3).equals("-") ? "" : said.group(3);
            if (drive.state == PhysicalDisk.State.ONLINE && spares.contains("c" + controller + "/" + drive.role))
                drive.state = PhysicalDisk.State.SPARE;
            var fields = said.group(4).strip().split("\\s+");
            if (fields.length > 1) drive.size(fields[0] + " " + fields[1], 1024);
            if (serials) drive.serial = fields[fields.length - 1].equals("-") ? "" : fields[fields.length - 1];
            else if (fields.length > 5)
                drive.model = String.join(" ", List.of(fields).subList(5, fields.length));
            return true;
        }

        private boolean part(String bare, Line line) {
            var said = PART.matcher(bare);
            if (!said.matches()) return false;
            var degrees = DEGREES.matcher(said.group(4));
            boolean temperature = said.group(1).equals("temp");
            sink.fact(new SensorReading(
                    "",
                    said.group(1).equals("fan") ? "fan" : temperature ? "temperature" : "other",
                    (enclosure + " " + said.group(1) + said.group(2)).strip(),
                    temperature && degrees.matches() ? Quantity.number(degrees.group(1)) : null,
                    temperature ? "Cel" : "",
                    switch (said.group(3)) {
                        case "OK" -> SensorReading.Status.OK;
                        case "NOT-INSTALLED" -> SensorReading.Status.ABSENT;
                        case "FAILURE", "FAILED", "OVERHEAT" -> SensorReading.Status.CRITICAL;
                        default -> SensorReading.Status.UNREADABLE;
                    },
                    said.group(3),
                    time.instant(),
                    origin(line)));
            return true;
        }

        private void rest(String bare, Line line) {
            var firmware = FIRMWARE.matcher(bare);
            if (firmware.matches()) firmware("3ware c" + firmware.group(1), firmware.group(2), line);
            else if (bare.startsWith("bbu ")) battery(bare.split("\\s+"), line);
            else if (bare.startsWith("/c") && bare.indexOf("/e") > 0) enclosure(bare.split("\\s+"), line);
            else {
                var shown = SHOWN.matcher(bare);
                var row = CONTROLLER.matcher(bare);
                if (shown.matches()) controller = shown.group(1);
                else if (row.matches()) controller = row.group(1);
            }
        }

        /** Told when it is bad; its fans, temperatures and supplies are told below. */
        private void enclosure(String[] fields, Line line) {
            enclosure = fields[0];
            if (fields.length != 2 || fields[1].equals("OK")) return;
            sink.fact(new SensorReading(
                    "",
                    "other",
                    "enclosure " + enclosure,
                    null,
                    "",
                    SensorReading.Status.WARNING,
                    fields[1],
                    time.instant(),
                    origin(line)));
        }

        /** Name, online, ready, status, voltage, temperature, hours of charge, last test. */
        private void battery(String[] fields, Line line) {
            var kept = fields.length < 6 ? null : battery("c" + controller, line);
            if (kept == null) return;
            kept.says(batteryState(fields[3]), fields[3]);
            for (var field : List.of(fields[4], fields[5]))
                if (!field.equals("OK")) kept.says(CacheBattery.State.DEGRADED, field);
            if (fields[fields.length - 1].startsWith("xx-"))
                kept.says(CacheBattery.State.UNKNOWN, "capacity never tested");
            if (!fields[2].equals("Yes")) kept.says(CacheBattery.State.DEGRADED, "not ready");
        }
    }

    private static RaidArray.State state(String word) {
        return switch (word) {
            case "OK", "VERIFYING", "VERIFY-PAUSED", "MIGRATING" -> RaidArray.State.OPTIMAL;
            case "DEGRADED", "REBUILDING", "REBUILD-PAUSED", "REBUILD-VERIFY" -> RaidArray.State.DEGRADED;
            case "INOPERABLE" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word) {
            case "OK", "VERIFYING", "VERIFY-PAUSED" -> PhysicalDisk.State.ONLINE;
            case "SPARE" -> PhysicalDisk.State.SPARE;
            case "REBUILDING", "DEGRADED-REBUILDING" -> PhysicalDisk.State.REBUILDING;
            case "DEGRADED", "FAILED", "DEVICE-ERROR", "ECC-ERROR", "SMART-FAILURE" -> PhysicalDisk.State.FAILED;
            case "NOT-PRESENT", "DRIVE-REMOVED" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }

    private static CacheBattery.State batteryState(String word) {
        return switch (word) {
            case "OK" -> CacheBattery.State.OPTIMAL;
            case "Charging", "Testing", "LEARN", "OK/LEARN" -> CacheBattery.State.LEARNING;
            case "Fault", "Error", "Failed", "FAILED", "WeakBat" -> CacheBattery.State.FAILED;
            case "-", "NotPresent", "NotInstalled" -> CacheBattery.State.MISSING;
            default -> CacheBattery.State.UNKNOWN;
        };
    }
}
