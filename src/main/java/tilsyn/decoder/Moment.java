package tilsyn.decoder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A date or time as people write it: {@code 2025-10-12}, {@code 12.10.2025}, either with {@code 00:30}, ISO with offset, or
 * {@code 10/12/2025 9:30:00 PM}.
 *
 * @param day set when only a date was written
 * @param note how it became UTC
 */
public record Moment(Instant instant, @Nullable LocalDate day, String text, String note) {
    private static final List<DateTimeFormatter> DATES = List.of(strict("uuuu-MM-dd"), strict("dd.MM.uuuu"));
    private static final List<DateTimeFormatter> TIMES =
            List.of(timed("uuuu-MM-dd'T'HH:mm"), timed("uuuu-MM-dd HH:mm"), timed("dd.MM.uuuu HH:mm"));
    /** United States, told apart by AM and PM, without which nobody knows day from month. */
    private static final DateTimeFormatter US = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("M/d/uuuu h:mm[:ss] a")
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final List<DateTimeFormatter> OFFSETS = List.of(
            new DateTimeFormatterBuilder()
                    .append(TIMES.get(0))
                    .appendPattern("XXX")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT),
            new DateTimeFormatterBuilder()
                    .append(TIMES.get(1))
                    .appendPattern("XXX")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT));

    /** The start of something: of the day when only a date is given, the earlier of two when the clock goes back. */
    public static @Nullable Moment start(String text, ZoneId zone, String zoneNote) {
        return read(text, zone, zoneNote, false);
    }

    /** The end of something: midnight after the day when only a date is given, the later of two when the clock goes back. */
    public static @Nullable Moment end(String text, ZoneId zone, String zoneNote) {
        return read(text, zone, zoneNote, true);
    }

    private static @Nullable Moment read(String text, ZoneId zone, String zoneNote, boolean end) {
        var written = text.strip();
        if (written.length() > 40) return null;
        var exact = first(OFFSETS, written, format -> OffsetDateTime.parse(written, format));
        if (exact != null) return new Moment(exact.toInstant(), null, written, "");
        var local = first(TIMES, written, format -> LocalDateTime.parse(written, format));
        if (local == null) local = first(List.of(US), written, format -> LocalDateTime.parse(written, format));
        if (local != null)
            return new Moment(instant(local, zone, end), null, written, note(local, zone, zoneNote, end));
        var day = first(DATES, written, format -> LocalDate.parse(written, format));
        if (day == null) return null;
        var midnight = (end ? day.plusDays(1) : day).atTime(LocalTime.MIDNIGHT);
        return new Moment(
                instant(midnight, zone, end), day, written, (end ? "end" : "start") + " of the day, " + zoneNote);
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean end) {
        var earlier = local.atZone(zone);
        return (end ? earlier.withLaterOffsetAtOverlap() : earlier.withEarlierOffsetAtOverlap()).toInstant();
    }

    private static String note(LocalDateTime local, ZoneId zone, String zoneNote, boolean end) {
        if (zone.getRules().getValidOffsets(local).size() < 2) return zoneNote;
        return zoneNote + "; the hour occurs twice, taken as the " + (end ? "later" : "earlier");
    }

    private static <T> @Nullable T first(
            List<DateTimeFormatter> formats, String text, Function<DateTimeFormatter, T> parse) {
        for (var format : formats) {
            try {
                return parse.apply(format);
            } catch (DateTimeParseException other) {
                continue;
            }
        }
        return null;
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatter timed(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .optionalStart()
                .appendPattern(":ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
