package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;

/** Counts of log events with overlaps taken out. */
final class Counts {
    private Counts() {}

    /**
     * The counts among the facts, one for each kind of event and hour, sorted: of overlapping exports each minute's larger
     * count is the truth.
     */
    static List<LogCount> merged(List<Fact> facts) {
        Map<String, LogCount> merged = new TreeMap<>();
        for (var fact : facts) if (fact instanceof LogCount count) merged.merge(identity(count), count, Counts::larger);
        return merged.values().stream()
                .sorted(java.util.Comparator.comparing(LogCount::hour).thenComparing(Counts::identity))
                .toList();
    }

    /** Start of each minute in which one was seen, ascending. */
    static List<Instant> minutes(LogCount count) {
        var seen = new ArrayList<Instant>();
        for (int minute = 0; minute < 60; minute++)
            if (count.minutes().get(minute) > 0) seen.add(count.hour().plus(Duration.ofMinutes(minute)));
        return seen;
    }

    private static String identity(LogCount count) {
        return String.join(
                "\u0000",
                count.hour().toString(),
                count.host(),
                count.channel(),
                count.provider(),
                count.signature(),
                count.template(),
                count.key().toString(),
                count.level().name());
    }

    private static LogCount larger(LogCount one, LogCount other) {
        var earlier = one.origin().compareTo(other.origin()) <= 0 ? one : other;
        var later = earlier == one ? other : one;
        var minutes = new ArrayList<Integer>(60);
        for (int minute = 0; minute < 60; minute++)
            minutes.add(Math.max(one.minutes().get(minute), other.minutes().get(minute)));
        return new LogCount(
                one.host(),
                one.channel(),
                one.provider(),
                one.signature(),
                one.template(),
                one.key(),
                one.level(),
                one.hour(),
                minutes,
                earlier.origin(),
                later.last());
    }
}
