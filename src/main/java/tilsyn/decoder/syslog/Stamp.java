package tilsyn.decoder.syslog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.LocalTimes;

/**
 * Reads the time at the head of a line: ISO 8601 with or without zone, {@code Oct  9 22:14:15} with the year in front,
 * behind the day, behind the clock or nowhere, either behind a weekday, or seconds since 1970.
 */
final class Stamp {
    private static final Pattern ZONE = Pattern.compile(" (?:GMT|UTC)([+-](?:0\\d|1[0-7]):[0-5]\\d)?$");
    private static final String NAMES = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int[] MONTHS = months();

    private final LocalTimes times;
    private final LocalTimes utc;
    private LocalTimes used;
    private boolean impossible;
    private boolean epoch;
    private String text = "";
    private int at;
    private int second;
    private int nano;

    /** @param utc for times that say they are UTC, and leave out the year */
    Stamp(LocalTimes times, LocalTimes utc) {
        this.times = times;
        this.utc = utc;
        this.used = times;
    }

    /** Where the text goes on after the time. */
    int end() {
        return at;
    }

    String note() {
        return used.note();
    }

    /** Whether what was read last looks like a time, but there is no such date or hour. */
    boolean impossible() {
        return impossible;
    }

    /** The time that begins there, or null when none does or there is no such date. */
    @Nullable
    Instant read(String line, int from) {
        text = line;
        at = from;
        used = times;
        impossible = false;
        epoch = false;
        if (peek(0) == '*' || peek(0) == '.') at++;
        if (!isDigit(peek(0))) return isWeekday() ? ofWeekday() : ofMonth(-1);
        if (digits(4) && peek(4) == '-') return iso();
        if (digits(10)) return ofEpoch();
        if (digits(4) && peek(4) == ' ') {
            int year = number(4);
            at++;
            return ofMonth(year);
        }
        return null;
    }

    /**
     * A time that is a value of its own: as {@link #read}, with a zone word behind it, or in milliseconds since 1970. Null
     * when it is none.
     */
    @Nullable
    Instant value(String value) {
        if (value.length() == 13 && value.chars().allMatch(c -> c >= '0' && c <= '9'))
            return times.of(Instant.ofEpochMilli(Long.parseLong(value)));
        var zoned = ZONE.matcher(value);
        var local = zoned.find() ? value.substring(0, zoned.start()) : value;
        var time = read(local, 0);
        if (time == null || at < local.length()) return null;
        if (local.length() == value.length() || isEpoch() || isDigit(local.charAt(0)) && local.endsWith("Z"))
            return time;
        var zone = zoned.group(1) == null ? ZoneOffset.UTC : ZoneOffset.of(zoned.group(1));
        return times.of(LocalDateTime.ofInstant(time, used.zone()).toInstant(zone));
    }

    /** Whether the time was given in seconds since 1970. */
    boolean isEpoch() {
        return epoch;
    }

    /** {@code 1762754402.123456}, as Meraki and {@code journalctl -o short-unix} write it. */
    private @Nullable Instant ofEpoch() {
        long seconds = 0;
        for (int i = 0; i < 10; i++) seconds = seconds * 10 + text.charAt(at++) - '0';
        fraction();
        if (at < text.length() && peek(0) != ' ') return null;
        epoch = true;
        return times.of(Instant.ofEpochSecond(seconds, nano));
    }

    private boolean isWeekday() {
        return month() == 0 && isLetter(peek(0)) && isLetter(peek(1)) && isLetter(peek(2)) && peek(3) == ' ';
    }

    /** {@code Mon 2025-11-10 06:00:02 CET}, as {@code journalctl -o short-full} writes it, or {@code Mon Nov 10 06:00:02 2025}. */
    private @Nullable Instant ofWeekday() {
        at += 4;
        if (!isDigit(peek(0))) return ofMonth(-1);
        if (!digits(4) || peek(4) != '-') return null;
        int from = at;
        var local = iso();
        if (local == null || peek(0) != ' ' || !Character.isUpperCase(peek(1))) return local;
        int space = text.indexOf(' ', at + 1);
        int word = at + 1;
        if (space < 0 || space - word > 5) return local;
        if (text.startsWith("UTC ", word) || text.startsWith("GMT ", word)) {
            used = utc;
            at = from;
            local = iso();
        }
        at = space;
        return local;
    }

    /** {@code 2025-11-10T06:00:02.5+01:00}; with a space for the T, and a comma for the point, too. */
    private @Nullable Instant iso() {
        int year = number(4);
        if (!skip('-') || !digits(2)) return null;
        int month = number(2);
        if (!skip('-') || !digits(2)) return null;
        int day = number(2);
        if (peek(0) != 'T' && peek(0) != 't' && peek(0) != ' ') return null;
        at++;
        if (!clock()) return null;
        int offset = offset();
        if (offset == BAD_OFFSET) return null;
        return possible(
                offset == NO_OFFSET
                        ? used.at(year, month, day, second, nano)
                        : times.at(year, month, day, second, nano, offset));
    }

    private @Nullable Instant possible(@Nullable Instant time) {
        impossible = time == null;
        return time;
    }

    private static final int NO_OFFSET = Integer.MAX_VALUE;
    private static final int BAD_OFFSET = Integer.MIN_VALUE;

    private int offset() {
        char sign = peek(0);
        if (sign == 'Z' || sign == 'z') {
            at++;
            return 0;
        }
        if (sign != '+' && sign != '-') return NO_OFFSET;
        at++;
        if (!digits(2)) return BAD_OFFSET;
        int hours = number(2);
        skip(':');
        int minutes = digits(2) ? number(2) : 0;
        if (hours > 18 || minutes > 59) return BAD_OFFSET;
        return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    }

    private @Nullable Instant ofMonth(int yearBefore) {
        int month = month();
        if (month == 0) return null;
        at += 3;
        while (isLetter(peek(0))) at++;
        if (!skip(' ')) return null;
        skip(' ');
        if (!isDigit(peek(0))) return null;
        int day = number(isDigit(peek(1)) ? 2 : 1);
        if (!skip(' ')) return null;
        int year = yearBefore;
        if (year < 0 && digits(4) && peek(4) == ' ') {
            year = number(4);
            at++;
        }
        if (!clock()) return null;
        if (zoneWord()) used = utc;
        if (year < 0 && peek(0) == ' ' && isYear(at + 1)) {
            at++;
            year = number(4);
        }
        return possible(used.at(year, month, day, second, nano));
    }

    private int month() {
        int letters = (peek(0) | 32) << 16 | (peek(1) | 32) << 8 | peek(2) | 32;
        for (int month = 0; month < 12; month++) if (MONTHS[month] == letters) return month + 1;
        return 0;
    }

    private static int[] months() {
        var months = new int[12];
        for (int month = 0; month < 12; month++)
            for (int i = 0; i < 3; i++) months[month] = months[month] << 8 | NAMES.charAt(3 * month + i);
        return months;
    }

    /** {@code UTC:} or {@code CST 1987}: only UTC is believed, as the other words mean several zones. */
    private boolean zoneWord() {
        if (peek(0) != ' ') return false;
        int word = at + 1;
        int end = word;
        while (end < text.length() && end - word < 6 && Character.isUpperCase(text.charAt(end))) end++;
        if (end == word || end >= text.length()) return false;
        boolean isZone = text.charAt(end) == ':' || text.charAt(end) == ' ' && isYear(end + 1);
        if (!isZone) return false;
        at = end;
        return text.startsWith("UTC", word) || text.startsWith("GMT", word);
    }

    private boolean isYear(int from) {
        for (int i = from; i < from + 4; i++) if (i >= text.length() || !isDigit(text.charAt(i))) return false;
        return (text.charAt(from) == '1' || text.charAt(from) == '2')
                && (from + 4 == text.length() || text.charAt(from + 4) == ' ');
    }

    /** {@code 22:14:15}, with a fraction of up to nine digits. A leap second is the second before it. */
    private boolean clock() {
        if (!digits(2)) return false;
        int hour = number(2);
        if (!skip(':') || !digits(2)) return false;
        int minute = number(2);
        if (!skip(':') || !digits(2)) return false;
        int seconds = number(2);
        impossible = hour > 23 || minute > 59 || seconds > 60;
        if (impossible) return false;
        second = hour * 3600 + minute * 60 + Math.min(seconds, 59);
        fraction();
        return true;
    }

    private void fraction() {
        nano = 0;
        if ((peek(0) == '.' || peek(0) == ',') && isDigit(peek(1))) {
            at++;
            int unit = 100_000_000;
            for (; isDigit(peek(0)); at++, unit /= 10) nano += (peek(0) - '0') * unit;
        }
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) number = number * 10 + text.charAt(at++) - '0';
        return number;
    }

    private boolean digits(int count) {
        for (int i = 0; i < count; i++) if (!isDigit(peek(i))) return false;
        return true;
    }

    private boolean skip(char wanted) {
        if (peek(0) != wanted) return false;
        at++;
        return true;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private static boolean isLetter(char c) {
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
