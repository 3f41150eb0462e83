package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.DiskHealth;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PhysicalDisk.State;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SpareStock;

/** How many disks stood by, list after list. */
final class Spares {
    /** How old a list may be for it to count (HW-03's evidence). */
    private static final Duration FRESH = Duration.ofHours(26);

    /** How long a tool that told of spares and no longer tells of anything is asked for. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private Spares() {}

    /**
     * Empty without any list of a controller's disks or an array's spares.
     *
     * @param disks what {@link Disks} found
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> disks, Context context) {
        var lists = lists(facts, context.asOf());
        if (lists.isEmpty()) return List.of();
        var declared = declared(facts);
        int expected = expected(declared);
        var inForce = new Lists();
        DiskList lackingSince = null;
        DiskList before = null;
        boolean hole = false;
        for (var list : lists) {
            inForce.add(list);
            if (available(inForce.at(list.time)) >= expected) lackingSince = null;
            else if (lackingSince == null) {
                lackingSince = list;
                hole = before == null
                        || Duration.between(before.time, list.time).compareTo(FRESH) > 0;
            }
            before = list;
        }
        var newest = lists.get(lists.size() - 1);
        var now = inForce.at(context.asOf());
        boolean current = !now.isEmpty()
                && inForce.since(context.asOf().minus(REMEMBERED)).stream()
                        .allMatch(list -> now.contains(list) || list.spares().isEmpty() && list.standingBy == 0);
        if (available(now) < expected && lackingSince == null) lackingSince = newest;
        var spares = spares(now);
        var failed = now.stream()
                .flatMap(list -> list.disks.stream())
                .filter(disk -> disk.state() == State.FAILED || disk.state() == State.MISSING)
                .findFirst();
        var basis = new LinkedHashSet<Fact>(spares);
        failed.ifPresent(basis::add);
        now.forEach(list -> basis.add(list.first));
        basis.add(newest.first);
        if (lackingSince != null) basis.add(lackingSince.first);
        if (declared != null) basis.add(declared);
        return List.of(new SpareStock(
                host,
                expected,
                available(now),
                (int) now.stream()
                        .flatMap(list -> list.disks.stream())
                        .filter(disk -> disk.state() == State.UNKNOWN)
                        .count(),
                current,
                lackingSince == null ? Duration.ZERO : Duration.between(lackingSince.time, context.asOf()),
                lackingSince != null && hole,
                named(now.stream().flatMap(list -> list.small().stream()).toList()),
                named(now.stream().flatMap(list -> list.unsized().stream()).toList()),
                named(spares.stream()
                        .filter(spare -> isAiling(spare, disks, context))
                        .toList()),
                failed.map(PhysicalDisk::slot).orElse(""),
                failed.map(PhysicalDisk::serial).orElse(""),
                lackingSince == null ? newest.time : lackingSince.time,
                newest.time,
                List.copyOf(basis),
                newest.first.origin()));
    }

    private static @Nullable Host declared(List<Fact> facts) {
        for (var fact : facts) if (fact instanceof Host host && !host.assumed()) return host;
        return null;
    }

    private static int expected(@Nullable Host declared) {
        var hardware = declared == null ? null : declared.hardware();
        return hardware == null || hardware.spares() == null ? -1 : hardware.spares();
    }

    /**
     * By serial number where it is known; spares without one are taken for those that others name by it, and arrays that go
     * by a name ({@code md/data}) for those that others number ({@code md127}).
     */
    private static int available(List<DiskList> lists) {
        var serials = new TreeSet<String>();
        var slots = new TreeSet<String>();
        int named = 0;
        int numbered = 0;
        for (var list : lists)
            if (list.first instanceof RaidArray array && array.array().startsWith("md/")) named += list.standingBy;
            else numbered += list.standingBy;
        for (var spare : spares(lists))
            if (spare.serial().isEmpty()) slots.add(spare.slot());
            else serials.add(spare.serial());
        return Math.max(serials.size(), slots.size()) + Math.max(named, numbered);
    }

    /** Also by what a newer list of another tool says of the same disk. */
    private static List<PhysicalDisk> spares(List<DiskList> lists) {
        Map<String, PhysicalDisk> newest = new TreeMap<>();
        for (var list : lists)
            for (var disk : list.disks)
                if (!disk.serial().isEmpty())
                    newest.merge(
                            disk.serial(), disk, (one, other) -> Facts.ORDER.compare(one, other) > 0 ? one : other);
        return lists.stream()
                .flatMap(list -> list.spares().stream())
                .filter(spare -> newest.getOrDefault(spare.serial(), spare).state() == State.SPARE)
                .toList();
    }

    private static String named(List<PhysicalDisk> disks) {
        return disks.stream().map(PhysicalDisk::slot).sorted().distinct().collect(Collectors.joining(", "));
    }

    private static boolean isAiling(PhysicalDisk spare, List<Fact> disks, Context context) {
        var host = spare.host();
        for (var fact : disks)
            if (fact instanceof DiskHealth health && health.disk().equals(spare.identity()))
                return !health.broken().isEmpty()
                        || health.pending() > 0
                        || !health.growing().isEmpty()
                        || health.errors() >= context.limit("HW-02.realloc_fail", host)
                        || health.usedPercent() >= context.limit("HW-02.ssd_wear_warn_pct", host)
                        || health.hours() > context.limit("HW-02.disk_age_warn_h", host);
        return false;
    }

    /** What one tool told at one moment, oldest first. */
    private static List<DiskList> lists(List<Fact> facts, Instant asOf) {
        Map<String, DiskList> lists = new TreeMap<>();
        for (var fact : facts) {
            if (fact.time().isAfter(asOf)) continue;
            if (fact instanceof PhysicalDisk disk && isListed(disk))
                lists.computeIfAbsent(
                                "%020d %s"
                                        .formatted(
                                                disk.time().toEpochMilli(),
                                                disk.origin().file()),
                                key -> new DiskList(disk, 0))
                        .disks
                        .add(disk);
            if (fact instanceof RaidArray array && array.spares() >= 0)
                lists.put(
                        "%020d %s %s"
                                .formatted(
                                        array.time().toEpochMilli(),
                                        array.origin().file(),
                                        array.array()),
                        new DiskList(array, array.spares()));
        }
        return lists.values().stream()
                .sorted((one, other) -> Facts.ORDER.compare(one.first, other.first))
                .toList();
    }

    /** Told of by what knows which disks stand by: not by SMART, nor as the broken member of an array. */
    private static boolean isListed(PhysicalDisk disk) {
        return disk.passed() == null
                && disk.smart().isEmpty()
                && !disk.slot().startsWith("/dev/")
                && !disk.slot().contains(" in ")
                && !disk.nativeState().startsWith("critical_warning");
    }

    /** A controller's disks, or one array. */
    private static final class DiskList {
        private final Fact first;
        private final Instant time;
        private final int standingBy;
        private final List<PhysicalDisk> disks = new ArrayList<>();

        DiskList(Fact first, int standingBy) {
            this.first = first;
            this.time = first.time();
            this.standingBy = standingBy;
        }

        List<String> places() {
            if (first instanceof RaidArray array) return List.of("array " + array.array());
            return disks.stream().map(PhysicalDisk::slot).toList();
        }

        List<PhysicalDisk> spares() {
            return disks.stream().filter(disk -> disk.state() == State.SPARE).toList();
        }

        /** Of the largest member; -1 when no size is known of one. */
        private long largest() {
            boolean roles = disks.stream().anyMatch(disk -> disk.role().equals("member"));
            long largest = -1;
            for (var disk : disks)
                if (disk.state() != State.SPARE && (!roles || disk.role().equals("member")))
                    largest = Math.max(largest, disk.size());
            return largest;
        }

        List<PhysicalDisk> small() {
            long largest = largest();
            return spares().stream()
                    .filter(spare -> spare.size() >= 0 && spare.size() < largest)
                    .toList();
        }

        List<PhysicalDisk> unsized() {
            boolean unknown = largest() < 0;
            return spares().stream()
                    .filter(spare -> unknown || spare.size() < 0)
                    .toList();
        }
    }

    /** The newest list of each tool: a list stands in for those before it that name one of its places. */
    private static final class Lists {
        private final Map<String, DiskList> byPlace = new TreeMap<>();

        void add(DiskList list) {
            for (var place : list.places()) {
                var old = byPlace.get(place);
                if (old != null) byPlace.values().removeIf(old::equals);
            }
            for (var place : list.places()) byPlace.put(place, list);
        }

        /** Those that count at that moment. */
        List<DiskList> at(Instant moment) {
            return since(moment.minus(FRESH));
        }

        List<DiskList> since(Instant moment) {
            return byPlace.values().stream()
                    .distinct()
                    .filter(list -> !list.time.isBefore(moment))
                    .toList();
        }
    }
}
