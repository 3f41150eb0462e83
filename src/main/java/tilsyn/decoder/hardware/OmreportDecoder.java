package tilsyn.decoder.hardware;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;

/**
 * Reads Dell's omreport: virtual and physical disks and batteries of storage, fans, temperatures and power supplies of chassis.
 * Each begins with its ID or index; what it is shows in what is said of it.
 */
public final class OmreportDecoder implements Decoder {
    private static final Pattern READING = Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,3})?) (RPM|C|V|W|A|%)");

    @Override
    public Format format() {
        return new Format(
                "omreport",
                Family.HARDWARE,
                "Dell OpenManage (omreport)",
                "(omreport storage vdisk; omreport storage pdisk controller=0; omreport storage battery; omreport chassis fans;"
                        + " omreport chassis temps; omreport chassis pwrsupplies) > omreport-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-04", "HW-05", "HW-06", "HW-07"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        boolean begins = false;
        for (var line : head.lines(60)) {
            var assigned = Assigned.of(line);
            if (assigned == null || assigned.indent() > 0) continue;
            if (assigned.key().equals("id") || assigned.key().equals("index"))
                begins = line.matches("(?:ID|Index) +: .*");
            else if (begins && assigned.key().equals("status") && line.startsWith("Status  ")) return true;
        }
        return false;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private final Map<String, String> item = new LinkedHashMap<>();
        private @Nullable Line first;
        private @Nullable Line last;
        private int told;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var assigned = Assigned.of(text);
            if (assigned == null) {
                tell();
                return;
            }
            if (assigned.key().equals("id") || assigned.key().equals("index")) {
                tell();
                first = line;
            }
            if (first == null || item.size() > 80) return;
            item.putIfAbsent(assigned.key(), assigned.value());
            last = line;
        }

        @Override
        void concluded() {
            tell();
        }

        private String get(String key) {
            return item.getOrDefault(key, "");
        }

        private void tell() {
            var begins = first;
            var ends = last;
            first = null;
            if (begins == null || ends == null || get("status").isEmpty()) {
                item.clear();
                return;
            }
            told++;
            if (item.containsKey("layout") || item.containsKey("device name")) array(begins);
            else if (item.containsKey("failure predicted") || item.containsKey("serial no.")) drive(begins);
            else if (item.containsKey("learn state") || get("name").startsWith("Battery")) battery(begins);
            else if (item.containsKey("probe name")) probe(begins);
            else if (item.containsKey("online status")) supply(begins);
            else sink.ignored("nothing that is judged");
            item.clear();
        }

        private void array(Line line) {
            var volume = volume("vdisk " + get("id"), line);
            if (volume == null) return;
            var state = get("state");
            volume.level = get("layout").toLowerCase(Locale.ROOT).replace("-", "");
            volume.says(
                    switch (state) {
                        case "Ready", "Background Initialization", "Check Consistency" ->
                            get("status").equals("Ok") ? RaidArray.State.OPTIMAL : RaidArray.State.DEGRADED;
                        case "Degraded", "Resynching", "Rebuilding", "Degraded Redundancy", "Reconstructing" ->
                            RaidArray.State.DEGRADED;
                        case "Failed", "Offline", "Failed Redundancy", "Permanently Degraded" -> RaidArray.State.FAILED;
                        default -> RaidArray.State.UNKNOWN;
                    },
                    get("status") + ", " + state);
            if (state.equals("Rebuilding") || state.equals("Resynching")) {
                var percent =
                        Quantity.number(get("progress").replaceFirst("%.*$", "").strip());
                volume.rebuild = percent == null ? Double.valueOf(0) : percent;
            }
            cite(volume.cited);
        }

        private void drive(Line line) {
            var disk = disk(get("id"), line);
            if (disk == null) return;
            var drive = disk.drive();
            drive.serial = get("serial no.");
            drive.model = (get("vendor id") + " " + get("product id")).strip();
            drive.nativeState = get("status") + ", " + get("state");
            drive.size(get("capacity").replaceFirst(" *\\(.*$", "").replace(",", ""), 1024);
            drive.predictive = get("failure predicted").equalsIgnoreCase("yes");
            boolean spare = !get("hot spare").isEmpty() && !get("hot spare").equalsIgnoreCase("no");
            drive.state = switch (get("state")) {
                case "Online", "Ready", "Non-RAID" -> PhysicalDisk.State.ONLINE;
                case "Rebuilding", "Replacing" -> PhysicalDisk.State.REBUILDING;
                case "Failed", "Offline", "Unsupported" -> PhysicalDisk.State.FAILED;
                case "Removed", "Missing" -> PhysicalDisk.State.MISSING;
                default -> PhysicalDisk.State.UNKNOWN;
            };
            if (drive.state == PhysicalDisk.State.ONLINE && get("status").equals("Critical"))
                drive.state = PhysicalDisk.State.FAILED;
            if (spare && drive.state == PhysicalDisk.State.ONLINE) {
                drive.state = PhysicalDisk.State.SPARE;
                drive.role = "spare";
            }
            var left = Quantity.number(get("remaining rated write endurance").replace("%", ""));
            if (left != null && left >= 0 && left <= 100) drive.usedPercent = Math.round(100 - left);
            cite(disk.cited());
        }

        private void battery(Line line) {
            var kept = battery(get("name").isEmpty() ? "battery " + get("id") : get("name"), line);
            if (kept == null) return;
            kept.says(
                    switch (get("state")) {
                        case "Ready" ->
                            get("status").equals("Ok") ? CacheBattery.State.OPTIMAL : CacheBattery.State.DEGRADED;
                        case "Charging", "Learning", "Reconditioning" -> CacheBattery.State.LEARNING;
                        case "Failed", "Power Low" -> CacheBattery.State.FAILED;
                        case "Missing" -> CacheBattery.State.MISSING;
                        case "Degraded" -> CacheBattery.State.DEGRADED;
                        default -> CacheBattery.State.UNKNOWN;
                    },
                    get("status") + ", " + get("state"));
            cite(kept.cited);
        }

        private void probe(Line line) {
            var reading = READING.matcher(get("reading"));
            boolean known = reading.matches();
            var unit = known ? Sensors.unit(reading.group(2)) : "";
            sink.fact(new SensorReading(
                    "",
                    Sensors.sensor(get("probe name"), known ? reading.group(2) : "discrete"),
                    get("probe name"),
                    known ? Quantity.number(reading.group(1)) : null,
                    unit,
                    status(get("status")),
                    get("status"),
                    time.instant(),
                    origin(line)));
        }

        private void supply(Line line) {
            var status = Sensors.worse(status(get("status")), Sensors.states(get("online status")));
            sink.fact(Sensors.supply(
                    "",
                    get("location").isEmpty() ? "supply " + get("index") : get("location"),
                    status,
                    get("status") + ", " + get("online status"),
                    time.instant(),
                    origin(line)));
        }

        private void cite(Cited cited) {
            if (last != null) cited.add(last);
        }

        private static Status status(String word) {
            return switch (word) {
                case "Ok" -> Status.OK;
                case "Non-Critical" -> Status.WARNING;
                case "Critical", "Non-Recoverable" -> Status.CRITICAL;
                default -> Status.UNREADABLE;
            };
        }
    }
}
