package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.GuestList;
import tilsyn.fact.LogCount;
import tilsyn.fact.Sighting;
import tilsyn.fact.SourceHeartbeat;

/** The one list of derivations. Pure: same facts and context, same records, sorted, whatever the order of the facts. */
public final class Derive {
    /** How far a clock may be ahead before its events are left out (R5). */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private Derive() {}

    /** What follows from a host's facts; the facts themselves are not repeated. */
    public static List<Fact> host(String host, List<Fact> facts, Context context) {
        var read = until(context.asOf().plus(AHEAD), facts);
        var stated = new ArrayList<Fact>(ServerBackups.of(host, read));
        stated.addAll(DefenderReports.of(host, read));
        var known = sorted(Stream.concat(read.stream(), stated.stream()).toList());
        var derived = new ArrayList<Fact>(stated);
        var heartbeats = Heartbeats.of(host, known, context);
        var boots = Boots.of(host, known, context);
        derived.addAll(heartbeats);
        derived.addAll(boots);
        derived.addAll(KeyLogs.of(host, known, heartbeats, context));
        var seen = Seen.of(host, known, context);
        derived.addAll(seen);
        derived.addAll(Collected.of(host, context));
        derived.addAll(Sequences.of(host, known, context));
        derived.addAll(Stops.of(host, known, boots, context));
        derived.addAll(Restarts.of(host, known, boots));
        derived.addAll(Packages.waiting(host, known));
        derived.addAll(Packages.failing(host, known));
        derived.addAll(Trends.of(host, known, context));
        derived.addAll(Logons.of(host, known, context));
        derived.addAll(RaidArrays.of(host, known, context));
        derived.addAll(Disks.of(host, known, context));
        derived.addAll(Fans.of(host, known, context));
        derived.addAll(Protection.of(host, known, seen, context));
        derived.addAll(Scopes.of(host, known, context));
        derived.addAll(Sizes.of(host, known, context));
        derived.addAll(Discovered.of(host, known, context));
        derived.addAll(Restores.of(host, known, context));
        if (context.numbers() != null) derived.add(context.numbers());
        return sorted(derived);
    }

    /**
     * What customer items see beside {@link Facts#customer()}: what the registers say of each host, which guests run where,
     * what was heard and seen of each host, and what follows from all of them together.
     *
     * @param derived by host, what {@link #host} gave
     */
    public static List<Fact> customer(Facts facts, Map<String, List<Fact>> derived, Context context) {
        var all = new ArrayList<Fact>();
        for (var host : facts.hosts())
            for (var fact : facts.of(host))
                if (fact.kind() == Fact.Kind.REGISTER
                        || fact instanceof GuestList && !fact.time().isAfter(context.asOf())) all.add(fact);
        for (var ofHost : derived.values())
            for (var fact : ofHost) if (fact instanceof SourceHeartbeat || fact instanceof Sighting) all.add(fact);
        all.addAll(Strangers.of(facts, context));
        all.addAll(Talks.of(context));
        all.addAll(Frictions.of(context));
        if (context.numbers() != null) all.add(context.numbers());
        return sorted(all);
    }

    private static List<Fact> sorted(List<Fact> facts) {
        return facts.stream().sorted(Facts.ORDER).toList();
    }

    /** Readings from after as-of don't count; registers say themselves what they speak of. */
    private static List<Fact> until(Instant limit, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> !Context.isReading(fact)
                        || !(fact instanceof LogCount count ? count.hour() : fact.time()).isAfter(limit))
                .sorted(Facts.ORDER)
                .toList();
    }
}
