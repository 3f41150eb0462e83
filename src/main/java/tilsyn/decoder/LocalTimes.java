package tilsyn.decoder;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Local times of one input as instants, asked for in the order they stand in it. A year that is not written is the one
 * that puts the time nearest to receipt. An hour that comes twice, when the clock goes back, is told by the order: the
 * first that fits, or the first of the two when nothing tells.
 */
public final class LocalTimes {
    /** How far a line may lie before its neighbour without an hour in between. */
    private static final Duration JITTER = Duration.ofMinutes(5);

    private static final int LEAP_YEARS_APART = 8;

    private final ZoneId zone;
    private final String zoneNote;
    private final Instant received;
    private final boolean newestFirst;
    private @Nullable Instant neighbour;
    private String note = "";

    private long hourKey = -1;
    private long hourStart;
    private String hourNote = "";

    private long dayKey = Long.MIN_VALUE;
    private long dayStart;

    /** @param newestFirst whether the input goes back in time, as exports of Event Viewer do */
    public LocalTimes(Input input, boolean newestFirst) {
        this(input.zone(), input.zoneNote(), input.received(), newestFirst);
    }

    public LocalTimes(ZoneId zone, String zoneNote, Instant received, boolean newestFirst) {
        this.zone = zone;
        this.zoneNote = zoneNote;
        this.received = received;
        this.newestFirst = newestFirst;
    }

    /**
     * @param year -1 when the text states none
     * @param second of the day
     * @return null when there is no such date or second
     */
    public @Nullable Instant at(int year, int month, int day, int second, int nano) {
        if (second < 0 || second >= 86_400) return null;
        int hour = second / 3600;
        long key = (((year + 1L) * 13 + month) * 32 + day) * 24 + hour;
        if (key != hourKey || month < 1 || day < 1) {
            var date = date(year, month, day, hour);
            if (date == null) return null;
            var start = date.atTime(hour, 0);
            if (!isPlain(start))
                return odd(date.atStartOfDay().plusSeconds(second).plusNanos(nano), year);
            hourKey = key;
            hourStart = start.toEpochSecond(zone.getRules().getOffset(start));
            hourNote = note(year, "");
        }
        note = hourNote;
        return neighbour = Instant.ofEpochSecond(hourStart + second % 3600, nano);
    }

    /** How the last time became an instant, for {@link tilsyn.fact.Origin#timeNote()}. */
    public String note() {
        return note;
    }

    private @Nullable LocalDate date(int year, int month, int day, int hour) {
        if (year >= 0) return of(year, month, day);
        var here = LocalDateTime.ofInstant(received, zone);
        int span = month == 2 && day == 29 ? LEAP_YEARS_APART : 1;
        LocalDate nearest = null;
        for (int candidate = here.getYear() - span; candidate <= here.getYear() + span; candidate++) {
            var date = of(candidate, month, day);
            if (date != null && (nearest == null || distance(date, hour, here) < distance(nearest, hour, here)))
                nearest = date;
        }
        return nearest;
    }

    private static @Nullable LocalDate of(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static long distance(LocalDate date, int hour, LocalDateTime here) {
        return Math.abs(Duration.between(date.atTime(hour, 0), here).toSeconds());
    }

    /** Whether the hour has one offset from beginning to end. */
    private boolean isPlain(LocalDateTime start) {
        var rules = zone.getRules();
        var first = rules.getValidOffsets(start);
        return first.size() == 1 && first.equals(rules.getValidOffsets(start.plusSeconds(3599)));
    }

    private Instant odd(LocalDateTime local, int year) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            var transition = zone.getRules().getTransition(local);
            note = note(year, "a time that the zone skips, read as before the clock change");
            return neighbour = local.toInstant(transition.getOffsetBefore());
        }
        if (offsets.size() == 1) {
            note = note(year, "");
            return neighbour = local.toInstant(offsets.get(0));
        }
        var first = local.toInstant(offsets.get(0));
        var second = local.toInstant(offsets.get(offsets.size() - 1));
        boolean isSecond = isSecond(first, second);
        note = note(year, "this hour came twice, taken as the " + (isSecond ? "second" : "first") + " by the order");
        return neighbour = isSecond ? second : first;
    }

    private boolean isSecond(Instant first, Instant second) {
        if (neighbour == null) return false;
        return newestFirst ? !second.isAfter(neighbour.plus(JITTER)) : first.isBefore(neighbour.minus(JITTER));
    }

    private String note(int year, String oddity) {
        var said = new StringBuilder(zoneNote);
        if (year < 0) said.append("; year taken nearest to receipt");
        if (!oddity.isEmpty()) said.append("; ").append(oddity);
        return said.toString();
    }

    public ZoneId zone() {
        return zone;
    }

    /** An instant that the text states as such. */
    public Instant of(Instant stated) {
        note = "";
        return neighbour = stated;
    }

    /** An instant with an offset that the text states; null when there is no such date. */
    public @Nullable Instant at(int year, int month, int day, int second, int nano, int offsetSeconds) {
        if (Math.abs(offsetSeconds) > ZoneOffset.MAX.getTotalSeconds()) return null;
        if (month < 1 || month > 12 || day < 1 || day > 31) return null;
        long key = (year * 13L + month) * 32 + day;
        if (key != dayKey) {
            var date = of(year, month, day);
            if (date == null) return null;
            dayKey = key;
            dayStart = date.toEpochDay() * 86_400;
        }
        note = "";
        return neighbour = Instant.ofEpochSecond(dayStart + second - offsetSeconds, nano);
    }
}
