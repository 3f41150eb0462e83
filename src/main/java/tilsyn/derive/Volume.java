package tilsyn.derive;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.RecordRange;

/**
 * How much of a source came yesterday, and what comes on such a day.
 *
 * @param yesterday on the last whole local day, -1 before the source had one
 * @param usual median of the workdays (or free days) among the 14 days before it, -1 with fewer than three
 */
record Volume(long yesterday, double usual) {
    private static final int DAYS = 14;
    private static final int AT_LEAST = 3;

    static Volume of(List<Fact> facts, @Nullable ExpectedSource expected, Context context) {
        var perDay = new TreeMap<LocalDate, Long>();
        for (var count : Counts.merged(facts)) perDay.merge(context.day(count.hour()), (long) count.count(), Long::sum);
        for (var fact : facts)
            if (!(fact instanceof LogCount) && !(fact instanceof RecordRange))
                perDay.merge(context.day(fact.time()), 1L, Long::sum);
        if (perDay.isEmpty()) return new Volume(-1, -1);
        var firstWhole = perDay.firstKey().plusDays(1);
        if (expected != null
                && expected.since() != null
                && context.day(expected.since()).isAfter(firstWhole))
            firstWhole = context.day(expected.since()).plusDays(1);
        var yesterday = context.today().minusDays(1);
        if (yesterday.isBefore(firstWhole)) return new Volume(-1, -1);
        var comparable = firstWhole
                .datesUntil(yesterday.isAfter(firstWhole) ? yesterday : firstWhole)
                .filter(day -> !day.isBefore(yesterday.minusDays(DAYS)))
                .filter(day -> Workdays.isWorkday(day) == Workdays.isWorkday(yesterday))
                .map(day -> perDay.getOrDefault(day, 0L))
                .sorted()
                .toList();
        return new Volume(perDay.getOrDefault(yesterday, 0L), comparable.size() < AT_LEAST ? -1 : median(comparable));
    }

    static double median(List<Long> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
