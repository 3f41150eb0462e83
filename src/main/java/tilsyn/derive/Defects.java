package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.CacheBattery;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;
import tilsyn.fact.LogEvent;
import tilsyn.fact.MemoryError;
import tilsyn.fact.PartDefect;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;
import tilsyn.fact.UpsState;

/**
 * Since when parts have failed, and whether they were replaced: the machine is looked at as it was at noon and at the end of
 * each day of the last eight weeks.
 */
final class Defects {
    private static final int DAYS = 56;

    /** How much further back a disk's counters are compared. */
    private static final Duration BEFORE = Duration.ofDays(62);

    /** Readings of fans are many; what a fan does now is told by its last two days. */
    private static final Duration OF_FANS = Duration.ofDays(2);

    private static final Duration DAILY = Duration.ofHours(26);
    private static final int NEVER = 999;

    /** By which someone says what was done with a part. */
    private static final Set<String> NOTES = Set.of("part_replaced", "change_record", "root_cause");

    private final String host;
    private final List<Fact> facts;
    private final List<Fact> keyLogs;
    private final List<Fact> heartbeats;
    private final Context context;
    private final Map<String, History> parts = new TreeMap<>();

    private Defects(String host, List<Fact> facts, List<Fact> keyLogs, List<Fact> heartbeats, Context context) {
        this.host = host;
        this.facts = facts.stream()
                .filter(fact -> !Context.isReading(fact) || isOfParts(fact))
                .toList();
        this.keyLogs = keyLogs;
        this.heartbeats = heartbeats;
        this.context = context;
    }

    /**
     * One for each part that fails, or did and was not replaced.
     *
     * @param facts in the order of time
     * @param keyLogs what {@link KeyLogs} found, {@code heartbeats} what {@link Heartbeats} did
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> keyLogs, List<Fact> heartbeats, Context context) {
        var defects = new Defects(host, facts, keyLogs, heartbeats, context);
        for (var moment : defects.moments()) defects.look(moment);
        return defects.found();
    }

    /** Noons and ends of days, and now; none before the first word of any part. */
    private List<Instant> moments() {
        var first = facts.stream().filter(Defects::isOfParts).map(Fact::time).findFirst();
        if (first.isEmpty()) return List.of();
        var moments = new TreeSet<Instant>();
        var from = context.today().minusDays(DAYS);
        for (var day = from; !day.isAfter(context.today()); day = day.plusDays(1)) {
            moments.add(day.atTime(12, 0).atZone(context.zone()).toInstant());
            moments.add(day.plusDays(1).atStartOfDay(context.zone()).toInstant().minusSeconds(1));
        }
        moments.add(context.asOf());
        return List.copyOf(moments.subSet(first.get(), true, context.asOf(), true));
    }

    private static boolean isOfParts(Fact fact) {
        return fact instanceof PhysicalDisk
                || fact instanceof RaidArray
                || fact instanceof PsuState
                || fact instanceof CacheBattery
                || fact instanceof UpsState
                || fact instanceof SensorReading reading && reading.sensor().equals("fan")
                || fact instanceof MemoryError
                || fact instanceof LogEvent event && isOfParts(event);
    }

    private static boolean isOfParts(LogEvent event) {
        return event.provider().equals("sel")
                || event.signature().startsWith("supply.")
                || event.signature().startsWith("memory.")
                || event.signature().startsWith("power.");
    }

    private void look(Instant moment) {
        var known = new ArrayList<Fact>();
        for (var fact : facts) {
            if (!Context.isReading(fact)) {
                known.add(fact);
                continue;
            }
            if (fact.time().isAfter(moment)) continue;
            if (!fact.time().isBefore(moment.minus(fact instanceof SensorReading ? OF_FANS : BEFORE))) known.add(fact);
        }
        var told = new TreeSet<String>();
        for (var part : Part.at(moment, host, known, keyLogs, heartbeats, context)) {
            told.add(part.key());
            parts.computeIfAbsent(part.key(), key -> new History()).add(part);
        }
        parts.forEach((key, history) -> {
            if (!told.contains(key)) history.silent();
        });
    }

    /** What was seen of one part, moment by moment. */
    private static final class History {
        private final TreeSet<Instant> told = new TreeSet<>();
        private @Nullable Part last;
        private @Nullable Part first;
        private boolean silent;
        private boolean failing;

        void add(Part part) {
            told.add(part.told());
            silent = false;
            last = part;
            if (part.failing() && !failing) first = part;
            failing = part.failing();
        }

        void silent() {
            silent = true;
        }

        /** The statement before the first that shows it fail, where none should be missing between; null without any. */
        @Nullable
        Instant before(Part failed) {
            return told.lower(failed.told());
        }

        /** Whether statements are missing between the last that shows it in order and the first that shows it fail. */
        boolean hole(Part failed) {
            // what only logs tell of is in order while they are silent
            if (failed.item().equals("HW-08")) return false;
            var before = before(failed);
            if (before == null) return true;
            var usual = usual();
            return Duration.between(before, failed.told()).compareTo(usual.compareTo(DAILY) > 0 ? usual : DAILY) > 0;
        }

        /** One and a half of the lower quartile of the times between statements; zero when there are too few. */
        private Duration usual() {
            var gaps = new ArrayList<Long>();
            Instant before = null;
            for (var moment : told) {
                if (before != null) gaps.add(Duration.between(before, moment).toSeconds());
                before = moment;
            }
            if (gaps.size() < 4) return Duration.ZERO;
            gaps.sort(null);
            return Duration.ofSeconds(gaps.get(gaps.size() / 4) * 3 / 2);
        }
    }

    private List<Fact> found() {
        var found = new ArrayList<Fact>();
        for (var history : parts.values()) {
            var last = history.last;
            var first = history.first;
            if (last == null || first == null) continue;
            boolean gone = history.failing && history.silent;
            var note = note(first);
            if (gone && isSucceeded(last)) continue;
            // a disk that has no serial number and is told of no more has left its array
            boolean returned = !history.failing
                    || isReplaced(note, last)
                    || gone && last.serial().isEmpty() && isPulled(last);
            // an array that is whole again was mended with a disk, which is judged by itself
            if (returned && last.item().equals("HW-01")) continue;
            found.add(defect(history, first, last, returned, note));
        }
        return found;
    }

    private PartDefect defect(History history, Part first, Part last, boolean returned, @Nullable Attestation note) {
        var basis = new LinkedHashSet<Fact>();
        basis.addAll(basis(last));
        basis.addAll(basis(first));
        if (note != null) basis.add(note);
        int days = Workdays.between(day(first), context.today());
        var before = history.before(first);
        return new PartDefect(
                host,
                last.item(),
                last.kind(),
                last.slot(),
                last.serial(),
                !returned,
                !history.silent || isPulled(last),
                days,
                !history.hole(first)
                        ? days
                        : before == null ? NEVER : Workdays.between(context.day(before), context.today()),
                note != null,
                first.told(),
                last.told(),
                List.copyOf(basis),
                last.fact().origin());
    }

    private LocalDate day(Part part) {
        return context.day(part.told());
    }

    private static List<Fact> basis(Part part) {
        return part.fact() instanceof Derived derived ? derived.basis() : List.of(part.fact());
    }

    /** Another disk, with a serial number of its own, is in its slot since. */
    private boolean isSucceeded(Part part) {
        return part.item().equals("HW-02")
                && facts.stream()
                        .anyMatch(fact -> fact instanceof PhysicalDisk disk
                                && disk.slot().equals(part.slot())
                                && !disk.serial().isEmpty()
                                && !disk.serial().equals(part.serial())
                                && disk.time().isAfter(part.told())
                                && !disk.time().isAfter(context.asOf()));
    }

    /** A disk that is no longer listed while others are has been pulled, and nothing put in its place. */
    private boolean isPulled(Part part) {
        return part.item().equals("HW-02")
                && parts.values().stream()
                        .anyMatch(other -> !other.silent
                                && other.last != null
                                && other.last.item().equals("HW-02"));
    }

    /** The newest valid note of what was done with that part since the day it was first seen to fail; null without any. */
    private @Nullable Attestation note(Part first) {
        Attestation newest = null;
        for (var form : NOTES.stream().sorted().toList())
            for (var note : context.attestations(form, host, facts))
                if (!context.day(note.time()).isBefore(day(first)) && names(note, first)) newest = note;
        return newest;
    }

    /** Someone attests that it was replaced after the last word of it. */
    private static boolean isReplaced(@Nullable Attestation note, Part last) {
        return note != null
                && note.form().equals("part_replaced")
                && note.time().isAfter(last.told());
    }

    private static boolean names(Attestation note, Part part) {
        var words = String.join(" ", note.what(), note.more("object"), note.more("old_serial"))
                .toLowerCase(Locale.ROOT);
        for (var name : List.of(part.name(), part.slot(), part.serial()))
            if (!name.isBlank() && words.contains(name.toLowerCase(Locale.ROOT))) return true;
        return false;
    }
}
