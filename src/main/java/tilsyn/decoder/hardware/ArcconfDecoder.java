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
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

/** Reads arcconf of Adaptec and Microchip: {@code getconfig} and {@code getstatus}, both in one file. */
public final class ArcconfDecoder implements Decoder {
    private static final Pattern LOGICAL = Pattern.compile("(?i)logical device number (\\d{1,4})");
    private static final Pattern DEVICE = Pattern.compile("Device #(\\d{1,4})");
    private static final Pattern PERCENT = Pattern.compile("\\b(\\d{1,3}) ?%");
    private static final Pattern DEGREES = Pattern.compile("(-?\\d{1,3}) ?C\\b.*");

    @Override
    public Format format() {
        return new Format(
                "arcconf",
                Family.HARDWARE,
                "Adaptec RAID controller by arcconf",
                "(arcconf getconfig 1 al; arcconf getstatus 1) > arcconf-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    private static boolean marks(String line) {
        return line.startsWith("Controllers found: ")
                || line.toLowerCase(Locale.ROOT).startsWith("   status of logical device  ");
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, ArcconfDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private int controller;
        private String part = "";
        private @Nullable Volume volume;
        private @Nullable Disk disk;
        private boolean segments;
        private @Nullable Volume task;
        private String operation = "";
        private boolean working;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var bare = text.strip();
            if (bare.startsWith("-----")) return;
            var logical = LOGICAL.matcher(bare);
            if (logical.matches()) {
                none();
                volume = shown(name("ld" + logical.group(1)), line);
                return;
            }
            var device = DEVICE.matcher(bare);
            if (device.matches()) {
                none();
                disk = disk(name("device " + device.group(1)), line);
                return;
            }
            if (bare.equals("Device is an Enclosure") || bare.startsWith("Device is an Enclosure")) {
                dropDisk();
                return;
            }
            var assigned = Assigned.of(text);
            if (assigned != null) assigned(assigned, line);
            else heads(bare);
        }

        private void heads(String bare) {
            var lower = bare.toLowerCase(Locale.ROOT);
            if (lower.equals("logical device segment information")) segments = true;
            else if (lower.endsWith("information") || lower.startsWith("channel #")) {
                if (lower.equals("controller information")) controller++;
                none();
                part = lower;
            }
        }

        private String name(String of) {
            return controller > 1 ? "c" + controller + " " + of : of;
        }

        private void none() {
            volume = null;
            disk = null;
            segments = false;
        }

        private void dropDisk() {
            if (disk != null) forget(disk);
            disk = null;
        }

        private void assigned(Assigned assigned, Line line) {
            if (assigned.key().equals("logical device task")) {
                none();
                part = "task";
            } else if (volume != null) ofVolume(volume, assigned, line);
            else if (disk != null) ofDisk(disk, assigned, line);
            else if (part.equals("task")) ofTask(assigned, line);
            else ofController(assigned, line);
        }

        private void ofVolume(Volume volume, Assigned assigned, Line line) {
            var value = assigned.value();
            if (segments && assigned.key().contains("segment ")) {
                volume.member(value.startsWith("Present"));
                return;
            }
            switch (assigned.key()) {
                case "raid level" -> volume.level = "raid" + value;
                case "status of logical device" -> {
                    volume.says(state(value), value);
                    var percent = PERCENT.matcher(value);
                    if (percent.find()) volume.rebuild = Quantity.number(percent.group(1));
                    else if (value.startsWith("Rebuilding")) volume.rebuild = 0.0;
                }
                case "failed stripes" -> {
                    if (assigned.yes())
                        sink.fact(new IntegrityCheck(
                                "",
                                "arcconf failed stripes",
                                volume.array,
                                IntegrityCheck.Result.DAMAGED,
                                -1,
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
                case "state" -> {
                    drive.nativeState = value;
                    drive.state = diskState(value);
                    if (drive.state == PhysicalDisk.State.SPARE) drive.role = "spare";
                }
                case "size", "total size" -> drive.size(value, 1024);
                case "serial number" -> drive.serial = value;
                case "vendor", "model" -> drive.model = (drive.model + " " + value).strip();
                case "s.m.a.r.t. warnings" -> drive.predictive |= Quantity.count(value) > 0;
                case "medium error count" -> {
                    drive.mediaErrors = Quantity.count(value);
                    drive.rawValues = drive.mediaErrors >= 0;
                }
                case "failed logical device segments" -> {
                    if (value.equals("True")) drive.note("failed segments");
                }
                default -> {
                    return;
                }
            }
            disk.cited().add(line);
        }

        private void ofTask(Assigned assigned, Line line) {
            var value = assigned.value();
            switch (assigned.key()) {
                case "logical device" -> {
                    task = Quantity.count(value) < 0 ? null : known(name("ld" + value));
                    operation = "";
                    working = false;
                }
                case "current operation" -> operation = value;
                case "status" -> working = value.equalsIgnoreCase("In Progress");
                case "percentage complete" -> {
                    if (task == null || !working) return;
                    task.cited.add(line);
                    if (task.state == RaidArray.State.DEGRADED && !operation.isEmpty()) {
                        task.rebuild = Quantity.number(value);
                        task.nativeState += ", " + operation;
                    }
                }
                default -> {}
            }
        }

        private @Nullable Volume known(String name) {
            for (var volume : volumes()) if (volume.array.equals(name)) return volume;
            return null;
        }

        private void ofController(Assigned assigned, Line line) {
            var value = assigned.value();
            switch (assigned.key()) {
                case "controller status" -> {
                    if (!value.equals("Optimal")) other("controller", Sensors.states(value), value, line);
                }
                case "temperature" -> temperature(value, line);
                case "firmware" -> firmware("Adaptec " + Math.max(1, controller), value, line);
                case "status", "overall backup unit status" -> {
                    if (part.contains("battery") || part.contains("zmm") || part.contains("backup unit"))
                        protection(value, line);
                }
                case "capacity remaining" -> {
                    var kept = battery("c" + Math.max(1, controller), line);
                    if (kept != null) kept.charge = Quantity.number(value.replaceFirst(" percent$", ""));
                }
                default -> {}
            }
        }

        private void protection(String value, Line line) {
            var lower = value.toLowerCase(Locale.ROOT).replaceFirst("^zmm ", "");
            // a controller without one writes through; that none is there is for the inventory to miss
            if (lower.equals("not installed") || lower.equals("not present")) return;
            var kept = battery("c" + Math.max(1, controller), line);
            if (kept == null) return;
            kept.cited.add(line);
            kept.says(
                    switch (lower) {
                        case "optimal", "ready", "ok" -> CacheBattery.State.OPTIMAL;
                        case "charging", "learning", "reconditioning" -> CacheBattery.State.LEARNING;
                        case "failed", "depleted" -> CacheBattery.State.FAILED;
                        default -> CacheBattery.State.UNKNOWN;
                    },
                    value);
        }

        private void temperature(String value, Line line) {
            var degrees = DEGREES.matcher(value);
            if (!degrees.matches() || !part.equals("controller information")) return;
            sink.fact(new SensorReading(
                    "",
                    "temperature",
                    "RAID controller",
                    Quantity.number(degrees.group(1)),
                    "Cel",
                    value.contains("(Normal)") ? SensorReading.Status.OK : SensorReading.Status.WARNING,
                    value,
                    time.instant(),
                    origin(line)));
        }

        private void other(String name, SensorReading.Status status, String words, Line line) {
            sink.fact(new SensorReading("", "other", name, null, "", status, words, time.instant(), origin(line)));
        }
    }

    private static RaidArray.State state(String value) {
        var word = value.toLowerCase(Locale.ROOT);
        if (word.equals("optimal")) return RaidArray.State.OPTIMAL;
        if (word.startsWith("degraded")
                || word.startsWith("suboptimal")
                || word.startsWith("impacted")
                || word.startsWith("rebuilding")) return RaidArray.State.DEGRADED;
        return word.startsWith("failed") || word.startsWith("offline") || word.startsWith("dead")
                ? RaidArray.State.FAILED
                : RaidArray.State.UNKNOWN;
    }

    private static PhysicalDisk.State diskState(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "online", "ready", "online (jbod)", "raw (pass through)", "optimal" -> PhysicalDisk.State.ONLINE;
            case "hot spare", "hot-spare", "global hot-spare", "dedicated hot-spare" -> PhysicalDisk.State.SPARE;
            case "rebuilding" -> PhysicalDisk.State.REBUILDING;
            case "failed", "offline" -> PhysicalDisk.State.FAILED;
            case "missing" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }
}
