package tilsyn.decoder.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.IntegrityCheck;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** What is said of one ZFS pool. Data that is lost makes it a failed one, whatever its state says. */
final class Pool {
    private static final int MOST_DEVICES = 2_000;
    private static final Set<String> GROUPS = Set.of("logs", "cache", "spares", "special", "dedup", "mirror");

    final String name;
    String state = "";
    /** Errors in data that nothing could mend: 0 for none, -1 when not said. */
    long lost = -1;

    /** False while what tells of data errors may yet come. */
    boolean whole = true;

    String scan = "";
    boolean resilvering;

    @Nullable
    Double percent;

    /** The last scrub's end and what it could not mend; null when none was finished. */
    @Nullable
    When scrubbed;

    long scrubErrors = -1;
    private boolean replacing;
    private long counted = -1;
    private int members;
    private int online;
    private final List<Device> broken = new ArrayList<>();

    private record Device(String name, String state, long errors) {}

    Pool(String name) {
        this.name = name;
    }

    /** A disk, partition or file of the pool, with its errors of reading, writing and checksums. */
    void device(String device, String word, long errors) {
        members++;
        if (word.equals("ONLINE")) online++;
        counted = Math.max(0, counted) + Math.max(0, errors);
        if ((!word.equals("ONLINE") || errors > 0) && broken.size() < MOST_DEVICES)
            broken.add(new Device(device, word, errors));
    }

    /** A disk that another stands in for at the moment, or that other, so that disks can't be counted. */
    void replacing(String device, String word, long errors) {
        replacing = true;
        if (word.equals("ONLINE") && errors > 0) device(device, word, errors);
    }

    void emit(When time, Origin origin, Sink sink) {
        boolean unknown = replacing || members == 0;
        var judged = judged();
        sink.fact(new RaidArray(
                "",
                name,
                "zfs",
                judged,
                said(),
                unknown ? -1 : online,
                unknown ? -1 : members,
                -1,
                judged == RaidArray.State.DEGRADED && resilvering ? (percent == null ? 0.0 : percent) : null,
                scrubbed == null ? null : scrubbed.instant(),
                counted > 0 ? counted : scrubErrors,
                time.instant(),
                time.on(origin)));
        for (var device : broken) if (!device.state.equals("ONLINE")) sink.fact(disk(device, time, origin));
        if (scrubbed != null)
            sink.fact(new IntegrityCheck(
                    "",
                    "zpool scrub",
                    name,
                    scrubErrors > 0
                            ? IntegrityCheck.Result.DAMAGED
                            : scrubErrors < 0
                                    ? IntegrityCheck.Result.UNKNOWN
                                    : counted > 0 ? IntegrityCheck.Result.REPAIRED : IntegrityCheck.Result.CLEAN,
                    scrubErrors < 0 ? -1 : scrubErrors + Math.max(0, counted),
                    scan,
                    scrubbed.instant(),
                    scrubbed.on(origin)));
    }

    private RaidArray.State judged() {
        var told = switch (state) {
            case "ONLINE" -> RaidArray.State.OPTIMAL;
            case "DEGRADED" -> RaidArray.State.DEGRADED;
            case "FAULTED", "UNAVAIL", "SUSPENDED", "REMOVED", "OFFLINE" -> RaidArray.State.FAILED;
            default -> RaidArray.State.UNKNOWN;
        };
        if (lost > 0) return RaidArray.State.FAILED;
        if (!whole && told == RaidArray.State.OPTIMAL) return RaidArray.State.UNKNOWN;
        boolean lacks = resilvering || broken.stream().anyMatch(device -> !device.state.equals("ONLINE"));
        return told == RaidArray.State.OPTIMAL && lacks ? RaidArray.State.DEGRADED : told;
    }

    private String said() {
        var said = new StringBuilder(state);
        if (lost > 0) said.append(", ").append(lost).append(" data errors");
        if (resilvering) said.append(", resilvering");
        for (var device : broken) {
            if (said.length() > 300) break;
            said.append(", ").append(device.name).append(' ').append(device.state);
            if (device.errors > 0) said.append(" with ").append(device.errors).append(" errors");
        }
        return said.toString();
    }

    private PhysicalDisk disk(Device device, When time, Origin origin) {
        var drive = new Drive();
        drive.slot = device.name + " in " + name;
        drive.role = name;
        drive.nativeState = device.state;
        drive.state = switch (device.state) {
            case "FAULTED", "DEGRADED" -> PhysicalDisk.State.FAILED;
            case "UNAVAIL", "REMOVED", "OFFLINE" -> PhysicalDisk.State.MISSING;
            default -> PhysicalDisk.State.UNKNOWN;
        };
        return drive.at("", time.instant(), time.on(origin));
    }

    /** What groups disks, or holds what a pool can lose. */
    static boolean isGroup(String name) {
        return name.startsWith("mirror-")
                || name.startsWith("raidz")
                || name.startsWith("draid")
                || GROUPS.contains(name)
                || isReplacing(name);
    }

    static boolean isReplacing(String name) {
        return name.startsWith("replacing") || name.startsWith("spare-");
    }
}
