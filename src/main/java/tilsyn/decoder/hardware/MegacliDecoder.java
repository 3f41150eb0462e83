package tilsyn.decoder.hardware;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
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

/** Reads MegaCli: virtual drives, physical drives, the battery, rebuilds under way, the summary; several in one file. */
public final class MegacliDecoder implements Decoder {
    private static final Pattern ADAPTER =
            Pattern.compile("\\s*Adapter #?(\\d{1,3})(?: -- Virtual Drive Information:)?");
    private static final Pattern MARK = Pattern.compile(
            "\\s*(?:Adapter #\\d{1,3}|Adapter \\d{1,3} -- Virtual Drive Information:|BBU status for Adapter: ?\\d{1,3}"
                    + "|Enclosure Device ID: (?:\\d{1,5}|N/A)|Firmware state: .*|FW Package Version: .*"
                    + "|Rebuild Progress on Device at Enclosure .*)");
    private static final Pattern REBUILD = Pattern.compile(
            "Rebuild Progress on Device at Enclosure (\\S{1,8}), Slot (\\d{1,5}) Completed (\\d{1,3})%.*");
    private static final Pattern LEVEL = Pattern.compile("Primary-(\\d), Secondary-(\\d), RAID Level Qualifier-\\d");
    private static final Pattern COMPLETED = Pattern.compile("Completed (\\d{1,3})%.*");
    private static final Pattern MADE = Pattern.compile("(\\d\\d)/(\\d\\d), ?(\\d{4})");
    private static final Pattern CONNECTOR = Pattern.compile("(\\S{1,8})<.*Encl Pos (\\d{1,4}) ?>: ?Slot (\\d{1,4})");
    private static final Pattern TARGET = Pattern.compile("(?:Target Id )?(\\d{1,4})\\b.*");

    @Override
    public Format format() {
        return new Format(
                "megacli",
                Family.HARDWARE,
                "RAID controller by MegaCli",
                "(megacli -LDInfo -Lall -aAll; megacli -PDList -aAll; megacli -AdpBbuCmd -GetBbuStatus -aAll)"
                        + " > megacli-HOST-$(date +%Y%m%dT%H%M).txt",
                List.of("HW-01", "HW-02", "HW-03", "HW-07"));
    }

    private static boolean marks(String line) {
        return MARK.matcher(line.stripTrailing()).matches();
    }

    @Override
    public boolean recognises(Head head) {
        return RaidReport.isMarked(head, MegacliDecoder::marks);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        new Report(input, sink).read();
    }

    private static final class Report extends RaidReport {
        private String adapter = "0";
        private String enclosure = "";
        private @Nullable Volume volume;
        private @Nullable Disk disk;
        /** Whether drives are told below the array that they are members of. */
        private boolean membersTold;

        private int rebuilding;
        private double slowest = 100;
        private String policy = "";
        private boolean battery;

        Report(Input input, Sink sink) {
            super(input, sink);
        }

        @Override
        void line(Line line, String text) {
            var heading = ADAPTER.matcher(text.stripTrailing());
            if (heading.matches()) {
                adapter = heading.group(1);
                none();
                return;
            }
            var rebuild = REBUILD.matcher(text.strip());
            if (rebuild.matches()) {
                onto(slot(rebuild.group(1), rebuild.group(2)), rebuild.group(3), line);
                return;
            }
            var assigned = Assigned.of(text);
            if (assigned != null) assigned(assigned, line);
        }

        private void none() {
            volume = null;
            disk = null;
            membersTold = false;
            battery = false;
        }

        private String slot(String in, String number) {
            var place = (in.equals("N/A") ? " " : in) + ":" + number;
            return adapter.equals("0") ? place : "c" + adapter + " " + place;
        }

        private void onto(String slot, String percent, Line line) {
            var onto = disk(slot, line);
            if (onto == null) return;
            if (onto.drive().state == PhysicalDisk.State.UNKNOWN) onto.drive().state = PhysicalDisk.State.REBUILDING;
            slowest = Math.min(slowest, Double.parseDouble(percent));
        }

        private void assigned(Assigned assigned, Line line) {
            var value = assigned.value();
            switch (assigned.key()) {
                case "bbu status for adapter" -> {
                    none();
                    if (Quantity.count(value) >= 0) adapter = value;
                    battery = true;
                }
                case "bbu capacity info for adapter", "bbu design info for adapter", "bbu properties for adapter" -> {
                    none();
                    if (Quantity.count(value) >= 0) adapter = value;
                    battery = true;
                }
                case "virtual drive" -> {
                    none();
                    var target = TARGET.matcher(value);
                    volume = target.matches() ? shown("c" + adapter + "/v" + target.group(1), line) : null;
                }
                case "cachecade virtual drive" -> {
                    none();
                    sink.ignored("a cache of SSDs");
                }
                case "pd" -> {
                    disk = null;
                    membersTold = volume != null;
                }
                case "enclosure device id" -> {
                    if (!membersTold) volume = null;
                    disk = null;
                    enclosure = value;
                }
                case "slot number" -> disk = Quantity.count(value) < 0 ? null : disk(slot(enclosure, value), line);
                case "connector" -> summary(value, line);
                case "exit code" -> {
                    none();
                    if (!value.equals("0x00")) sink.ignored("the command ended with " + value);
                }
                default -> {
                    if (disk != null) ofDisk(disk, assigned, line);
                    else if (volume != null) ofVolume(volume, assigned, line);
                    else if (battery) ofBattery(assigned, line);
                    else if (assigned.key().equals("fw package version")) firmware("MegaRAID c" + adapter, value, line);
                }
            }
        }

        /** The summary names drives by connector. */
        private void summary(String value, Line line) {
            volume = null;
            var place = CONNECTOR.matcher(value);
            disk = place.find()
                    ? disk("port " + place.group(1) + " enclosure " + place.group(2) + " slot " + place.group(3), line)
                    : null;
        }

        private void ofVolume(Volume volume, Assigned assigned, Line line) {
            var value = assigned.value();
            switch (assigned.key()) {
                case "raid level" -> volume.level = level(value);
                case "state" -> volume.says(arrayState(value), value);
                case "number of drives", "number of drives per span" -> volume.members = number(value);
                case "span depth", "number of spans" -> {
                    int spans = number(value);
                    if (spans > 1) {
                        if (volume.members > 0) volume.members *= spans;
                        if (!volume.level.endsWith("0")) volume.level += "0";
                    }
                }
                case "default cache policy" -> policy = value;
                case "current cache policy" -> caches(policy, value, line);
                case "bad blocks exist" -> {
                    if (assigned.yes())
                        sink.fact(new IntegrityCheck(
                                "",
                                "megacli bad blocks",
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

        private void caches(String set, String now, Line line) {
            var kept = battery("c" + adapter, line);
            if (kept == null) return;
            kept.cited.add(line);
            kept.caches(first(set), first(now));
            kept.forced |= set.contains("Write Cache OK if Bad BBU");
        }

        private void ofDisk(Disk disk, Assigned assigned, Line line) {
            var drive = disk.drive();
            var value = assigned.value();
            switch (assigned.key()) {
                case "firmware state", "state" -> state(drive, value);
                case "media error count" -> {
                    drive.mediaErrors = Quantity.count(value);
                    drive.rawValues = drive.mediaErrors >= 0;
                }
                case "other error count" -> {
                    if (Quantity.count(value) > 0) drive.note("other error count " + value);
                }
                case "predictive failure count" -> drive.predictive |= Quantity.count(value) > 0;
                case "drive has flagged a s.m.a.r.t alert" -> drive.predictive |= assigned.yes();
                case "foreign state" -> {
                    if (value.startsWith("Foreign")) drive.note("foreign configuration");
                }
                case "coerced size" -> drive.size(value, 1024);
                case "pd type" -> drive.role = value;
                case "inquiry data" -> identity(drive, assigned.rest());
                case "product id" -> drive.model = value;
                case "rebuild" -> {
                    var percent = COMPLETED.matcher(value);
                    if (percent.matches()) slowest = Math.min(slowest, Double.parseDouble(percent.group(1)));
                }
                default -> {
                    return;
                }
            }
            disk.cited().add(line);
        }

        private void state(Drive drive, String value) {
            drive.nativeState = value;
            drive.state = diskState(first(value));
            if (drive.state == PhysicalDisk.State.REBUILDING) rebuilding++;
            if (membersTold && volume != null && drive.state != PhysicalDisk.State.SPARE) {
                if (volume.ok < 0) volume.ok = 0;
                if (drive.state == PhysicalDisk.State.ONLINE) volume.ok++;
            }
        }

        /** 20 characters serial number, 40 model and 8 firmware of a SATA disk; a SAS disk's is a text. */
        private static void identity(Drive drive, String rest) {
            var packed = rest.startsWith(" ") && rest.length() > 60 ? rest.substring(1) : rest;
            if (drive.role.equals("SATA") && packed.length() >= 60) {
                drive.serial = packed.substring(0, 20).strip();
                drive.model = packed.substring(20, 60).strip();
            } else drive.model = rest.strip().replaceAll("\\s+", " ");
        }

        private void ofBattery(Assigned assigned, Line line) {
            var value = assigned.value();
            var said = switch (assigned.key()) {
                case "battery state" -> value.isEmpty() ? null : batteryState(value);
                case "battery pack missing" -> assigned.yes() ? CacheBattery.State.MISSING : null;
                case "battery replacement required", "pack is about to fail & should be replaced" ->
                    assigned.yes() ? CacheBattery.State.FAILED : null;
                case "remaining capacity low",
                        "no space to cache offload",
                        "learn cycle timeout",
                        "i2c errors detected" -> assigned.yes() ? CacheBattery.State.DEGRADED : null;
                case "voltage", "temperature" ->
                    value.matches("\\d.*") || value.equalsIgnoreCase("OK") ? null : CacheBattery.State.DEGRADED;
                case "learn cycle active" -> assigned.yes() ? CacheBattery.State.LEARNING : null;
                case "charging status" -> value.equalsIgnoreCase("Charging") ? CacheBattery.State.LEARNING : null;
                case "batterytype", "relative state of charge", "date of manufacture" -> CacheBattery.State.OPTIMAL;
                default -> null;
            };
            if (said == null) return;
            var kept = battery("c" + adapter, line);
            if (kept == null) return;
            kept.cited.add(line);
            switch (assigned.key()) {
                case "batterytype" -> {}
                case "relative state of charge" -> kept.charge = Quantity.number(value.replace("%", ""));
                case "date of manufacture" -> kept.made = made(value);
                default -> kept.says(said, line.text().strip().replaceAll("\\s+", " "));
            }
        }

        @Override
        void concluded() {
            for (var disk : disks()) disk.drive().role = "";
            rebuilding(rebuilding, slowest == 100 ? 0 : slowest);
        }
    }

    private static String level(String value) {
        var level = LEVEL.matcher(value);
        if (level.matches())
            return "raid" + level.group(1)
                    + (level.group(1).equals("1") && level.group(2).equals("3") ? "0" : "");
        return Quantity.count(value) >= 0 ? "raid" + value : value;
    }

    private static RaidArray.State arrayState(String word) {
        return switch (word) {
            case "Optimal" -> RaidArray.State.OPTIMAL;
            case "Degraded", "Partially Degraded" -> RaidArray.State.DEGRADED;
            case "Offline", "Failed" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "online", "unconfigured(good)", "jbod" -> PhysicalDisk.State.ONLINE;
            case "hotspare" -> PhysicalDisk.State.SPARE;
            case "rebuild", "copyback" -> PhysicalDisk.State.REBUILDING;
            case "failed", "offline", "unconfigured(bad)" -> PhysicalDisk.State.FAILED;
            case "missing" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }

    private static CacheBattery.State batteryState(String word) {
        if (word.equalsIgnoreCase("Optimal") || word.equalsIgnoreCase("Operational")) return CacheBattery.State.OPTIMAL;
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.contains("learn") || lower.contains("charging")) return CacheBattery.State.LEARNING;
        if (lower.contains("missing")) return CacheBattery.State.MISSING;
        if (lower.startsWith("degraded")) return CacheBattery.State.DEGRADED;
        return lower.startsWith("fail") ? CacheBattery.State.FAILED : CacheBattery.State.UNKNOWN;
    }

    private static @Nullable LocalDate made(String value) {
        var date = MADE.matcher(value);
        if (!date.matches()) return null;
        try {
            return LocalDate.of(
                    Integer.parseInt(date.group(3)), Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static String first(String list) {
        int comma = list.indexOf(',');
        return (comma < 0 ? list : list.substring(0, comma)).strip();
    }

    private static int number(String value) {
        return (int) Math.min(Quantity.count(value), 100_000);
    }
}
