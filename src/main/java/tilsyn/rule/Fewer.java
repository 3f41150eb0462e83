package tilsyn.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tilsyn.fact.Fact;

/**
 * A subject's facts, few enough for one session. Of types with too many readings the newest are kept; registers and what was
 * derived from all readings stay whole.
 *
 * @param kept sorted as they came
 * @param cut the types of which some were left out, and the time from which on all are there
 */
record Fewer(List<Fact> kept, SortedMap<String, Instant> cut) {
    /** Joins of facts with facts become slow far beyond this. */
    static final int MOST = 10_000;

    /** @param facts sorted by time */
    static Fewer of(List<Fact> facts) {
        var counts = new TreeMap<String, Integer>();
        for (var fact : facts) if (isReading(fact)) counts.merge(fact.type(), 1, Integer::sum);
        int each = each(List.copyOf(counts.values()));
        var left = new TreeMap<String, Integer>();
        counts.forEach((type, count) -> left.put(type, Math.max(0, count - each)));
        var kept = new ArrayList<Fact>();
        var cut = new TreeMap<String, Instant>();
        for (var fact : facts) {
            int leaveOut = isReading(fact) ? left.getOrDefault(fact.type(), 0) : 0;
            if (leaveOut > 0) left.put(fact.type(), leaveOut - 1);
            else {
                kept.add(fact);
                if (isReading(fact) && counts.getOrDefault(fact.type(), 0) > each)
                    cut.putIfAbsent(fact.type(), fact.time());
            }
        }
        return new Fewer(List.copyOf(kept), cut);
    }

    /** How many of each type may stay so that all together are no more than {@link #MOST}. */
    private static int each(List<Integer> counts) {
        int each = MOST;
        while (each > 1) {
            int most = each;
            if (counts.stream().mapToInt(count -> Math.min(count, most)).sum() <= MOST) return each;
            each = each * 9 / 10;
        }
        return each;
    }

    private static boolean isReading(Fact fact) {
        return fact.kind() == Fact.Kind.STREAM || fact.kind() == Fact.Kind.SNAPSHOT;
    }
}
