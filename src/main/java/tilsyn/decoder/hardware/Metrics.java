package tilsyn.decoder.hardware;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.MemoryError;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;
import tilsyn.fact.VolumeUsage;

/** What samples say of things, put together by thing. A thing of which only parts are said is not known to be whole. */
final class Metrics {
    private static final int MOST = 5_000;
    private static final Pattern HWMON = Pattern.compile("node_hwmon_(temp|fan|in|power|curr|intrusion)_?(.*)");
    private static final Pattern UNIT = Pattern.compile("_?(?:celsius|rpm|volts|watts?|amps)$");
    private static final Pattern IPMI =
            Pattern.compile("ipmi_(temperature|fan_speed|voltage|power|current|sensor)_(\\w+)");
    private static final Pattern RAW = Pattern.compile("smartmon_\\w+_raw_value");

    private final Input input;
    private final Sink sink;
    private final When time;
    private final Map<String, Md> arrays = new LinkedHashMap<>();
    private final Map<String, Mount> mounts = new LinkedHashMap<>();
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, Memory> memories = new LinkedHashMap<>();
    private final Map<String, Disk> disks = new LinkedHashMap<>();
    private final Map<String, Sensor> sensors = new LinkedHashMap<>();

    Metrics(Input input, Sink sink) {
        this.input = input;
        this.sink = sink;
        this.time = Dating.of(input);
    }

    /** False when it is none of a thing known here. */
    boolean add(Metric metric, Line line) {
        var name = metric.name();
        if (name.startsWith("node_md_")) return md(metric, line);
        if (name.startsWith("node_filesystem_")) return mount(metric, line);
        if (name.startsWith("node_hwmon_")) return hwmon(metric, line);
        if (name.startsWith("node_edac_")) return edac(metric, line);
        if (name.startsWith("smartmon_")) return smartmon(metric, line);
        if (name.startsWith("smartctl_")) return smartctl(metric, line);
        return name.startsWith("ipmi_") && ipmi(metric, line);
    }

    void tell() {
        arrays.forEach((device, md) -> md.tell(device, this));
        mounts.forEach((mount, usage) -> usage.tell(mount, this));
        boards.forEach((sensor, board) -> {
            if (!board.chip.isEmpty())
                sink.fact(board.chip.reading(
                        board.name + " " + labels.getOrDefault(sensor, board.sensor),
                        time,
                        board.cited.on(time, input)));
        });
        memories.forEach((module, memory) -> sink.fact(new MemoryError(
                "",
                module,
                memory.corrected,
                memory.uncorrected,
                MemoryError.State.UNKNOWN,
                "",
                time.instant(),
                memory.cited.on(time, input))));
        disks.forEach((device, disk) -> {
            if (disk.drive.saysSomething()) sink.fact(disk.drive.at("", time.instant(), disk.cited.on(time, input)));
        });
        sensors.forEach((sensor, reading) -> sink.fact(reading.reading(this)));
    }

    private static <T> @Nullable T at(Map<String, T> all, String key, T fresh) {
        if (key.isBlank()) return null;
        var known = all.get(key);
        if (known == null && all.size() < MOST) {
            all.put(key, fresh);
            return fresh;
        }
        return known;
    }

    private static final class Md {
        private final Cited cited;
        private final Map<String, Double> states = new LinkedHashMap<>();
        private final Map<String, Long> disks = new LinkedHashMap<>();
        private long required = -1;
        private double blocks = -1;
        private double synced = -1;

        Md(Line line) {
            cited = new Cited(line);
        }

        private boolean is(String state) {
            return states.getOrDefault(state, 0.0) == 1;
        }

        void tell(String device, Metrics all) {
            long active = disks.getOrDefault("active", -1L);
            long failed = disks.getOrDefault("failed", 0L);
            boolean rebuilding = is("recovering") || is("resync") || is("resyncing");
            var origin = cited.on(all.time, all.input);
            var state = state(active, rebuilding);
            all.sink.fact(new RaidArray(
                    "",
                    device,
                    "",
                    state,
                    words(failed),
                    (int) active,
                    (int) required,
                    -1,
                    state == RaidArray.State.DEGRADED && rebuilding
                            ? blocks > 0 && synced >= 0 ? Math.min(100, Math.round(1000 * synced / blocks) / 10.0) : 0
                            : null,
                    null,
                    -1,
                    all.time.instant(),
                    origin));
            if (failed <= 0) return;
            var drive = new Drive();
            drive.slot = "failed in " + device;
            drive.role = device;
            drive.state = PhysicalDisk.State.FAILED;
            drive.nativeState = failed + " failed";
            all.sink.fact(drive.at("", all.time.instant(), origin));
        }

        private RaidArray.State state(long active, boolean rebuilding) {
            if (is("inactive")) return RaidArray.State.FAILED;
            if (active < 0 || required < 0) return RaidArray.State.UNKNOWN;
            if (active < required) return active == 0 ? RaidArray.State.FAILED : RaidArray.State.DEGRADED;
            if (rebuilding) return RaidArray.State.DEGRADED;
            return is("active") || is("check") || is("checking") ? RaidArray.State.OPTIMAL : RaidArray.State.UNKNOWN;
        }

        private String words(long failed) {
            var words = new StringBuilder();
            states.forEach((state, value) -> {
                if (value == 1) words.append(words.isEmpty() ? "" : ", ").append(state);
            });
            if (failed > 0) words.append(", ").append(failed).append(" failed");
            return words.toString();
        }
    }

    private boolean md(Metric metric, Line line) {
        var md = at(arrays, metric.label("device"), new Md(line));
        if (md == null || md.states.size() + md.disks.size() > 40) return false;
        switch (metric.name()) {
            case "node_md_state" -> md.states.put(metric.label("state"), metric.value());
            case "node_md_disks" -> md.disks.put(metric.label("state"), metric.count());
            case "node_md_disks_required" -> md.required = Math.min(metric.count(), 100_000);
            case "node_md_blocks" -> md.blocks = metric.value();
            case "node_md_blocks_synced" -> md.synced = metric.value();
            default -> {
                return false;
            }
        }
        md.cited.add(line);
        return true;
    }

    private static final class Mount {
        private final Cited cited;
        private double size = -1;
        private double free = -1;

        Mount(Line line) {
            cited = new Cited(line);
        }

        void tell(String mount, Metrics all) {
            if (size > 0 && size < 1e18 && free >= 0 && free <= size)
                all.sink.fact(new VolumeUsage(
                        "", mount, (long) size, (long) free, all.time.instant(), cited.on(all.time, all.input)));
        }
    }

    private boolean mount(Metric metric, Line line) {
        boolean size = metric.name().equals("node_filesystem_size_bytes");
        if (!size && !metric.name().equals("node_filesystem_avail_bytes")) return false;
        var at = metric.label("mountpoint");
        if (Mounts.isElsewhere(metric.label("device"), metric.label("fstype"), at)) return false;
        var mount = at(mounts, at, new Mount(line));
        if (mount == null) return false;
        if (size) mount.size = metric.value();
        else mount.free = metric.value();
        mount.cited.add(line);
        return true;
    }

    private record Board(String name, String sensor, Chip chip, Cited cited) {}

    private boolean hwmon(Metric metric, Line line) {
        var key = metric.label("chip") + "/" + metric.label("sensor");
        if (metric.name().equals("node_hwmon_sensor_label")) {
            if (labels.size() < MOST) labels.put(key, metric.label("label"));
            return true;
        }
        var said = HWMON.matcher(metric.name());
        if (!said.matches()) return false;
        var what = UNIT.matcher(said.group(2)).replaceFirst("");
        // the most a fan can do is no limit
        if (said.group(1).equals("fan") && what.equals("max")) return false;
        var board =
                at(boards, key, new Board(metric.label("chip"), metric.label("sensor"), new Chip(), new Cited(line)));
        if (board == null) return false;
        board.chip.add(said.group(1) + "1_" + (what.isEmpty() ? "input" : what), metric.value());
        board.cited.add(line);
        return true;
    }

    private static final class Memory {
        private final Cited cited;
        private long corrected = -1;
        private long uncorrected = -1;

        Memory(Line line) {
            cited = new Cited(line);
        }
    }

    private boolean edac(Metric metric, Line line) {
        boolean corrected = metric.name().endsWith("_correctable_errors_total");
        if (!corrected && !metric.name().endsWith("_uncorrectable_errors_total")) return false;
        var dimm = metric.label("dimm_label");
        var row = metric.label("csrow");
        var module = "mc" + metric.label("controller")
                + (row.isEmpty() ? "" : " csrow" + row)
                + (metric.label("channel").isEmpty() ? "" : " ch" + metric.label("channel"))
                + (dimm.isEmpty() ? "" : " " + dimm);
        var memory = at(memories, module, new Memory(line));
        if (memory == null) return false;
        if (corrected) memory.corrected = metric.count();
        else memory.uncorrected = metric.count();
        memory.cited.add(line);
        return true;
    }

    private record Disk(Drive drive, Cited cited) {}

    private @Nullable Disk disk(String device, Line line) {
        var disk = at(disks, device, new Disk(new Drive(), new Cited(line)));
        if (disk == null) return null;
        disk.drive.slot = device.startsWith("/") ? device : "/dev/" + device;
        return disk;
    }

    private boolean disk(String device, Line line, BiConsumer<Drive, Cited> told) {
        var disk = disk(device, line);
        if (disk == null) return false;
        told.accept(disk.drive, disk.cited);
        disk.cited.add(line);
        return true;
    }

    private static void verdict(Drive drive, double value) {
        if (value == 1 || value == 0) drive.passed = value == 1;
        drive.state = drive.passed == null ? PhysicalDisk.State.UNKNOWN : PhysicalDisk.State.ONLINE;
        drive.nativeState = value == 1 ? "healthy" : "not healthy";
    }

    private static void attribute(Drive drive, String id, long raw) {
        int number = id.matches("\\d{1,3}") ? Integer.parseInt(id) : 0;
        if (number < 1 || number > 255 || raw < 0) return;
        drive.smart.put(number, raw);
        drive.rawValues = true;
        if (number == 9) drive.hours = raw;
    }

    /** The type tells disks behind a controller apart. */
    private boolean smartmon(Metric metric, Line line) {
        var type = metric.label("type");
        var device = metric.label("disk") + (type.indexOf(',') > 0 ? " [" + type + "]" : "");
        var name = metric.name();
        if (name.equals("smartmon_device_smart_healthy"))
            return disk(device, line, (drive, cited) -> verdict(drive, metric.value()));
        if (name.equals("smartmon_device_info"))
            return disk(device, line, (drive, cited) -> {
                drive.serial = metric.label("serial_number");
                drive.model = metric.label("device_model");
            });
        if (name.equals("smartmon_grown_defects_count"))
            return disk(device, line, (drive, cited) -> attribute(drive, "5", metric.count()));
        return RAW.matcher(name).matches()
                && disk(device, line, (drive, cited) -> attribute(drive, metric.label("smart_id"), metric.count()));
    }

    private boolean smartctl(Metric metric, Line line) {
        return disk(metric.label("device"), line, (drive, cited) -> {
            switch (metric.name()) {
                case "smartctl_device_smart_status" -> verdict(drive, metric.value());
                case "smartctl_device" -> {
                    drive.serial = metric.label("serial_number");
                    drive.model = metric.label("model_name");
                }
                case "smartctl_device_attribute" -> {
                    if (metric.label("attribute_value_type").equals("raw"))
                        attribute(drive, metric.label("attribute_id"), metric.count());
                }
                case "smartctl_device_percentage_used" -> drive.usedPercent = metric.count();
                case "smartctl_device_available_spare" -> drive.sparePercent = metric.count();
                case "smartctl_device_available_spare_threshold" -> drive.spareThreshold = metric.count();
                case "smartctl_device_critical_warning" ->
                    drive.criticalWarning = metric.count() < 0 ? 1 : metric.count();
                case "smartctl_device_media_errors" -> {
                    drive.mediaErrors = metric.count();
                    drive.rawValues |= drive.mediaErrors >= 0;
                }
                case "smartctl_device_power_on_seconds" ->
                    drive.hours = metric.count() < 0 ? -1 : metric.count() / 3600;
                default -> {}
            }
        });
    }

    private static final class Sensor {
        private final String name;
        private final String kind;
        private final Cited cited;
        private @Nullable Double value;
        private String unit = "";
        private double state = Double.NaN;

        Sensor(String name, String kind, Line line) {
            this.name = name;
            this.kind = kind;
            cited = new Cited(line);
        }

        SensorReading reading(Metrics all) {
            return new SensorReading(
                    "",
                    kind,
                    name,
                    value,
                    unit,
                    state == 0
                            ? Status.OK
                            : state == 1 ? Status.WARNING : state == 2 ? Status.CRITICAL : Status.UNREADABLE,
                    Double.isNaN(state) ? "" : "state " + Math.round(state),
                    all.time.instant(),
                    cited.on(all.time, all.input));
        }
    }

    private boolean ipmi(Metric metric, Line line) {
        var said = IPMI.matcher(metric.name());
        if (!said.matches()) return false;
        var kind = switch (said.group(1)) {
            case "fan_speed" -> "fan";
            case "sensor" -> "other";
            default -> said.group(1);
        };
        var key = said.group(1) + " " + metric.label("id") + " " + metric.label("name");
        var sensor = at(sensors, key, new Sensor(metric.label("name"), kind, line));
        if (sensor == null) return false;
        if (said.group(2).equals("state")) sensor.state = metric.value();
        else {
            sensor.value = Double.isNaN(metric.value()) ? null : metric.value();
            sensor.unit = switch (said.group(2)) {
                case "celsius" -> "Cel";
                case "volts" -> "V";
                case "watts" -> "W";
                case "amperes" -> "A";
                case "rpm" -> "rpm";
                case "ratio" -> "ratio";
                default -> "";
            };
        }
        sensor.cited.add(line);
        return true;
    }
}
