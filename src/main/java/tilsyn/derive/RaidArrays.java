package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.ArrayHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.MissingPart;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** What arrays did over time, and which of the expected ones the newest snapshots lack. */
final class RaidArrays {
    /** How old an array's newest snapshot may be for the array to count as there (HW-01's evidence). */
    private static final Duration FRESH = Duration.ofHours(26);

    /** How long an array that is no longer told of is asked for. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private RaidArrays() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<RaidArray>> arrays = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof RaidArray array)
                arrays.computeIfAbsent(array.array(), name -> new ArrayList<>()).add(array);
        var expected = expected(facts);
        var failed = failedDisks(facts);
        var found = new ArrayList<Fact>();
        RaidArray newest = null;
        for (var snapshots : arrays.values()) {
            snapshots.sort(Facts.ORDER);
            var last = snapshots.get(snapshots.size() - 1);
            if (newest == null || last.time().isAfter(newest.time())) newest = last;
            if (!last.time().isBefore(context.asOf().minus(FRESH)))
                found.add(health(host, snapshots, expected.get(last.array()), failed, context));
            else if (!expected.containsKey(last.array())
                    && !last.time().isBefore(context.asOf().minus(REMEMBERED)))
                found.add(
                        new MissingPart(host, "array", last.array(), false, last.time(), List.of(last), last.origin()));
        }
        if (newest == null || newest.time().isBefore(context.asOf().minus(FRESH))) return found;
        for (var array : expected.values()) {
            var snapshots = arrays.getOrDefault(array.name(), List.of());
            var last = snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1);
            if (last == null || last.time().isBefore(context.asOf().minus(FRESH)))
                found.add(missing(host, array.name(), last, newest));
        }
        return found;
    }

    private static Fact missing(String host, String array, @Nullable RaidArray last, RaidArray newest) {
        return new MissingPart(
                host,
                "array",
                array,
                true,
                last == null ? newest.time() : last.time(),
                last == null ? List.of(newest) : List.of(newest, last),
                newest.origin());
    }

    private static Map<String, Host.Array> expected(List<Fact> facts) {
        var expected = new TreeMap<String, Host.Array>();
        for (var fact : facts)
            if (fact instanceof Host declared && declared.hardware() != null)
                for (var array : declared.hardware().arrays()) expected.put(array.name(), array);
        return expected;
    }

    private static String failedDisks(List<Fact> facts) {
        var newest = new TreeMap<String, PhysicalDisk>();
        for (var fact : facts)
            if (fact instanceof PhysicalDisk disk)
                newest.merge(disk.identity(), disk, (one, other) -> other.time().isBefore(one.time()) ? one : other);
        var failed = new TreeSet<String>();
        for (var disk : newest.values())
            if (disk.state() == PhysicalDisk.State.FAILED)
                failed.add(disk.serial().isEmpty() ? disk.slot() : disk.serial() + " (" + disk.slot() + ")");
        return String.join(", ", failed);
    }

    private static ArrayHealth health(
            String host,
            List<RaidArray> snapshots,
            Host.@Nullable Array expected,
            String failedDisks,
            Context context) {
        var last = snapshots.get(snapshots.size() - 1);
        boolean degraded = isDegraded(last);
        boolean rebuilding = last.rebuildPercent() != null;
        int row = rowStart(snapshots);
        var first = snapshots.get(row);
        var basis = new ArrayList<Fact>();
        basis.add(last);
        if (degraded && !first.equals(last)) basis.add(first);
        int there = last.members() < 0 ? last.membersOk() : last.members();
        return new ArrayHealth(
                host,
                last.array(),
                degraded && last.state() == RaidArray.State.OPTIMAL ? RaidArray.State.DEGRADED : last.state(),
                last.nativeState(),
                last.membersOk(),
                last.members(),
                failedDisks,
                rebuilding,
                degraded ? Duration.between(first.time(), context.asOf()) : Duration.ZERO,
                stalledFor(snapshots, context.asOf()),
                degraded
                        && row > 0
                        && Duration.between(snapshots.get(row - 1).time(), first.time())
                                        .compareTo(FRESH)
                                > 0,
                expected == null || there < 0 ? 0 : Math.max(0, expected.members() - there),
                last.lastCheck(),
                last.mismatches(),
                last.time(),
                basis,
                last.origin());
    }

    /** Also an array that calls itself whole while members are out. */
    private static boolean isDegraded(RaidArray array) {
        return array.state() == RaidArray.State.DEGRADED
                || array.state() == RaidArray.State.FAILED
                || array.state() == RaidArray.State.OPTIMAL
                        && array.membersOk() >= 0
                        && array.membersOk() < array.members();
    }

    /** Where the unbroken row of snapshots that are not known to be whole began, seen from the newest. */
    private static int rowStart(List<RaidArray> snapshots) {
        int at = snapshots.size() - 1;
        while (at > 0
                && (isDegraded(snapshots.get(at - 1)) || snapshots.get(at - 1).state() == RaidArray.State.UNKNOWN))
            at--;
        return at;
    }

    /** Since the newest rebuild percentage was first seen, when it was seen more than once. */
    private static Duration stalledFor(List<RaidArray> snapshots, Instant asOf) {
        int at = snapshots.size() - 1;
        var percent = snapshots.get(at).rebuildPercent();
        if (percent == null) return Duration.ZERO;
        while (at > 0 && percent.equals(snapshots.get(at - 1).rebuildPercent())) at--;
        return at == snapshots.size() - 1
                ? Duration.ZERO
                : Duration.between(snapshots.get(at).time(), asOf);
    }
}
