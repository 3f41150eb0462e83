package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tilsyn.fact.Fact;
import tilsyn.fact.FanHealth;
import tilsyn.fact.SensorReading;

/** The readings of one fan, oldest first, without those of an empty bay. */
final class FanHistory {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CITED = 6;

    private final SensorReading newest;
    private final List<SensorReading> known;
    private final Instant asOf;

    FanHistory(List<SensorReading> readings, Instant asOf) {
        this.newest = readings.get(readings.size() - 1);
        this.known = readings.stream()
                .filter(reading -> reading.status() != SensorReading.Status.UNREADABLE)
                .toList();
        this.asOf = asOf;
    }

    static boolean isPopulated(SensorReading reading) {
        return reading.status() != SensorReading.Status.ABSENT;
    }

    private static boolean isFailing(SensorReading reading) {
        return reading.status() == SensorReading.Status.CRITICAL || reading.value() != null && reading.value() == 0;
    }

    /** @param fresh from when on a reading counts for now */
    FanHealth health(String host, Instant fresh) {
        if (known.isEmpty() || known.get(known.size() - 1).time().isBefore(fresh)) return unreadable(host);
        var last = known.get(known.size() - 1);
        int row = 0;
        while (row < known.size() && isFailing(known.get(known.size() - 1 - row))) row++;
        var first = row == 0 ? last : known.get(known.size() - row);
        var changes = changes();
        var basis = new LinkedHashSet<Fact>();
        basis.add(last);
        basis.add(first);
        changes.stream().limit(CITED).forEach(basis::add);
        return new FanHealth(
                host,
                last.name(),
                true,
                last.nativeStatus().isEmpty() ? last.status().name().toLowerCase(Locale.ROOT) : last.nativeStatus(),
                last.value() == null ? "" : String.valueOf(Math.round(last.value())),
                row > 0,
                Duration.between(first.time(), last.time()),
                row,
                last.status() == SensorReading.Status.WARNING,
                mostInADay(changes),
                changes.isEmpty()
                        ? last.time()
                        : changes.get(changes.size() - 1).time(),
                drop(last),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    private FanHealth unreadable(String host) {
        return new FanHealth(
                host,
                newest.name(),
                false,
                newest.nativeStatus(),
                "",
                false,
                Duration.ZERO,
                0,
                false,
                0,
                newest.time(),
                0,
                newest.time(),
                List.of(newest),
                newest.origin());
    }

    /** Readings of the last week that differ from the one before in whether the fan runs. */
    private List<SensorReading> changes() {
        var from = asOf.minus(WEEK);
        var changes = new ArrayList<SensorReading>();
        for (int at = 1; at < known.size(); at++)
            if (isFailing(known.get(at)) != isFailing(known.get(at - 1))
                    && !known.get(at).time().isBefore(from)) changes.add(known.get(at));
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

    private double drop(SensorReading last) {
        var from = asOf.minus(Duration.ofDays(35));
        var until = asOf.minus(Duration.ofDays(21));
        var speeds = known.stream()
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
}
