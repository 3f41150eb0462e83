package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Fact;
import tilsyn.fact.FanHealth;
import tilsyn.fact.Host;
import tilsyn.fact.MissingPart;
import tilsyn.fact.SensorReading;

/** What fans did over time, and since when there are fewer than the inventory expects. */
final class Fans {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration FRESH = Duration.ofHours(26);

    private Fans() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<SensorReading>> fans = new TreeMap<>();
        Map<Instant, List<SensorReading>> rounds = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof SensorReading reading && reading.sensor().equals("fan")) {
                fans.computeIfAbsent(reading.name(), name -> new ArrayList<>()).add(reading);
                rounds.computeIfAbsent(reading.time().truncatedTo(ChronoUnit.HOURS), hour -> new ArrayList<>())
                        .add(reading);
            }
        var health = new ArrayList<Fact>();
        for (var readings : fans.values()) {
            var known = readings.stream().filter(Fans::isReading).toList();
            if (known.isEmpty()
                    || known.get(known.size() - 1)
                            .time()
                            .isBefore(context.asOf().minus(FRESH))) continue;
            health.add(health(host, known, context));
        }
        health.addAll(missing(host, facts, List.copyOf(rounds.values()), context));
        return health;
    }

    /** Whether it says how the fan runs; an empty bay and a BMC that doesn't answer say nothing. */
    private static boolean isReading(SensorReading reading) {
        return reading.status() != SensorReading.Status.ABSENT && reading.status() != SensorReading.Status.UNREADABLE;
    }

    private static boolean isFailing(SensorReading reading) {
        return reading.status() == SensorReading.Status.CRITICAL || reading.value() != null && reading.value() == 0;
    }

    private static FanHealth health(String host, List<SensorReading> readings, Context context) {
        var last = readings.get(readings.size() - 1);
        int row = 0;
        while (row < readings.size() && isFailing(readings.get(readings.size() - 1 - row))) row++;
        var changes = changes(readings, context.asOf().minus(WEEK));
        int flaps = mostInADay(changes);
        var basis = new ArrayList<Fact>();
        basis.add(last);
        if (row > 1) basis.add(readings.get(readings.size() - row));
        changes.stream().limit(6).filter(change -> !basis.contains(change)).forEach(basis::add);
        return new FanHealth(
                host,
                last.name(),
                row > 0,
                row == 0
                        ? Duration.ZERO
                        : Duration.between(readings.get(readings.size() - row).time(), last.time()),
                row,
                last.status() == SensorReading.Status.WARNING,
                flaps,
                changes.isEmpty()
                        ? last.time()
                        : changes.get(changes.size() - 1).time(),
                drop(readings, last, context),
                last.time(),
                basis,
                last.origin());
    }

    /** Readings that differ from the one before in whether the fan runs. */
    private static List<SensorReading> changes(List<SensorReading> readings, Instant from) {
        var changes = new ArrayList<SensorReading>();
        for (int at = 1; at < readings.size(); at++)
            if (isFailing(readings.get(at)) != isFailing(readings.get(at - 1))
                    && !readings.get(at).time().isBefore(from)) changes.add(readings.get(at));
        return changes;
    }

    private static int mostInADay(List<SensorReading> changes) {
        int most = 0;
        int first = 0;
        for (int at = 0; at < changes.size(); at++) {
            while (changes.get(first).time().plus(DAY).isBefore(changes.get(at).time())) first++;
            most = Math.max(most, at - first + 1);
        }
        return most;
    }

    private static double drop(List<SensorReading> readings, SensorReading last, Context context) {
        var from = context.asOf().minus(Duration.ofDays(35));
        var until = context.asOf().minus(Duration.ofDays(21));
        var speeds = readings.stream()
                .filter(reading ->
                        !reading.time().isBefore(from) && !reading.time().isAfter(until))
                .map(SensorReading::value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .filter(speed -> speed > 0)
                .sorted()
                .toArray();
        var now = last.value();
        if (speeds.length == 0 || now == null) return 0;
        double usual = speeds[speeds.length / 2];
        return Math.max(0, 100 * (usual - now) / usual);
    }

    /** Fewer fans than expected in every round of readings up to the newest, since the first such round. */
    private static List<Fact> missing(
            String host, List<Fact> facts, List<List<SensorReading>> rounds, Context context) {
        var expected = expected(facts);
        if (expected == 0 || rounds.isEmpty()) return List.of();
        int at = rounds.size();
        while (at > 0 && present(rounds.get(at - 1)) < expected) at--;
        if (at == rounds.size()) return List.of();
        var first = rounds.get(at).get(0);
        var newest = rounds.get(rounds.size() - 1);
        if (newest.get(0).time().isBefore(context.asOf().minus(FRESH))) return List.of();
        if (newest.stream().allMatch(reading -> reading.status() == SensorReading.Status.UNREADABLE)) return List.of();
        return List.of(new MissingPart(
                host,
                "fan",
                present(newest) + " of " + expected,
                first.time(),
                List.of(newest.get(0), first),
                newest.get(0).origin()));
    }

    private static int present(List<SensorReading> round) {
        var names = new TreeSet<String>();
        for (var reading : round)
            // "redundancy lost" has neither speed nor silence: it is no fan that could be counted
            if (reading.status() != SensorReading.Status.ABSENT
                    && (reading.value() != null || reading.status() == SensorReading.Status.UNREADABLE))
                names.add(reading.name());
        return names.size();
    }

    private static int expected(List<Fact> facts) {
        for (var fact : facts)
            if (fact instanceof Host declared
                    && declared.hardware() != null
                    && declared.hardware().fans() != null)
                return declared.hardware().fans();
        return 0;
    }
}
