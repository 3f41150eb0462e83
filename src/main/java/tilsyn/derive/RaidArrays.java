package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.ArrayHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.MissingPart;
import tilsyn.fact.RaidArray;

/** What arrays did over time, and which of the expected ones the newest snapshots lack. */
final class RaidArrays {
    /** How old an array's newest snapshot may be for the array to count as there (HW-01's evidence). */
    private static final Duration FRESH = Duration.ofHours(26);

    private RaidArrays() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<RaidArray>> arrays = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof RaidArray array)
                arrays.computeIfAbsent(array.array(), name -> new ArrayList<>()).add(array);
        var expected = expected(facts);
        var health = new ArrayList<Fact>();
        RaidArray newest = null;
        var fresh = new ArrayList<String>();
        for (var snapshots : arrays.values()) {
            snapshots.sort(Facts.ORDER);
            var last = snapshots.get(snapshots.size() - 1);
            if (last.time().isBefore(context.asOf().minus(FRESH))) continue;
            fresh.add(last.array());
            health.add(health(host, snapshots, expected.get(last.array()), context));
            if (newest == null || last.time().isAfter(newest.time())) newest = last;
        }
        if (newest == null) return health;
        for (var array : expected.values())
            if (!fresh.contains(array.name()))
                health.add(
                        new MissingPart(host, "array", array.name(), newest.time(), List.of(newest), newest.origin()));
        return health;
    }

    private static Map<String, Host.Array> expected(List<Fact> facts) {
        var expected = new TreeMap<String, Host.Array>();
        for (var fact : facts)
            if (fact instanceof Host declared && declared.hardware() != null)
                for (var array : declared.hardware().arrays()) expected.put(array.name(), array);
        return expected;
    }

    private static ArrayHealth health(
            String host,
            List<RaidArray> snapshots,
            Host.@org.jspecify.annotations.Nullable Array expected,
            Context context) {
        var last = snapshots.get(snapshots.size() - 1);
        boolean rebuilding = last.rebuildPercent() != null;
        var degradedSince = rowStart(snapshots);
        var progressAt = progressAt(snapshots);
        var basis = new ArrayList<Fact>();
        basis.add(last);
        boolean degraded = last.state() == RaidArray.State.DEGRADED || last.state() == RaidArray.State.FAILED;
        if (degraded)
            snapshots.stream()
                    .filter(snapshot -> snapshot.time().equals(degradedSince) && snapshot != last)
                    .forEach(basis::add);
        return new ArrayHealth(
                host,
                last.array(),
                last.state(),
                last.nativeState(),
                rebuilding,
                degraded ? Duration.between(degradedSince, context.asOf()) : Duration.ZERO,
                rebuilding ? Duration.between(progressAt, context.asOf()) : Duration.ZERO,
                expected == null || last.members() < 0 ? 0 : Math.max(0, expected.members() - last.members()),
                last.lastCheck(),
                last.mismatches(),
                last.time(),
                basis,
                last.origin());
    }

    /** When the unbroken row of snapshots that are not optimal began, seen from the newest. */
    private static Instant rowStart(List<RaidArray> snapshots) {
        int at = snapshots.size() - 1;
        while (at > 0 && snapshots.get(at - 1).state() != RaidArray.State.OPTIMAL) at--;
        return snapshots.get(at).time();
    }

    /** When the newest rebuild percentage was first reached. */
    private static Instant progressAt(List<RaidArray> snapshots) {
        int at = snapshots.size() - 1;
        var percent = snapshots.get(at).rebuildPercent();
        while (at > 0 && percent != null && percent.equals(snapshots.get(at - 1).rebuildPercent())) at--;
        return snapshots.get(at).time();
    }
}
