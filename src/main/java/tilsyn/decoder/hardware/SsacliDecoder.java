package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
import tilsyn.fact.CacheBattery;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/** Reads ssacli, hpssacli and hpacucli: {@code show config}, {@code show config detail} and the shorter lists. */
public final class SsacliDecoder implements Decoder {
    private static final Pattern CONTROLLER = Pattern.compile(
            "(?:HPE? )?((?:Smart (?:Array|HBA)|HPE? \\w+|MSA\\d+|MR\\d+\\S*) ?\\S.{0,40}?) in (Slot \\d{1,3}|\\S.{0,60}?)"
                    + "(?: +\\(.*\\))?(?: +\\(sn: .*\\))?");
    private static final Pattern ARRAY = Pattern.compile("(?:SSD )?[Aa]rray:? (\\w{1,3})(?: \\((.*)\\))?");
    private static final Pattern LOGICAL =
            Pattern.compile("(?:logicaldrive|Logical Drive:) (\\d{1,4})(?: \\((.*?)\\))?(?:: (.*))?");
    private static final Pattern PHYSICAL =
            Pattern.compile("physicaldrive (\\w{1,4}:\\d{1,3}:\\d{1,3}|\\w{1,4}:\\d{1,3})(?: \\((.*)\\))?(?:: (.*))?");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)% complete.*");

    @Override
    public Format format() {
        return new Format(
                "ssacli",
                Family.HARDWARE,
                "HPE Smart Array by ssacli, hpssacli or hpacucli",
                "ssacli ctrl all show config detail > ssacli-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    private static boolean marks(String line) {
        var bare = line.strip();
        return bare.startsWith("logicaldrive ") && LOGICAL.matcher(bare).matches()
                || bare.startsWith("physicaldrive ") && PHYSICAL.matcher(bare).matches()
                || bare.startsWith("Battery/Capacitor Status: ")
                || bare.startsWith("Controller Status: ");
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, SsacliDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private String controller = "";
        private String slot = "";
        private String arrayState = "";
        private List<Volume> inArray = new ArrayList<>();
        private final Map<Volume, Set<Disk>> members = new LinkedHashMap<>();
        private @Nullable Volume volume;
        private @Nullable Disk disk;
        private boolean unassigned;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            if (bare.length() > 500) return;
            if (bare.startsWith("Error:")) {
                rejected(line, "the command failed: " + bare);
                return;
            }
            if (bare.startsWith("logicaldrive ") || bare.startsWith("Logical Drive:")) logical(bare, line);
            else if (bare.startsWith("physicaldrive ")) physical(bare, line);
            else if (!heads(bare, Assigned.indent(text))) {
                var assigned = Assigned.of(text);
                if (assigned != null) assigned(assigned, line);
            }
        }

        private boolean heads(String bare, int indent) {
            var array = ARRAY.matcher(bare);
            if (array.matches()) {
                none();
                arrayState = array.group(2) == null ? "" : array.group(2);
                return true;
            }
            if (bare.equalsIgnoreCase("unassigned") || bare.equals("Unassigned Drives") || bare.equals("HBA Drives")) {
                none();
                unassigned = true;
                return true;
            }
            var named = CONTROLLER.matcher(bare);
            if (indent == 0 && named.matches()) {
                none();
                controller = named.group(1);
                slot = named.group(2).toLowerCase(Locale.ROOT);
                return true;
            }
            if (bare.startsWith("Internal Drive Cage")
                    || bare.startsWith("SEP ")
                    || bare.startsWith("Port Name")
                    || bare.startsWith("Sensor ID")
                    || bare.startsWith("Expander ")) {
                volume = null;
                disk = null;
                return bare.startsWith("SEP ");
            }
            return false;
        }

        private void none() {
            inArray = new ArrayList<>();
            arrayState = "";
            unassigned = false;
            volume = null;
            disk = null;
        }

        private String place(String name) {
            return slot.isEmpty() || slot.equals("slot 0") ? name : slot + " " + name;
        }

        private void logical(String bare, Line line) {
            var said = LOGICAL.matcher(bare);
            disk = null;
            volume = said.matches() ? volume(place("logicaldrive " + said.group(1)), line) : null;
            if (volume == null) return;
            volume.cited.add(line);
            if (!inArray.contains(volume)) inArray.add(volume);
            if (said.group(2) == null && said.group(3) == null) return;
            // (279.4 GB, RAID 1, Recovering, 8% complete) or (279.4 GB, RAID 1): OK
            var parts = new ArrayList<>(List.of((said.group(2) == null ? "" : said.group(2)).split(", ?", 6)));
            if (said.group(3) != null) parts.addAll(List.of(said.group(3).split(", ?", 3)));
            if (parts.size() > 1) volume.level = level(parts.get(1).replace("RAID ", ""));
            if (parts.size() > 2) state(volume, String.join(", ", parts.subList(2, parts.size())));
        }

        private void state(Volume volume, String words) {
            var parts = words.split(", ?");
            var state = switch (parts[0]) {
                case "OK" -> RaidArray.State.OPTIMAL;
                case "Interim Recovery Mode",
                        "Recovering",
                        "Ready for Rebuild",
                        "Ready for Recovery",
                        "Waiting for Rebuild" -> RaidArray.State.DEGRADED;
                case "Failed", "Wrong Drive Replaced", "Drives Failed" -> RaidArray.State.FAILED;
                default -> RaidArray.State.UNKNOWN;
            };
            volume.says(state, words);
            if (parts[0].equals("Recovering")) volume.rebuild = 0.0;
            for (var part : parts) {
                var percent = PERCENT.matcher(part.strip());
                if (percent.matches() && state == RaidArray.State.DEGRADED)
                    volume.rebuild = Quantity.number(percent.group(1));
            }
            if (arrayState.equals("Failed") && state == RaidArray.State.OPTIMAL)
                volume.says(RaidArray.State.DEGRADED, words + ", array Failed");
        }

        private void physical(String bare, Line line) {
            var said = PHYSICAL.matcher(bare);
            disk = said.matches() ? disk(place(said.group(1)), line) : null;
            if (disk == null) return;
            disk.cited().add(line);
            volume = null;
            var words = said.group(3) != null ? said.group(3) : said.group(2);
            if (words == null) return;
            // the last is the state, or "spare" after it
            var parts = words.split(", ?");
            boolean spare = parts[parts.length - 1].contains("spare");
            for (var part : parts) if (disk.drive().size < 0) disk.drive().size(part, 1000);
            if (spare) disk.drive().role = "spare";
            if (!spare || parts.length > 1) state(disk, parts[parts.length - (spare ? 2 : 1)]);
        }

        private void state(Disk disk, String word) {
            var drive = disk.drive();
            drive.nativeState = word;
            drive.state = switch (word) {
                case "OK" -> drive.role.equals("spare") ? PhysicalDisk.State.SPARE : PhysicalDisk.State.ONLINE;
                case "Rebuilding" -> PhysicalDisk.State.REBUILDING;
                case "Failed", "Failed (Transient)", "Offline" -> PhysicalDisk.State.FAILED;
                case "Missing" -> PhysicalDisk.State.MISSING;
                default -> PhysicalDisk.State.UNKNOWN;
            };
            if (word.startsWith("Predictive")) {
                drive.predictive = true;
                drive.state = PhysicalDisk.State.ONLINE;
            }
            if (!unassigned)
                for (var array : inArray)
                    members.computeIfAbsent(array, none -> new LinkedHashSet<>())
                            .add(disk);
        }

        private void assigned(Assigned assigned, Line line) {
            var value = assigned.value();
            if (disk != null) {
                ofDisk(disk, assigned, line);
            } else if (volume != null) {
                ofVolume(volume, assigned, line);
            } else {
                switch (assigned.key()) {
                    case "controller status" -> controller(value, line);
                    case "cache status" -> cache(value, line);
                    case "battery/capacitor status" -> says(battery(value), line);
                    case "firmware version" -> firmware((controller + " " + slot).strip(), value, line);
                    case "status" -> {
                        if (inArray.isEmpty() && !value.equals("OK")) arrayState = value;
                    }
                    default -> {}
                }
            }
        }

        private void ofVolume(Volume volume, Assigned assigned, Line line) {
            var value = assigned.value();
            switch (assigned.key()) {
                case "fault tolerance" -> volume.level = level(value);
                case "status" -> state(volume, value);
                case "unrecoverable media errors" -> {
                    if (!value.equals("None"))
                        sink.fact(new IntegrityCheck(
                                "",
                                "Smart Array surface scan",
                                volume.array,
                                IntegrityCheck.Result.DAMAGED,
                                Quantity.count(value),
                                line.text().strip(),
                                time.instant(),
                                origin(line)));
                }
                default -> {
                    return;
                }
            }
            volume.cited.add(line);
        }

        private void ofDisk(Disk disk, Assigned assigned, Line line) {
            var drive = disk.drive();
            var value = assigned.value();
            switch (assigned.key()) {
                case "status" -> state(disk, value);
                case "drive type" -> {
                    if (value.equals("Spare Drive")) {
                        drive.role = "spare";
                        if (drive.state == PhysicalDisk.State.ONLINE) drive.state = PhysicalDisk.State.SPARE;
                    }
                }
                case "size" -> drive.size(value, 1000);
                case "serial number" -> drive.serial = value;
                case "model" -> drive.model = value.replaceAll("\\s+", " ");
                case "power on hours" -> drive.hours = Quantity.count(value);
                case "usage remaining" -> {
                    var left = Quantity.number(value.replace("%", ""));
                    if (left != null && left >= 0 && left <= 100) drive.usedPercent = Math.round(100 - left);
                }
                case "ssd smart trip wearout" -> drive.predictive |= value.equals("True");
                default -> {
                    return;
                }
            }
            disk.cited().add(line);
        }

        /** Told when it is bad, as nothing else would show it then. */
        private void controller(String value, Line line) {
            if (value.equals("OK")) return;
            sink.fact(new SensorReading(
                    "",
                    "other",
                    (controller + " " + slot).strip(),
                    null,
                    "",
                    Sensors.states(value),
                    value,
                    time.instant(),
                    origin(line)));
        }

        private void cache(String value, Line line) {
            switch (value) {
                case "OK", "Not Configured" -> {}
                case "Temporarily Disabled" -> says(CacheBattery.State.DEGRADED, line);
                case "Permanently Disabled" -> says(CacheBattery.State.FAILED, line);
                default -> says(CacheBattery.State.UNKNOWN, line);
            }
        }

        @Override
        void concluded() {
            members.forEach((array, disks) -> {
                for (var disk : disks)
                    if (!disk.drive().role.equals("spare"))
                        array.member(disk.drive().state == PhysicalDisk.State.ONLINE);
            });
        }

        private static CacheBattery.State battery(String value) {
            var lower = value.toLowerCase(Locale.ROOT);
            if (lower.equals("ok")) return CacheBattery.State.OPTIMAL;
            if (lower.startsWith("failed")) return CacheBattery.State.FAILED;
            if (lower.startsWith("recharging") || lower.startsWith("charging") || lower.startsWith("not fully charged"))
                return CacheBattery.State.LEARNING;
            return lower.startsWith("not present") || lower.startsWith("missing")
                    ? CacheBattery.State.MISSING
                    : CacheBattery.State.UNKNOWN;
        }

        private void says(CacheBattery.State state, Line line) {
            var kept = battery(slot.isEmpty() ? "controller" : slot, line);
            if (kept == null) return;
            kept.cited.add(line);
            kept.says(state, line.text().strip());
        }
    }

    private static String level(String value) {
        return "raid"
                + value.strip()
                        .replaceFirst("^1\\(?\\+0\\)?$", "10")
                        .replaceFirst("^1\\(1\\+0\\)$", "1")
                        .replace("+", "");
    }
}
