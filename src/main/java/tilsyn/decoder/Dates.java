package tilsyn.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dates of one input, as exports write them: ISO with or without offset, {@code 24.10.2025 22:41[:07]},
 * {@code /Date(1502807865000)/}, {@code {"value": …, "DateTime": …}} of PowerShell, and {@code 10/24/2025 10:41:07 PM} if
 * the input shows which number is the month, and English names of months as {@code Mon Nov 10 07:00:00 2025} and
 * {@code 10-Nov-2025 07:00}. What is none of these gives null.
 */
public final class Dates {
    private static final Pattern EPOCH = Pattern.compile("\\\\?/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)\\\\?/");
    private static final Pattern SLASHED = Pattern.compile(
            "(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(?:19|20)\\d\\d(?![\\d/])(?:,? {1,3}\\d{1,2}:\\d\\d(?::\\d\\d)? ?([AaPp][Mm])?)?");
    private static final Pattern YEAR_FIRST = Pattern.compile("\\d{4}[-/]");
    private static final Pattern NAMED_MONTH =
            Pattern.compile("(?:[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\\d|\\d{1,2}-[A-Z][a-z]{2}-\\d{4} ).{0,40}");
    private static final int LONGEST = 64;
    private static final Map<Long, String> HALVES = Map.of(0L, "AM", 1L, "PM");

    private static final DateTimeFormatter ISO = timed("uuuu-MM-dd", "[ ]['T']", "H");
    private static final DateTimeFormatter ISO_OFFSET = new DateTimeFormatterBuilder()
            .append(ISO)
            .appendPattern("[ ][XXXXX][XXXX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final List<DateTimeFormatter> DOTTED =
            List.of(timed("d.M.uuuu", "[,] ", "H"), timed("uuuu/M/d", " ", "H"));
    private static final List<DateTimeFormatter> NAMED =
            List.of(named("EEE MMM d HH:mm:ss uuuu"), named("d-MMM-uuuu HH:mm[:ss]"));
    private static final DateTimeFormatter NAMED_UTC = named("EEE MMM d HH:mm:ss 'UTC' uuuu");
    private static final List<DateTimeFormatter> MONTH_FIRST = slashed("M/d/uuuu");
    private static final List<DateTimeFormatter> DAY_FIRST = slashed("d/M/uuuu");

    private final ZoneId zone;
    private final String zoneNote;
    private final List<DateTimeFormatter> slashes;
    private @Nullable When last;

    private Dates(ZoneId zone, String zoneNote, List<DateTimeFormatter> slashes) {
        this.zone = zone;
        this.zoneNote = zoneNote;
        this.slashes = slashes;
    }

    /** For an input whose head tells in which order its dates with slashes stand. */
    public static Dates of(Input input, Head head) {
        return new Dates(input.zone(), input.zoneNote(), order(head.text()));
    }

    public static Dates of(Input input) throws java.io.IOException {
        return of(input, input.head());
    }

    /** For a tool that always writes the month first. */
    public static Dates monthFirst(Input input) {
        return new Dates(input.zone(), input.zoneNote(), MONTH_FIRST);
    }

    /** The start of something, or a plain moment: the earlier of two when the clock goes back. */
    public @Nullable When start(@Nullable String text) {
        // rows written at one moment stand together
        if (last != null && last.text().equals(text)) return last;
        return last = read(text, false);
    }

    /** The end of something: the later of two when the clock goes back. */
    public @Nullable When end(@Nullable String text) {
        return read(text, true);
    }

    /** A date as PowerShell's ConvertTo-Json writes it: a text, or an object around it. */
    public @Nullable When start(@Nullable JsonNode node) {
        if (node == null) return null;
        if (node.isTextual()) return start(node.textValue());
        if (!node.isObject()) return null;
        var value = node.get("value");
        if (value == null) value = node.get("Value");
        if (value == null) value = node.get("DateTime");
        return value != null && value.isTextual() ? start(value.textValue()) : null;
    }

    private @Nullable When read(@Nullable String text, boolean end) {
        if (text == null) return null;
        var written = text.strip();
        if (written.isEmpty() || written.length() > LONGEST) return null;
        var epoch = EPOCH.matcher(written);
        if (epoch.matches()) return new When(Instant.ofEpochMilli(Long.parseLong(epoch.group(1))), written, "");
        if (NAMED_MONTH.matcher(written).matches()) return named(written, end);
        boolean yearFirst = YEAR_FIRST.matcher(written).lookingAt();
        try {
            if (yearFirst && written.charAt(4) == '-') return iso(written, end);
        } catch (DateTimeException other) {
            return null;
        }
        var formats = written.indexOf('/') > 0 && !yearFirst ? slashes : DOTTED;
        var plain = written.toUpperCase(Locale.ROOT).replace('\u202F', ' ');
        for (var format : formats) {
            try {
                return local(LocalDateTime.parse(plain, format), written, end);
            } catch (DateTimeException other) {
                continue;
            }
        }
        return null;
    }

    private @Nullable When named(String written, boolean end) {
        var plain = written.replace("  ", " ");
        for (var format : NAMED) {
            try {
                return local(LocalDateTime.parse(plain, format), written, end);
            } catch (DateTimeException other) {
                continue;
            }
        }
        try {
            return new When(LocalDateTime.parse(plain, NAMED_UTC).toInstant(ZoneOffset.UTC), written, "");
        } catch (DateTimeException other) {
            return null;
        }
    }

    private When iso(String written, boolean end) {
        var parsed = ISO_OFFSET.parseBest(written, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime exact
                ? new When(exact.toInstant(), written, "")
                : local((LocalDateTime) parsed, written, end);
    }

    private When local(LocalDateTime local, String written, boolean end) {
        var earlier = local.atZone(zone);
        var instant = (end ? earlier.withLaterOffsetAtOverlap() : earlier.withEarlierOffsetAtOverlap()).toInstant();
        boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
        return new When(
                instant,
                written,
                twice ? zoneNote + "; the hour occurs twice, taken as the " + (end ? "later" : "earlier") : zoneNote);
    }

    /** By numbers above 12, else by AM and PM, which only the month-first form has; empty when nothing or both are told. */
    private static List<DateTimeFormatter> order(String text) {
        boolean dayFirst = false;
        boolean monthFirst = false;
        boolean halves = false;
        var found = SLASHED.matcher(text);
        while (found.find()) {
            if (Integer.parseInt(found.group(1)) > 12) dayFirst = true;
            if (Integer.parseInt(found.group(2)) > 12) monthFirst = true;
            if (found.group(3) != null) halves = true;
        }
        if (dayFirst && monthFirst) return List.of();
        if (dayFirst) return DAY_FIRST;
        return monthFirst || halves ? MONTH_FIRST : List.of();
    }

    private static List<DateTimeFormatter> slashed(String day) {
        return List.of(timed(day, "[,] ", "H"), timed(day, "[,] ", "h"));
    }

    private static DateTimeFormatter named(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Hours and minutes, with or without seconds and their fraction. */
    private static DateTimeFormatter timed(String day, String between, String hour) {
        var builder = new DateTimeFormatterBuilder()
                .appendPattern(day)
                .appendPattern(between)
                .appendPattern(hour)
                .appendPattern(":mm")
                .optionalStart()
                .appendPattern(":ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd();
        if (hour.equals("h")) builder.appendLiteral(' ').appendText(ChronoField.AMPM_OF_DAY, HALVES);
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
