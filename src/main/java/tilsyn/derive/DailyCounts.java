package tilsyn.derive;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;

/** How many log events of each kind there were on each local day. */
final class DailyCounts {
    private static final int LONGEST = 120;

    /** Comparable days that make something usual: there are two days off among any fourteen, less the last. */
    private static final int AT_LEAST = 2;

    private final Context context;
    private final SortedMap<String, Kind> kinds = new TreeMap<>();
    private final Kind all = new Kind(Level.NONE);
    private final Kind errors = new Kind(Level.NONE);
    private final Template template = new Template();
    private @Nullable Fact newest;

    /** @param facts a host's, in the order of time */
    DailyCounts(List<Fact> facts, Context context) {
        this.context = context;
        for (var count : Counts.merged(facts))
            if (isOfLog(count.channel()))
                add(signature(count), count.level(), context.day(count.hour()), count, count.count());
        for (var fact : facts)
            if (fact instanceof LogEvent event && isOfLog(event.channel()))
                add(signature(event), event.level(), context.day(event.time()), event, 1);
    }

    /** One kind of event: how many on which day, and two facts of each day to show. */
    static final class Kind {
        private Level worst;
        private final SortedMap<LocalDate, Long> perDay = new TreeMap<>();
        private final Map<LocalDate, Fact> first = new TreeMap<>();
        private final Map<LocalDate, Fact> last = new TreeMap<>();

        private Kind(Level worst) {
            this.worst = worst;
        }

        private void add(Level level, LocalDate day, Fact fact, long count) {
            if (level.compareTo(worst) < 0) worst = level;
            perDay.merge(day, count, Long::sum);
            first.putIfAbsent(day, fact);
            last.put(day, fact);
        }

        boolean atLeast(Level level) {
            return worst.atLeast(level);
        }

        long on(LocalDate day) {
            return perDay.getOrDefault(day, 0L);
        }

        /** From the one day up to and without the other. */
        long between(LocalDate from, LocalDate until) {
            return perDay.subMap(from, until).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        /** Events that show a day; none where there was none. */
        List<Fact> shown(LocalDate day) {
            var shown = new ArrayList<Fact>();
            var begin = first.get(day);
            var end = last.get(day);
            if (begin != null) shown.add(begin);
            if (end != null && !end.equals(begin)) shown.add(end);
            return shown;
        }

        /** Median of the comparable days among the 28 before, none earlier than the one given; -1 with too few. */
        double usual(LocalDate day, LocalDate notBefore) {
            var from = day.minusDays(28).isBefore(notBefore) ? notBefore : day.minusDays(28);
            if (!from.isBefore(day)) return -1;
            var comparable = from.datesUntil(day)
                    .filter(other -> Workdays.isWorkday(other) == Workdays.isWorkday(day))
                    .map(this::on)
                    .sorted()
                    .toList();
            return comparable.size() < AT_LEAST ? -1 : Volume.median(comparable);
        }
    }

    private void add(String signature, Level level, LocalDate day, Fact fact, long count) {
        kinds.computeIfAbsent(signature, name -> new Kind(level)).add(level, day, fact, count);
        all.add(level, day, fact, count);
        if (level.atLeast(Level.ERROR)) errors.add(level, day, fact, count);
        var before = newest;
        if (before == null || fact.time().isAfter(before.time())) newest = fact;
    }

    private static boolean isOfLog(String channel) {
        return !channel.equals(LogEvent.HARDWARE);
    }

    private static String signature(LogCount count) {
        return signature(count.provider(), count.signature().isEmpty() ? count.template() : count.signature());
    }

    private String signature(LogEvent event) {
        if (!event.signature().isEmpty()) return signature(event.provider(), event.signature());
        return signature(
                event.provider(),
                event.eventId() >= 0 ? Integer.toString(event.eventId()) : template.of(event.message()));
    }

    private static String signature(String provider, CharSequence kind) {
        var signature = (provider + " " + kind).strip();
        return signature.length() > LONGEST ? signature.substring(0, LONGEST) : signature;
    }

    SortedMap<String, Kind> kinds() {
        return kinds;
    }

    Kind all() {
        return all;
    }

    Kind errors() {
        return errors;
    }

    /** Null when there is none. */
    @Nullable
    Fact newest() {
        return newest;
    }

    /** The first whole day: the one after the first event; null when there is none. */
    @Nullable
    LocalDate firstWhole() {
        return all.perDay.isEmpty() ? null : all.perDay.firstKey().plusDays(1);
    }

    /** Yesterday, the last whole day. */
    LocalDate yesterday() {
        return context.today().minusDays(1);
    }
}
