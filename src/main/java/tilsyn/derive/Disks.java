package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.DiskRetries;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MissingPart;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;

/** What disks' counters did over time, and which disks are no longer told of. */
final class Disks {
    /** How old a disk's newest sample may be for the disk to count as there (HW-02's evidence). */
    static final Duration FRESH = Duration.ofDays(8);

    /** How long a disk that is no longer told of is asked for. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private static final Duration WEEK = Duration.ofDays(7);

    private Disks() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var window = Duration.ofMinutes(Math.round(1_440 * context.limit("HW-02.growth_window_d", host)));
        var present = new ArrayList<DiskHealth>();
        var gone = new ArrayList<PhysicalDisk>();
        for (var samples : inPlace(facts)) {
            var last = samples.get(samples.size() - 1);
            if (!last.time().isBefore(context.asOf().minus(FRESH)))
                present.add(new DiskHistory(samples, context.asOf().minus(FRESH), window).health(host));
            else if (!last.time().isBefore(context.asOf().minus(REMEMBERED))) gone.add(last);
        }
        var found = new ArrayList<Fact>(present);
        found.addAll(missing(host, facts, present, gone));
        found.addAll(retries(host, facts, context));
        return found;
    }

    /** Samples of each disk, oldest first, without disks whose place another has taken. */
    private static List<List<PhysicalDisk>> inPlace(List<Fact> facts) {
        Map<String, List<PhysicalDisk>> disks = new TreeMap<>();
        Map<String, Instant> arrayToldAt = new TreeMap<>();
        for (var fact : facts) {
            if (fact instanceof PhysicalDisk disk)
                disks.computeIfAbsent(disk.identity(), name -> new ArrayList<>())
                        .add(disk);
            if (fact instanceof RaidArray array)
                arrayToldAt.merge(array.array(), array.time(), (one, other) -> one.isAfter(other) ? one : other);
        }
        Map<String, PhysicalDisk> newestInSlot = new TreeMap<>();
        for (var samples : disks.values()) {
            samples.sort(Facts.ORDER);
            for (var sample : samples)
                newestInSlot.merge(
                        sample.slot(), sample, (one, other) -> other.time().isAfter(one.time()) ? other : one);
        }
        return disks.values().stream()
                .filter(samples -> {
                    var last = samples.get(samples.size() - 1);
                    var holder = newestInSlot.getOrDefault(last.slot(), last);
                    boolean replaced = !holder.identity().equals(last.identity())
                            && holder.time().isAfter(last.time());
                    // an array that no longer names it as failed has been mended
                    boolean mended =
                            arrayToldAt.getOrDefault(last.role(), Instant.MIN).isAfter(last.time());
                    return !replaced && !mended;
                })
                .toList();
    }

    /** Fewer than the inventory expects; where it says nothing, each that is no longer told of. */
    private static List<Fact> missing(
            String host, List<Fact> facts, List<DiskHealth> present, List<PhysicalDisk> gone) {
        var declared = declared(facts);
        var expected = declared == null || declared.hardware() == null
                ? null
                : declared.hardware().disks();
        if (declared == null || expected == null)
            return gone.stream()
                    .<Fact>map(disk -> new MissingPart(
                            host, "disk", disk.slot(), false, disk.time(), List.of(disk), disk.origin()))
                    .toList();
        var told = present.stream()
                .filter(disk -> disk.unread().isEmpty() || !disk.broken().isEmpty())
                .toList();
        if (told.isEmpty() || told.size() >= expected) return List.of();
        var basis = new ArrayList<Fact>(gone);
        basis.add(declared);
        var newest = told.stream().max(Facts.ORDER).orElseThrow();
        return List.of(new MissingPart(
                host, "disk", told.size() + " of " + expected, true, newest.time(), basis, newest.origin()));
    }

    private static @Nullable Host declared(List<Fact> facts) {
        for (var fact : facts) if (fact instanceof Host host && !host.assumed()) return host;
        return null;
    }

    /** The worst local day of the last seven. */
    private static List<Fact> retries(String host, List<Fact> facts, Context context) {
        var days = new TreeMap<LocalDate, List<Fact>>();
        for (var fact : facts)
            if (retried(fact) > 0 && !fact.time().isBefore(context.asOf().minus(WEEK)))
                days.computeIfAbsent(context.day(fact.time()), day -> new ArrayList<>())
                        .add(fact);
        DiskRetries worst = null;
        for (var day : days.entrySet()) {
            int count = day.getValue().stream().mapToInt(Disks::retried).sum();
            var last = day.getValue().get(day.getValue().size() - 1);
            if (worst == null || count >= worst.count())
                worst = new DiskRetries(host, day.getKey(), count, last.time(), day.getValue(), last.origin());
        }
        return worst == null ? List.of() : List.of(worst);
    }

    private static int retried(Fact fact) {
        if (fact instanceof LogCount count && count.signature().equals("disk.retry")) return count.count();
        return fact instanceof LogEvent event && event.signature().equals("disk.retry") ? 1 : 0;
    }
}
