package tilsyn.decoder;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a statement was made that states no time of its own, such as a sensor dump: at the date in the file's name, else at
 * the file's own date, else at receipt.
 */
public final class Dating {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![0-9A-Za-z])((?:19|20)\\d\\d)([-_.]?)(\\d\\d)\\2(\\d\\d)"
                    + "(?:[T_ -]{0,3}(\\d\\d)([-:.]?)(\\d\\d)(?:\\6(\\d\\d))?(Z)?)?(?![0-9A-Za-z])");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<![0-9A-Za-z])(\\d\\d)\\.(\\d\\d)\\.((?:19|20)\\d\\d)(?![0-9A-Za-z])");
    private static final int LONGEST_NAME = 500;

    private Dating() {}

    /** When the input was made. */
    public static When of(Input input) {
        var named = named(input);
        if (named != null) return named;
        var modified = input.modified();
        return modified != null
                ? new When(modified, "", "file date")
                : new When(input.received(), "", "time of receipt");
    }

    private static @Nullable When named(Input input) {
        var parts = input.file().split("[/!]");
        for (int at = parts.length - 1; at >= 0; at--) {
            var part = parts[at];
            if (part.length() > LONGEST_NAME) continue;
            var yearFirst = YEAR_FIRST.matcher(part);
            while (yearFirst.find()) {
                var when = when(input, yearFirst, day(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4)));
                if (when != null) return when;
            }
            var dayFirst = DAY_FIRST.matcher(part);
            while (dayFirst.find()) {
                var day = day(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
                if (day != null) return of(day, input, dayFirst.group());
            }
        }
        return null;
    }

    private static @Nullable When when(Input input, Matcher found, @Nullable LocalDate day) {
        if (day == null) return null;
        if (found.group(5) == null) return of(day, input, found.group());
        var time = time(found.group(5), found.group(7), found.group(8));
        if (time == null) return of(day, input, found.group());
        if (found.group(9) != null)
            return new When(day.atTime(time).toInstant(ZoneOffset.UTC), found.group(), "in the file's name");
        return new When(
                day.atTime(time).atZone(input.zone()).toInstant(),
                found.group(),
                "in the file's name, " + input.zoneNote());
    }

    /** The file's own date if that is of the day, as it tells the hour; else the start of the day, the oldest it can be. */
    private static When of(LocalDate day, Input input, String text) {
        ZoneId zone = input.zone();
        var modified = input.modified();
        if (modified != null && modified.atZone(zone).toLocalDate().equals(day))
            return new When(modified, text, "day in the file's name, hour of the file date");
        return new When(
                day.atStartOfDay(zone).toInstant(),
                text,
                "day in the file's name, from its start, " + input.zoneNote());
    }

    private static @Nullable LocalDate day(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static @Nullable LocalTime time(String hour, String minute, @Nullable String second) {
        try {
            return LocalTime.of(
                    Integer.parseInt(hour), Integer.parseInt(minute), second == null ? 0 : Integer.parseInt(second));
        } catch (DateTimeException none) {
            return null;
        }
    }
}
