package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.PhysicalDisk;

/**
 * The samples of one disk, oldest first. Different tools tell different things of it, so each counter's newest known value
 * counts, and the newest word of each tool on its state.
 */
final class DiskHistory {
    private static final Duration WEEK = Duration.ofDays(7);

    /** In the order of telling. The first two are errors, the next two pending sectors. */
    private static final Map<String, ToLongFunction<PhysicalDisk>> COUNTERS = counters();

    private final List<PhysicalDisk> samples;
    private final PhysicalDisk last;
    private final Instant freshSince;
    private final Duration window;

    /** @param freshSince what was told before that moment counts for growth, but no longer for what the disk is now */
    DiskHistory(List<PhysicalDisk> samples, Instant freshSince, Duration window) {
        this.samples = samples;
        this.last = samples.get(samples.size() - 1);
        this.freshSince = freshSince;
        this.window = window;
    }

    private static Map<String, ToLongFunction<PhysicalDisk>> counters() {
        var counters = new LinkedHashMap<String, ToLongFunction<PhysicalDisk>>();
        counters.put("reallocated sectors", disk -> disk.smart(5));
        counters.put("media errors", PhysicalDisk::mediaErrors);
        counters.put("pending sectors", disk -> disk.smart(197));
        counters.put("offline uncorrectable", disk -> disk.smart(198));
        counters.put("reported uncorrectable", disk -> disk.smart(187));
        return counters;
    }

    DiskHealth health(String host) {
        var growing = growing();
        return new DiskHealth(
                host,
                last.identity(),
                last.slot(),
                broken(),
                (int) newest(PhysicalDisk::usedPercent),
                pending(),
                pendingRising(),
                Math.max(newest(disk -> disk.smart(5)), newest(PhysicalDisk::mediaErrors)),
                errorsInWeek(),
                errorsUndated(),
                growing,
                unread(),
                isYoung(growing),
                newest(PhysicalDisk::powerOnHours),
                last.time(),
                basis(),
                last.origin());
    }

    /** The newest known value among fresh samples, -1 without any. */
    private long newest(ToLongFunction<PhysicalDisk> counter) {
        for (int at = samples.size() - 1; at >= 0; at--)
            if (isFresh(samples.get(at)) && counter.applyAsLong(samples.get(at)) >= 0)
                return counter.applyAsLong(samples.get(at));
        return -1;
    }

    private boolean isFresh(PhysicalDisk sample) {
        return !sample.time().isBefore(freshSince);
    }

    private long pending() {
        return Math.max(newest(disk -> disk.smart(197)), newest(disk -> disk.smart(198)));
    }

    /** Known values of a counter, oldest first. */
    private record Value(Instant time, long value) {}

    private List<Value> values(ToLongFunction<PhysicalDisk> counter) {
        return samples.stream()
                .filter(sample -> counter.applyAsLong(sample) >= 0)
                .map(sample -> new Value(sample.time(), counter.applyAsLong(sample)))
                .toList();
    }

    private long errorsInWeek() {
        long most = 0;
        for (var counter : errorCounters()) {
            var values = values(counter);
            if (values.isEmpty()) continue;
            var end = values.get(values.size() - 1);
            for (var value : values)
                if (!value.time.isBefore(end.time.minus(WEEK))) {
                    most = Math.max(most, end.value - value.value);
                    break;
                }
        }
        return most;
    }

    private long errorsUndated() {
        long most = 0;
        for (var counter : errorCounters()) {
            var values = values(counter);
            if (values.size() < 2) continue;
            var end = values.get(values.size() - 1);
            var before = values.get(values.size() - 2);
            if (before.time.isBefore(end.time.minus(WEEK))) most = Math.max(most, end.value - before.value);
        }
        return most;
    }

    private static List<ToLongFunction<PhysicalDisk>> errorCounters() {
        return COUNTERS.values().stream().limit(2).toList();
    }

    /** What is higher now than at any time in the window. */
    private String growing() {
        var growing = new ArrayList<String>();
        COUNTERS.forEach((what, counter) -> {
            var values = values(counter).stream()
                    .filter(value -> !value.time.isBefore(last.time().minus(window)))
                    .toList();
            if (values.isEmpty()) return;
            long end = values.get(values.size() - 1).value;
            long least = values.stream().mapToLong(Value::value).min().orElse(end);
            if (end > least) growing.add("%s %d → %d".formatted(what, least, end));
        });
        return String.join(", ", growing);
    }

    /** Growth over a stretch as long as two usual ones counts twice, as a sample is missing there. */
    private boolean pendingRising() {
        var values = values(disk -> Math.max(disk.smart(197), disk.smart(198)));
        long usual = usualStep(values);
        int grown = 0;
        for (int at = values.size() - 1; at > 0 && grown < 2; at--) {
            if (values.get(at).value <= values.get(at - 1).value) break;
            long step = step(values, at);
            grown += usual > 0 && step * 2 >= usual * 3 ? 2 : 1;
        }
        return grown >= 2;
    }

    private static long step(List<Value> values, int at) {
        return Duration.between(values.get(at - 1).time, values.get(at).time).toSeconds();
    }

    /** Median seconds between samples; 0 with fewer than three steps. */
    private static long usualStep(List<Value> values) {
        var steps = new ArrayList<Long>();
        for (int at = 1; at < values.size(); at++) steps.add(step(values, at));
        if (steps.size() < 3) return 0;
        steps.sort(null);
        return steps.get((steps.size() - 1) / 2);
    }

    /**
     * By the newest sample under each name of its slot, as tools name slots differently; one that does not say how the disk
     * is takes back nothing.
     */
    private String broken() {
        Map<String, PhysicalDisk> byTool = new TreeMap<>();
        for (var sample : samples)
            if (isFresh(sample) && (saysState(sample) || !broken(sample).isEmpty())) byTool.put(sample.slot(), sample);
        var why = new LinkedHashSet<String>();
        for (var sample : byTool.values()) why.addAll(broken(sample));
        return String.join(", ", why);
    }

    private static List<String> broken(PhysicalDisk disk) {
        var why = new ArrayList<String>();
        if (disk.state() == PhysicalDisk.State.FAILED || disk.state() == PhysicalDisk.State.MISSING)
            why.add("state " + (disk.nativeState().isEmpty() ? disk.state() : disk.nativeState()));
        if (Boolean.FALSE.equals(disk.passed())) why.add("SMART says FAILED");
        if (disk.predictive()) why.add("failure predicted");
        if (disk.criticalWarning() != 0) why.add("NVMe critical warning " + disk.criticalWarning());
        if (disk.sparePercent() >= 0 && disk.sparePercent() < disk.spareThreshold())
            why.add("spare %d %% below %d %%".formatted(disk.sparePercent(), disk.spareThreshold()));
        if (disk.usedPercent() >= 100) why.add("%d %% used".formatted(disk.usedPercent()));
        return why;
    }

    private static boolean saysState(PhysicalDisk sample) {
        return sample.state() != PhysicalDisk.State.UNKNOWN || sample.passed() != null;
    }

    private String unread() {
        boolean state = samples.stream().anyMatch(sample -> isFresh(sample) && saysState(sample));
        boolean counters = samples.stream().anyMatch(sample -> isFresh(sample) && sample.rawValues())
                && COUNTERS.values().stream().anyMatch(counter -> newest(counter) >= 0);
        if (state && counters) return "";
        return state ? "raw counters" : counters ? "state " + last.nativeState() : "state and raw counters";
    }

    /** Has errors, and neither growth nor a history that reaches back to within a usual interval of the window's start. */
    private boolean isYoung(String growing) {
        if (!growing.isEmpty()) return false;
        var limit = last.time().minus(window).plus(Disks.FRESH);
        for (var counter : List.<ToLongFunction<PhysicalDisk>>of(
                disk -> disk.smart(5), PhysicalDisk::mediaErrors, disk -> disk.smart(187))) {
            var values = values(counter);
            if (newest(counter) > 0 && values.get(0).time.isAfter(limit)) return true;
        }
        return false;
    }

    /** The newest sample, the oldest of the week and the oldest of the window. */
    private List<Fact> basis() {
        var basis = new LinkedHashSet<Fact>();
        basis.add(last);
        for (var span : List.of(WEEK, window))
            samples.stream()
                    .filter(sample -> !sample.time().isBefore(last.time().minus(span)))
                    .findFirst()
                    .ifPresent(basis::add);
        return List.copyOf(basis);
    }
}
