package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;
import tilsyn.fact.TemperatureHealth;

/** How warm a machine was, sensor by sensor. */
final class Temperatures {
    /** How old a reading may be for it to count (HW-06's evidence). */
    private static final Duration FRESH = Duration.ofHours(26);

    private static final Duration DAY = Duration.ofDays(1);

    /** How far back the usual is looked for, and a sensor that gives no value any more is asked for. */
    private static final Duration HISTORY = Duration.ofDays(15);

    private static final int FEWEST_DAYS = 3;
    private static final Pattern INLET = Pattern.compile("inlet|ambient|intake|front panel|room");
    private static final Pattern AIR = Pattern.compile("system|systin|board|mb temp|chassis");
    private static final Pattern PROCESSOR = Pattern.compile("cpu|core|package|proc|tctl|tdie|k10temp");

    private Temperatures() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<SensorReading>> sensors = new TreeMap<>();
        for (var fact : facts)
            if (fact instanceof SensorReading reading
                    && reading.sensor().equals("temperature")
                    && isValid(reading)
                    && !reading.time().isAfter(context.asOf())
                    && !reading.time().isBefore(context.asOf().minus(HISTORY)))
                sensors.computeIfAbsent(reading.name(), name -> new ArrayList<>())
                        .add(reading);
        var found = new ArrayList<Fact>();
        for (var readings : sensors.values()) found.add(health(host, readings, context));
        return found;
    }

    /** What a broken or absent sensor gives is not cold. What says critical without a value is taken at its word. */
    private static boolean isValid(SensorReading reading) {
        if (reading.status() == Status.ABSENT || reading.status() == Status.UNREADABLE) return false;
        var value = reading.value();
        if (value == null) return reading.status() == Status.CRITICAL;
        if (value <= -20 || value == 128 || value == 255) return false;
        return value != 0 || !named(PROCESSOR, reading);
    }

    private static boolean named(Pattern kind, SensorReading reading) {
        return reading.name().length() < 200
                && kind.matcher(reading.name().toLowerCase(Locale.ROOT)).find();
    }

    /** Below a lower limit is not warm. */
    private static boolean isLow(SensorReading reading) {
        return reading.nativeStatus().startsWith("l")
                || reading.nativeStatus().toLowerCase(Locale.ROOT).contains("lower");
    }

    /** @param readings valid ones of the last 15 days, oldest first */
    private static TemperatureHealth health(String host, List<SensorReading> readings, Context context) {
        var asOf = context.asOf();
        var last = readings.get(readings.size() - 1);
        var today = readings.stream()
                .filter(reading -> !reading.time().isBefore(asOf.minus(DAY)))
                .toList();
        boolean inlet = named(INLET, last);
        var critical = last(today, reading -> reading.status() == Status.CRITICAL && !isLow(reading));
        var peak = peak(today);
        var rise = inlet || named(AIR, last) ? rise(readings, today, context) : null;
        var shown = critical != null ? critical : peak;
        var fail = row(inlet ? today : List.of(), context.limit("HW-06.inlet_fail_c", host));
        var warn = row(inlet ? today : List.of(), context.limit("HW-06.inlet_warn_c", host));
        var basis = new LinkedHashSet<Fact>();
        basis.add(last);
        if (shown != null) basis.add(shown);
        if (rise != null) basis.add(rise.reading);
        basis.addAll(warn.ends());
        basis.addAll(fail.ends());
        return new TemperatureHealth(
                host,
                last.name(),
                inlet,
                !last.time().isBefore(asOf.minus(FRESH)),
                last.value(),
                critical != null,
                // some machines give several sensors one name
                readings.stream()
                        .anyMatch(reading -> reading.time().equals(last.time())
                                && reading.status() == Status.WARNING
                                && !isLow(reading)),
                peak == null ? null : peak.value(),
                fail.span(),
                warn.span(),
                rise == null ? null : rise.degrees,
                rise == null ? null : rise.usual,
                shown == null ? last.time() : shown.time(),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    private static @Nullable SensorReading last(List<SensorReading> readings, Predicate<SensorReading> wanted) {
        for (int at = readings.size() - 1; at >= 0; at--) if (wanted.test(readings.get(at))) return readings.get(at);
        return null;
    }

    private static @Nullable SensorReading peak(List<SensorReading> readings) {
        SensorReading peak = null;
        for (var reading : readings) if (peak == null || degrees(reading) > degrees(peak)) peak = reading;
        return peak;
    }

    private static double degrees(SensorReading reading) {
        var value = reading.value();
        return value == null ? Double.NEGATIVE_INFINITY : value;
    }

    /** The longest row of readings above a limit. */
    private record Row(
            @Nullable SensorReading first, @Nullable SensorReading last) {
        Duration span() {
            return first == null || last == null ? Duration.ZERO : Duration.between(first.time(), last.time());
        }

        List<Fact> ends() {
            return first == null || last == null ? List.of() : List.of(first, last);
        }
    }

    private static Row row(List<SensorReading> readings, double limit) {
        var longest = new Row(null, null);
        SensorReading first = null;
        for (var reading : readings) {
            if (degrees(reading) <= limit) first = null;
            else {
                if (first == null) first = reading;
                var row = new Row(first, reading);
                if (longest.first == null || row.span().compareTo(longest.span()) > 0) longest = row;
            }
        }
        return longest;
    }

    private record Rise(SensorReading reading, double degrees, double usual) {}

    /** Of the last 24 hours, the one that is most above the median of its local hour in the 14 days before. */
    private static @Nullable Rise rise(List<SensorReading> readings, List<SensorReading> today, Context context) {
        Map<Integer, List<Double>> before = new TreeMap<>();
        Map<Integer, TreeSet<LocalDate>> days = new TreeMap<>();
        for (var reading : readings) {
            if (reading.value() == null
                    || !reading.time().isBefore(context.asOf().minus(DAY))) continue;
            int hour = hour(reading.time(), context);
            before.computeIfAbsent(hour, none -> new ArrayList<>()).add(reading.value());
            days.computeIfAbsent(hour, none -> new TreeSet<>()).add(context.day(reading.time()));
        }
        Map<Integer, Double> usual = new TreeMap<>();
        before.forEach((hour, values) -> {
            if (days.getOrDefault(hour, new TreeSet<>()).size() < FEWEST_DAYS) return;
            values.sort(null);
            usual.put(hour, values.get(values.size() / 2));
        });
        Rise most = null;
        for (var reading : today) {
            var median = usual.get(hour(reading.time(), context));
            if (reading.value() == null || median == null) continue;
            if (most == null || reading.value() - median > most.degrees)
                most = new Rise(reading, reading.value() - median, median);
        }
        return most;
    }

    private static int hour(Instant moment, Context context) {
        return moment.atZone(context.zone()).getHour();
    }
}
