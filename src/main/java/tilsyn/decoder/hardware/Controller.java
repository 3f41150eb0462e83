package tilsyn.decoder.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Quantity;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.FirmwareState;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** What storcli or perccli says of one controller: virtual drives, physical drives, their counters, rebuilds under way. */
final class Controller {
    private static final int MOST = 4_000;
    private static final Pattern NAMED =
            Pattern.compile("/c(\\d{1,4})/e(\\d{1,5}|\\s?)/s(\\d{1,5})|/c(\\d{1,4})/s(\\d{1,5})");

    private final String number;
    private final Map<String, Virtual> virtual = new TreeMap<>();
    private final Map<String, Physical> physical = new TreeMap<>();
    private final Map<String, Integer> missing = new TreeMap<>();
    private final Policies policies = new Policies();
    private @Nullable Protection battery;
    private @Nullable Firmware firmware;

    private record Protection(String state, String made, Origin origin) {}

    private record Firmware(String version, Origin origin) {}

    private record Virtual(String group, String level, String state, Origin origin) {}

    private static final class Physical {
        private String group = "";
        private String state = "";
        private String model = "";
        private String size = "";
        private @Nullable Origin origin;
        private final StringBuilder raw = new StringBuilder();
        private final Map<String, String> counters = new TreeMap<>();
        private @Nullable Double progress;
    }

    Controller(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    /** @param name such as {@code 0/1}: drive group and virtual drive */
    void virtual(String name, String level, String state, Origin origin) {
        int slash = name.indexOf('/');
        if (slash < 0 || virtual.size() >= MOST) return;
        virtual.put(
                name.substring(slash + 1).strip(),
                new Virtual(name.substring(0, slash).strip(), level, state, origin));
    }

    /** @param name such as {@code 252:2}: enclosure and slot */
    void physical(String name, String state, String group, String size, String model, Origin origin) {
        if (name.indexOf(':') < 0) return;
        var drive = at(name);
        if (drive == null) return;
        drive.state = state;
        drive.group = group;
        drive.size = size;
        if (!model.isBlank()) drive.model = model.strip();
        if (drive.origin == null) drive.origin = origin;
        drive.raw.insert(0, origin.raw() + "\n");
    }

    /** How writes to one virtual drive are cached, in the tool's word such as {@code RWBD}. */
    void caches(String policy) {
        policies.now(policy.strip());
    }

    /** How writes to the virtual drive last told of are set to be cached. */
    void set(String policy) {
        policies.set(policy.strip());
    }

    /** What protects the cache: a battery, or a capacitor with flash. */
    void battery(String state, String made, Origin origin) {
        battery = new Protection(state.strip(), made, origin);
    }

    void firmware(String version, Origin origin) {
        if (firmware == null && !version.isBlank()) firmware = new Firmware(version.strip(), origin);
    }

    /** A place in a drive group without a disk. */
    void missing(String group) {
        missing.merge(group, 1, Integer::sum);
    }

    /** @param drive such as {@code /c0/e252/s2} */
    void counter(String drive, String name, String value) {
        var place = place(drive);
        var counted = place.isEmpty() ? null : at(place);
        if (counted == null || counted.counters.size() >= 200) return;
        var known = known(name);
        if (known.isEmpty()) return;
        counted.counters.put(known, value.strip());
        counted.raw.append(name.strip()).append(" = ").append(value.strip()).append('\n');
    }

    /** A rebuild or copy-back onto this drive. */
    void progress(String drive, @Nullable Double percent, String status) {
        var place = place(drive);
        var onto = place.isEmpty() ? null : at(place);
        if (onto != null && percent != null && status.toLowerCase(Locale.ROOT).startsWith("in progress"))
            onto.progress = percent;
    }

    boolean isEmpty() {
        return battery == null
                && virtual.isEmpty()
                && physical.values().stream().allMatch(drive -> drive.origin == null);
    }

    void emit(When time, Sink sink) {
        virtual.forEach((name, drive) -> sink.fact(array(name, drive, time)));
        physical.forEach((name, drive) -> {
            if (drive.origin != null) sink.fact(disk(name, drive, time, drive.origin));
        });
        if (battery != null) sink.fact(battery(battery, time));
        if (firmware != null)
            sink.fact(new FirmwareState(
                    "", "RAID controller c" + number, firmware.version, time.instant(), time.on(firmware.origin)));
    }

    private @Nullable Physical at(String name) {
        var known = physical.get(name);
        if (known == null && physical.size() < MOST) physical.put(name, known = new Physical());
        return known;
    }

    /** {@code 252:2} of {@code /c0/e252/s2}; empty for another controller's. */
    private String place(String drive) {
        var named = NAMED.matcher(drive);
        if (!named.find()) return "";
        boolean enclosed = named.group(1) != null;
        if (!(enclosed ? named.group(1) : named.group(4)).equals(number)) return "";
        return enclosed ? named.group(2).strip() + ":" + named.group(3) : " :" + named.group(5);
    }

    private static String known(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "media error count" -> "media";
            case "other error count" -> "other";
            case "predictive failure count" -> "predictive";
            case "s.m.a.r.t alert flagged by drive" -> "alert";
            case "sn" -> "serial";
            case "model number" -> "model";
            default -> "";
        };
    }

    private RaidArray array(String name, Virtual drive, When time) {
        var members = membersOf(drive.group());
        int there = members.size() + missing.getOrDefault(drive.group(), 0);
        int working = (int)
                members.stream().filter(member -> member.state.equals("Onln")).count();
        var state = state(drive.state());
        return new RaidArray(
                "",
                "c" + number + "/v" + name,
                drive.level().toLowerCase(Locale.ROOT),
                state,
                drive.state(),
                members.isEmpty() ? -1 : working,
                members.isEmpty() ? -1 : there,
                -1,
                state == RaidArray.State.OPTIMAL ? null : progress(members),
                null,
                -1,
                time.instant(),
                time.on(drive.origin()));
    }

    private List<Physical> membersOf(String group) {
        var members = new ArrayList<Physical>();
        for (var drive : physical.values())
            if (drive.group.equals(group) && !drive.state.endsWith("HS") && drive.origin != null) members.add(drive);
        return members;
    }

    /** Of the rebuild that is least far; 0 when a disk rebuilds and nothing says how far. */
    private static @Nullable Double progress(List<Physical> members) {
        Double least = null;
        for (var member : members) {
            if (!member.state.equals("Rbld")) continue;
            double percent = member.progress == null ? 0.0 : member.progress;
            if (least == null || percent < least) least = percent;
        }
        return least;
    }

    private PhysicalDisk disk(String name, Physical read, When time, Origin origin) {
        var drive = new Drive();
        drive.slot = number.equals("0") ? name : "c" + number + " " + name;
        drive.serial = read.counters.getOrDefault("serial", "").replaceFirst("(?i)^n/?a$", "");
        drive.model = read.counters.getOrDefault("model", read.model);
        drive.state = diskState(read.state);
        drive.nativeState = read.state;
        drive.role = drive.state == PhysicalDisk.State.SPARE ? "spare" : isGroup(read.group) ? "member" : "";
        drive.size(read.size, 1024);
        if (read.group.equals("F")) drive.note("foreign configuration");
        drive.mediaErrors = Quantity.count(read.counters.get("media"));
        drive.predictive = Quantity.count(read.counters.get("predictive")) > 0
                || "yes".equalsIgnoreCase(read.counters.get("alert"));
        long other = Quantity.count(read.counters.get("other"));
        if (other > 0) drive.note("other error count " + other);
        drive.rawValues = drive.mediaErrors >= 0;
        return drive.at(
                "",
                time.instant(),
                time.on(new Origin(
                        origin.file(),
                        origin.line(),
                        origin.offset(),
                        origin.sha256(),
                        read.raw.toString().strip(),
                        "",
                        "",
                        origin.received())));
    }

    private CacheBattery battery(Protection said, When time) {
        var lower = said.state.toLowerCase(Locale.ROOT);
        var state = lower.equals("optimal") || lower.equals("optl")
                ? CacheBattery.State.OPTIMAL
                : lower.contains("learn") || lower.contains("charging")
                        ? CacheBattery.State.LEARNING
                        : lower.startsWith("dgd") || lower.startsWith("degraded")
                                ? CacheBattery.State.DEGRADED
                                : lower.startsWith("fail") || lower.contains("replace")
                                        ? CacheBattery.State.FAILED
                                        : lower.startsWith("missing") || lower.startsWith("absent")
                                                ? CacheBattery.State.MISSING
                                                : CacheBattery.State.UNKNOWN;
        return new CacheBattery(
                "",
                "c" + number,
                state,
                said.state,
                null,
                policies.now(),
                policies.set(),
                policies.areForced(),
                Ups.date(said.made),
                time.instant(),
                time.on(said.origin));
    }

    private static boolean isGroup(String group) {
        return Quantity.count(group) >= 0;
    }

    static RaidArray.State state(String word) {
        return switch (word) {
            case "Optl" -> RaidArray.State.OPTIMAL;
            case "Dgrd", "Pdgd", "Rec" -> RaidArray.State.DEGRADED;
            case "OfLn", "Fail", "Failed" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
    }

    private static PhysicalDisk.State diskState(String word) {
        return switch (word) {
            case "Onln", "JBOD", "UGood", "Conf" -> PhysicalDisk.State.ONLINE;
            case "GHS", "DHS" -> PhysicalDisk.State.SPARE;
            case "Rbld", "Cpybck", "CBShld" -> PhysicalDisk.State.REBUILDING;
            case "UBad", "Offln", "OfLn", "F", "Failed" -> PhysicalDisk.State.FAILED;
            case "Msng", "Miss" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
    }
}
