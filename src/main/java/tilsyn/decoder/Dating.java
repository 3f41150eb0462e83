package tilsyn.decoder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When a statement was made that does not say so itself: by the date in the file's name, else by the file's own date, else
 * by its receipt.
 *
 * @param text the date as it stood in the name; empty otherwise
 * @param note how it became UTC, for {@code Origin.timeNote}
 */
public record Dating(Instant time, String text, String note) {
    private static final Pattern NAMED = Pattern.compile(
            "(?<!\\d)(20\\d\\d)(-?)(\\d\\d)\\2(\\d\\d)(?:[T_ -]?(\\d\\d)[:.-]?(\\d\\d)(?:[:.-]?(\\d\\d))?(Z?))?(?!\\d)");

    /** The last date in the file's name wins. */
    public static Dating of(Input input) {
        var named = named(input);
        if (named != null) return named;
        if (input.modified() != null) return new Dating(input.modified(), "", "file date");
        return new Dating(input.received(), "", "time of receipt");
    }

    private static @org.jspecify.annotations.Nullable Dating named(Input input) {
        var name = input.file()
                .substring(Math.max(input.file().lastIndexOf('/'), input.file().lastIndexOf('!')) + 1);
        Dating last = null;
        var match = NAMED.matcher(name);
        while (match.find()) {
            try {
                var day = LocalDate.of(number(match.group(1)), number(match.group(3)), number(match.group(4)));
                boolean timed = match.group(5) != null;
                var time = timed
                        ? LocalTime.of(
                                number(match.group(5)),
                                number(match.group(6)),
                                match.group(7) == null ? 0 : number(match.group(7)))
                        : LocalTime.MIDNIGHT;
                boolean utc = timed && !match.group(8).isEmpty();
                var zone = utc ? java.time.ZoneOffset.UTC : input.zone();
                var local = LocalDateTime.of(day, time);
                var note = "date in the file's name, " + (utc ? "UTC" : input.zoneNote())
                        + (timed ? "" : ", start of the day");
                last = new Dating(local.atZone(zone).toInstant(), match.group().toUpperCase(Locale.ROOT), note);
            } catch (DateTimeException noDate) {
                continue;
            }
        }
        return last;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
