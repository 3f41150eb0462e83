package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Errors of one module in the last 14 days, each known to lie between two moments, in the order of time. */
final class CorrectedErrors {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WINDOW = Duration.ofDays(14);

    /**
     * @param from the moment itself when it is known
     * @param sure whether all of it came within the 14 days
     */
    private record Gain(Instant from, Instant until, long count, boolean sure) {
        Duration span() {
            return Duration.between(from, until);
        }
    }

    private final Context context;
    private final Instant start;
    private final List<Gain> gains = new ArrayList<>();

    CorrectedErrors(Context context) {
        this.context = context;
        this.start = context.asOf().minus(WINDOW);
    }

    /** @param from {@link Instant#MIN} when nobody knows */
    void add(Instant from, Instant until, long count) {
        if (until.isBefore(start)) return;
        boolean sure = !from.isBefore(start);
        gains.add(new Gain(sure ? from : start, until, count, sure));
    }

    private List<Gain> sure() {
        return gains.stream().filter(Gain::sure).toList();
    }

    long all() {
        return sure().stream().mapToLong(Gain::count).sum();
    }

    /** Surely within 24 hours: what was gained between samples further apart is at least its share of a day. */
    long most() {
        var gains = sure();
        long most = 0;
        long sum = 0;
        int first = 0;
        for (int at = 0; at < gains.size(); at++) {
            var gain = gains.get(at);
            sum += gain.count;
            while (first <= at
                    && Duration.between(gains.get(first).from, gain.until).compareTo(DAY) > 0)
                sum -= gains.get(first++).count;
            most = Math.max(most, sum);
            long days = Math.max(1, (gain.span().toSeconds() + DAY.toSeconds() - 1) / DAY.toSeconds());
            most = Math.max(most, (gain.count + days - 1) / days);
        }
        return most;
    }

    /** If all that lies between two samples came at once. */
    long mostPerhaps() {
        long most = 0;
        long sum = 0;
        int next = 0;
        for (var gain : gains) {
            while (next < gains.size()
                    && Duration.between(gain.until, gains.get(next).from).compareTo(DAY) <= 0)
                sum += gains.get(next++).count;
            most = Math.max(most, sum);
            sum -= gain.count;
        }
        return most;
    }

    /** As few as can be, since stretches between samples may share a day. */
    int days() {
        int days = 0;
        LocalDate last = null;
        for (var gain : sure()) {
            if (last != null && !context.day(gain.from).isAfter(last)) continue;
            last = context.day(gain.until);
            days++;
        }
        return days;
    }

    int daysPerhaps() {
        var days = new TreeSet<LocalDate>();
        for (var gain : gains) {
            long left = gain.count;
            for (var day = context.day(gain.until);
                    left > 0 && !day.isBefore(context.day(gain.from));
                    day = day.minusDays(1), left--) days.add(day);
        }
        return days.size();
    }
}
