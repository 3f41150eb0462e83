package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.MissingPart;
import tilsyn.fact.SensorReading;

/** What fans did over time, and since when there are fewer than the inventory expects. */
final class Fans {
    /** How old a fan's newest reading may be for it to count (HW-04's evidence). */
    private static final Duration FRESH = Duration.ofHours(26);

    /** How long a fan that is no longer told of is asked for. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private Fans() {}

    static List<Fact> of(String host, List<Fact> facts, Context context) {
        Map<String, List<SensorReading>> fans = new TreeMap<>();
        var all = new ArrayList<SensorReading>();
        for (var fact : facts)
            if (fact instanceof SensorReading reading && reading.sensor().equals("fan")) {
                fans.computeIfAbsent(reading.name(), name -> new ArrayList<>()).add(reading);
                all.add(reading);
            }
        var declared = declared(facts);
        var found = new ArrayList<Fact>();
        for (var readings : fans.values()) {
            var populated = readings.stream().filter(FanHistory::isPopulated).toList();
            if (populated.isEmpty()) continue;
            var last = populated.get(populated.size() - 1);
            if (!last.time().isBefore(context.asOf().minus(FRESH)))
                found.add(new FanHistory(populated, context.asOf())
                        .health(host, context.asOf().minus(FRESH)));
            else if (declared == null && !last.time().isBefore(context.asOf().minus(REMEMBERED)))
                found.add(new MissingPart(host, "fan", last.name(), false, last.time(), List.of(last), last.origin()));
        }
        if (declared != null) found.addAll(fewer(host, declared, Rounds.of(all, SensorReading::name), context));
        return found;
    }

    /** The host if the inventory says how many fans it has. */
    private static @Nullable Host declared(List<Fact> facts) {
        for (var fact : facts)
            if (fact instanceof Host host
                    && host.hardware() != null
                    && host.hardware().fans() != null) return host;
        return null;
    }

    /** Fewer fans than expected in every round of readings up to the newest, since the first such round. */
    private static List<Fact> fewer(String host, Host declared, List<List<SensorReading>> rounds, Context context) {
        var hardware = declared.hardware();
        if (hardware == null || hardware.fans() == null || rounds.isEmpty()) return List.of();
        int expected = hardware.fans();
        var newest = rounds.get(rounds.size() - 1);
        if (newest.get(0).time().isBefore(context.asOf().minus(FRESH))) return List.of();
        int at = rounds.size();
        while (at > 0 && present(rounds.get(at - 1)) < expected) at--;
        if (at == rounds.size()) return List.of();
        var first = rounds.get(at).get(0);
        return List.of(new MissingPart(
                host,
                "fan",
                present(newest) + " of " + expected,
                true,
                first.time(),
                List.of(newest.get(0), first, declared),
                newest.get(0).origin()));
    }

    private static int present(List<SensorReading> round) {
        var names = new TreeSet<String>();
        for (var reading : round)
            // "redundancy lost" has neither speed nor silence: it is no fan that could be counted
            if (FanHistory.isPopulated(reading)
                    && (reading.value() != null || reading.status() == SensorReading.Status.UNREADABLE))
                names.add(reading.name());
        return names.size();
    }
}
