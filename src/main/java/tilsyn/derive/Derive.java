package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.LogCount;

/** The one list of derivations. Pure: same facts and context, same records, sorted, whatever the order of the facts. */
public final class Derive {
    /** How far a clock may be ahead before its events are left out (R5). */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private Derive() {}

    /** What follows from a host's facts; the facts themselves are not repeated. */
    public static List<Fact> host(String host, List<Fact> facts, Context context) {
        var known = until(context.asOf().plus(AHEAD), facts);
        var derived = new ArrayList<Fact>();
        derived.addAll(Heartbeats.of(host, known, context));
        derived.addAll(Seen.of(host, known, context));
        derived.sort(Facts.ORDER);
        return List.copyOf(derived);
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
