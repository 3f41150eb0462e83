package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.AlertTest;
import tilsyn.fact.Fact;
import tilsyn.fact.HardwareFeed;
import tilsyn.fact.KeyLog;
import tilsyn.fact.SensorReading;
import tilsyn.fact.Sighting;

/** Whether the machine's own sensors are followed: the feed of their readings, and the test that an alert gets through. */
final class HardwareFeeds {
    private static final Duration DAY = Duration.ofDays(1);

    /** From which readings are compared. */
    private static final Duration LOOK_BACK = Duration.ofDays(8);

    /** Gaps between readings that show what is usual. */
    private static final int AT_LEAST = 4;

    private static final int CITED = 4;

    /** What only the host's own operating system can send; a management controller lives on without it. */
    private static final Set<String> OF_THE_SYSTEM =
            Set.of("volumes", "updates", "antivirus", "software", "raid", "disks", "guests", "time");

    private HardwareFeeds() {}

    /**
     * Nothing when no sensor ever told anything.
     *
     * @param keyLogs what {@link KeyLogs} found
     * @param seen what {@link Seen} found
     */
    static List<Fact> of(String host, List<Fact> facts, List<Fact> keyLogs, List<Fact> seen, Context context) {
        Map<String, List<SensorReading>> sensors = new TreeMap<>();
        SensorReading newest = null;
        for (var fact : facts)
            if (fact instanceof SensorReading reading
                    && !reading.time().isAfter(context.asOf())
                    && !reading.time().isBefore(context.asOf().minus(LOOK_BACK))
                    && reading.status() != SensorReading.Status.ABSENT) {
                var told = sensors.computeIfAbsent(reading.sensor() + " " + reading.name(), name -> new ArrayList<>());
                if (reading.status() == SensorReading.Status.UNREADABLE) continue;
                told.add(reading);
                newest = reading;
            }
        if (newest == null) newest = older(facts, context);
        return newest == null ? List.of() : List.of(feed(host, newest, sensors, alive(facts, keyLogs, seen), context));
    }

    /** The newest that tells anything, however old; null when none does. */
    private static @Nullable SensorReading older(List<Fact> facts, Context context) {
        SensorReading newest = null;
        for (var fact : facts)
            if (fact instanceof SensorReading reading
                    && !reading.time().isAfter(context.asOf())
                    && reading.status() != SensorReading.Status.ABSENT
                    && reading.status() != SensorReading.Status.UNREADABLE) newest = reading;
        return newest;
    }

    /** The newest sign of the host itself, rather than of its management controller; null without any. */
    private static @Nullable Fact alive(List<Fact> facts, List<Fact> keyLogs, List<Fact> seen) {
        Fact newest = null;
        for (var list : List.of(facts, keyLogs, seen))
            for (var fact : list)
                if (isOfTheSystem(fact) && (newest == null || fact.time().isAfter(newest.time()))) newest = fact;
        return newest;
    }

    private static boolean isOfTheSystem(Fact fact) {
        if (fact instanceof KeyLog log) return log.tells().equals("stops");
        if (fact instanceof Sighting sighting) return sighting.elsewhere();
        return Context.isReading(fact) && OF_THE_SYSTEM.contains(fact.source());
    }

    private static HardwareFeed feed(
            String host,
            SensorReading newest,
            Map<String, List<SensorReading>> sensors,
            @Nullable Fact alive,
            Context context) {
        var silence = Duration.between(newest.time(), context.asOf());
        var heard = alive == null || alive.time().isAfter(context.asOf()) ? context.asOf() : alive.time();
        var after = alive == null ? Duration.ZERO : Duration.between(newest.time(), heard);
        SensorReading first = null;
        SensorReading changed = null;
        for (var readings : sensors.values()) {
            var values =
                    readings.stream().filter(reading -> reading.value() != null).toList();
            if (values.isEmpty()) continue;
            if (first == null || values.get(0).time().isBefore(first.time())) first = values.get(0);
            var last = lastChange(values);
            if (last != null && (changed == null || last.time().isAfter(changed.time()))) changed = last;
        }
        var still = changed != null ? changed : first != null ? first : newest;
        var basis = new LinkedHashSet<Fact>();
        basis.add(newest);
        basis.add(still);
        if (after.compareTo(Duration.ZERO) > 0 && alive != null) basis.add(alive);
        for (var readings : sensors.values())
            if (basis.size() < CITED && !readings.isEmpty()) basis.add(readings.get(readings.size() - 1));
        return new HardwareFeed(
                host,
                silence,
                after.isNegative() ? Duration.ZERO : after,
                missing(sensors, context),
                changed != null,
                Duration.between(still.time(), newest.time()),
                still.time(),
                newest.time(),
                List.copyOf(basis),
                newest.origin());
    }

    /** The newest reading that differs from the one before; null when all are alike. */
    private static @Nullable SensorReading lastChange(List<SensorReading> values) {
        for (int at = values.size() - 1; at > 0; at--) {
            var value = values.get(at).value();
            if (value != null && !value.equals(values.get(at - 1).value())) return values.get(at);
        }
        return null;
    }

    /** Of each sensor that has shown how often it is read, what did not come on the last day. */
    private static double missing(Map<String, List<SensorReading>> sensors, Context context) {
        long came = 0;
        long lacking = 0;
        for (var readings : sensors.values()) {
            var moments = new TreeSet<Instant>();
            for (var reading : readings) moments.add(reading.time());
            long usual = usual(moments);
            if (usual == 0) continue;
            var from = context.asOf().minus(DAY);
            var before = from;
            var since = moments.tailSet(from, false);
            came += since.size();
            since.add(context.asOf());
            for (var moment : since) {
                long gap = Duration.between(before, moment).toSeconds();
                // a reading that comes a little late is there
                lacking += Math.max(0, Math.round((double) gap / usual) - 1);
                before = moment;
            }
        }
        return came + lacking == 0 ? -1 : 100.0 * lacking / (came + lacking);
    }

    /** Seconds between readings: the lower quartile, which holes can't stretch; 0 when nobody can say. */
    private static long usual(SortedSet<Instant> moments) {
        var gaps = new ArrayList<Long>();
        Instant before = null;
        for (var moment : moments) {
            if (before != null)
                gaps.add(Math.max(1, Duration.between(before, moment).toSeconds()));
            before = moment;
        }
        if (gaps.size() < AT_LEAST) return 0;
        gaps.sort(null);
        return gaps.get(gaps.size() / 4);
    }

    /** Nothing when no valid test of the host is on record. */
    static List<Fact> tests(String host, List<Fact> facts, Context context) {
        var tests = context.attestations("test_alert", host, facts);
        if (tests.isEmpty()) return List.of();
        var last = tests.get(tests.size() - 1);
        var outcome = Result.of(last);
        return List.of(new AlertTest(
                host,
                outcome == Result.GOOD,
                outcome == Result.BAD,
                Duration.between(last.time(), context.asOf()),
                last.time(),
                List.of(last),
                last.origin()));
    }
}
