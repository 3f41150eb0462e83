package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.MissingPart;
import tilsyn.fact.PhysicalDisk;

/** What disks' counters did over time; a replaced disk is another disk with a history of its own. */
final class Disks {
    private static final Duration WEEK = Duration.ofDays(7);
    /** How old a disk's newest sample may be for the disk to count as there. */
    private static final Duration FRESH = Duration.ofDays(8);

    private Disks() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<PhysicalDisk>> disks = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof PhysicalDisk disk)
                disks.computeIfAbsent(disk.identity(), name -> new ArrayList<>())
                        .add(disk);
        var window = Duration.ofDays((long) context.limit("HW-02.growth_window_d", host));
        var health = new ArrayList<Fact>();
        int present = 0;
        PhysicalDisk newest = null;
        for (var samples : disks.values()) {
            samples.sort(Facts.ORDER);
            var last = samples.get(samples.size() - 1);
            if (last.time().isBefore(context.asOf().minus(FRESH))) continue;
            health.add(health(host, samples, window));
            if (last.state() != PhysicalDisk.State.MISSING) present++;
            if (newest == null || last.time().isAfter(newest.time())) newest = last;
        }
        var missing = missing(host, facts, present, newest);
        if (missing != null) health.add(missing);
        return health;
    }

    private static @Nullable Fact missing(String host, List<Fact> facts, int present, @Nullable PhysicalDisk newest) {
        if (newest == null) return null;
        for (var fact : facts)
            if (fact instanceof Host declared && declared.hardware() != null) {
                var expected = declared.hardware().disks();
                if (expected != null && present < expected)
                    return new MissingPart(
                            host,
                            "disk",
                            present + " of " + expected,
                            newest.time(),
                            List.of(newest, declared),
                            newest.origin());
            }
        return null;
    }

    private static DiskHealth health(String host, List<PhysicalDisk> samples, Duration window) {
        var last = samples.get(samples.size() - 1);
        var inWeek = within(samples, WEEK);
        var inWindow = within(samples, window);
        var growing = new ArrayList<String>();
        grew("reallocated sectors", inWindow, disk -> disk.smart(5), growing);
        grew("media errors", inWindow, PhysicalDisk::mediaErrors, growing);
        grew("pending sectors", inWindow, disk -> disk.smart(197), growing);
        grew("reported uncorrectable", inWindow, disk -> disk.smart(187), growing);
        grew("offline uncorrectable", inWindow, disk -> disk.smart(198), growing);
        var basis = new ArrayList<Fact>();
        basis.add(last);
        if (!growing.isEmpty())
            basis.addAll(
                    inWindow.subList(0, inWindow.size() - 1).stream().limit(1).toList());
        if (!inWeek.get(0).equals(last) && !basis.contains(inWeek.get(0))) basis.add(inWeek.get(0));
        return new DiskHealth(
                host,
                last.identity(),
                last.slot(),
                broken(last),
                last.usedPercent(),
                pending(last),
                pendingRising(samples),
                errors(last),
                growth(inWeek, Disks::errors),
                String.join(", ", growing),
                last.powerOnHours(),
                last.rawValues(),
                last.time(),
                basis,
                last.origin());
    }

    private static List<PhysicalDisk> within(List<PhysicalDisk> samples, Duration span) {
        var from = samples.get(samples.size() - 1).time().minus(span);
        return samples.stream().filter(sample -> !sample.time().isBefore(from)).toList();
    }

    private static long errors(PhysicalDisk disk) {
        return Math.max(disk.smart(5), disk.mediaErrors());
    }

    private static long pending(PhysicalDisk disk) {
        return Math.max(disk.smart(197), disk.smart(198));
    }

    /** Newest minus oldest known value; 0 when it fell or is unknown. */
    private static long growth(List<PhysicalDisk> samples, ToLongFunction<PhysicalDisk> counter) {
        long first = samples.stream()
                .mapToLong(counter)
                .filter(value -> value >= 0)
                .findFirst()
                .orElse(0);
        return Math.max(0, counter.applyAsLong(samples.get(samples.size() - 1)) - first);
    }

    private static void grew(
            String what, List<PhysicalDisk> samples, ToLongFunction<PhysicalDisk> counter, List<String> growing) {
        long last = counter.applyAsLong(samples.get(samples.size() - 1));
        long least = samples.stream()
                .mapToLong(counter)
                .filter(value -> value >= 0)
                .min()
                .orElse(0);
        if (last > least) growing.add("%s %d → %d".formatted(what, least, last));
    }

    private static boolean pendingRising(List<PhysicalDisk> samples) {
        var values = samples.stream()
                .mapToLong(Disks::pending)
                .filter(value -> value >= 0)
                .toArray();
        int last = values.length - 1;
        return last >= 2 && values[last] > values[last - 1] && values[last - 1] > values[last - 2];
    }

    private static String broken(PhysicalDisk disk) {
        var why = new ArrayList<String>();
        if (disk.state() == PhysicalDisk.State.FAILED || disk.state() == PhysicalDisk.State.MISSING)
            why.add("state " + disk.nativeState());
        if (Boolean.FALSE.equals(disk.passed())) why.add("SMART says FAILED");
        if (disk.predictive()) why.add("failure predicted");
        if (disk.criticalWarning() != 0) why.add("NVMe critical warning " + disk.criticalWarning());
        if (disk.sparePercent() >= 0 && disk.sparePercent() < disk.spareThreshold())
            why.add("spare %d %% below %d %%".formatted(disk.sparePercent(), disk.spareThreshold()));
        if (disk.usedPercent() >= 100) why.add("%d %% used".formatted(disk.usedPercent()));
        return String.join(", ", why);
    }
}
