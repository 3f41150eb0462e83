package tilsyn.derive;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A window of every week, as the inventory writes it: {@code søndag 01:00-05:00}, {@code Mon-Fri 18-22}, {@code daglig 02:00-04:00}.
 */
record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    private static final Pattern TEXT = Pattern.compile(
            "([\\p{L}, .-]{3,80}?)\\s+(?:kl\\.? )?(\\d{1,2})(?:[:.](\\d\\d))?\\s*[-–]\\s*(\\d{1,2})(?:[:.](\\d\\d))?");
    private static final Map<String, DayOfWeek> DAYS = Map.ofEntries(
            Map.entry("man", DayOfWeek.MONDAY),
            Map.entry("mon", DayOfWeek.MONDAY),
            Map.entry("tir", DayOfWeek.TUESDAY),
            Map.entry("tue", DayOfWeek.TUESDAY),
            Map.entry("ons", DayOfWeek.WEDNESDAY),
            Map.entry("wed", DayOfWeek.WEDNESDAY),
            Map.entry("tor", DayOfWeek.THURSDAY),
            Map.entry("thu", DayOfWeek.THURSDAY),
            Map.entry("fre", DayOfWeek.FRIDAY),
            Map.entry("fri", DayOfWeek.FRIDAY),
            Map.entry("lør", DayOfWeek.SATURDAY),
            Map.entry("sat", DayOfWeek.SATURDAY),
            Map.entry("søn", DayOfWeek.SUNDAY),
            Map.entry("sun", DayOfWeek.SUNDAY));

    WeeklyWindow {
        days = Set.copyOf(days);
    }

    /** Null when it says something else, such as {@code by agreement} or {@code second Sunday}. */
    static @Nullable WeeklyWindow of(String text) {
        var found = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches()) return null;
        var days = days(found.group(1).strip());
        var from = time(found.group(2), found.group(3));
        var until = time(found.group(4), found.group(5));
        return days == null || from == null || until == null || from.equals(until)
                ? null
                : new WeeklyWindow(days, from, until);
    }

    private static @Nullable Set<DayOfWeek> days(String text) {
        if (Set.of("daglig", "daily", "hver dag", "every day").contains(text)) return EnumSet.allOf(DayOfWeek.class);
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split("\\s*(?:,| og | and )\\s*")) {
            var ends = part.split("\\s*-\\s*");
            var first = day(ends[0]);
            var last = day(ends[ends.length - 1]);
            if (first == null || last == null || ends.length > 2) return null;
            for (var day = first; day != last; day = day.plus(1)) days.add(day);
            days.add(last);
        }
        return days;
    }

    private static @Nullable DayOfWeek day(String word) {
        var bare = word.strip();
        return bare.length() < 3 || bare.contains(" ") ? null : DAYS.get(bare.substring(0, 3));
    }

    private static @Nullable LocalTime time(String hour, @Nullable String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = minute == null ? 0 : Integer.parseInt(minute);
        if (hours == 24 && minutes == 0) return LocalTime.MIDNIGHT;
        return hours > 23 || minutes > 59 ? null : LocalTime.of(hours, minutes);
    }

    /** The first time it holds that is not over at that moment. */
    Span next(Instant moment, ZoneId zone) {
        for (var day = moment.atZone(zone).toLocalDate().minusDays(1); ; day = day.plusDays(1)) {
            if (!days.contains(day.getDayOfWeek())) continue;
            var last = from.isBefore(until) ? day : day.plusDays(1);
            var span = new Span(
                    day.atTime(from).atZone(zone).toInstant(),
                    last.atTime(until).atZone(zone).withLaterOffsetAtOverlap().toInstant());
            if (!span.until().isBefore(moment)) return span;
        }
    }

    /** Once that it holds. */
    record Span(Instant from, Instant until) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && !moment.isAfter(until);
        }
    }

    /** Whether it holds then; one that ends before it begins lasts into the next day. */
    boolean holdsAt(Instant moment, ZoneId zone) {
        var local = moment.atZone(zone);
        var at = local.toLocalTime();
        if (from.isBefore(until))
            return days.contains(local.getDayOfWeek()) && !at.isBefore(from) && !at.isAfter(until);
        return days.contains(local.getDayOfWeek()) && !at.isBefore(from)
                || days.contains(local.getDayOfWeek().minus(1)) && !at.isAfter(until);
    }
}
