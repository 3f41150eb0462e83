package tilsyn.decoder.windows;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as some culture writes it: {@code 27.10.2021 12:28:26}, {@code 10/7/2016 06:38:24 PM},
 * {@code 2025-11-03 14:05:33}. What is day and what is month is decided elsewhere, over the whole file.
 *
 * @param second of the day
 * @param separator between the parts of the date
 * @param unpadded the part in the middle has one digit
 * @param halfDay AM or PM is written
 */
record CultureTime(int left, int middle, int right, int second, char separator, boolean unpadded, boolean halfDay) {
    /** Null when it is none, or has a year of two digits. */
    static @Nullable CultureTime of(String text) {
        var parts = new int[6];
        var digits = new int[6];
        int count = 0;
        char separator = 0;
        var words = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                if (count == 6) break;
                int from = at;
                int number = 0;
                for (; at < text.length() && isDigit(text.charAt(at)); at++) {
                    if (at - from == 4) return null;
                    number = number * 10 + text.charAt(at) - '0';
                }
                parts[count] = number;
                digits[count++] = at - from;
                continue;
            }
            if (count == 1 && separator == 0 && c > ' ' && c < 0x7F) separator = c;
            if (count >= 3 && Character.isLetter(c)) words.append(c);
            at++;
        }
        if (count < 5) return null;
        var word = words.toString().toUpperCase(Locale.ROOT);
        boolean morning = word.startsWith("AM");
        boolean evening = word.startsWith("PM");
        int hour = parts[3];
        if (morning || evening) {
            if (hour < 1 || hour > 12) return null;
            hour = hour % 12 + (evening ? 12 : 0);
        }
        if (hour > 23 || parts[4] > 59 || parts[5] > 59) return null;
        if (digits[0] != 4 && digits[2] != 4) return null;
        if ("./-".indexOf(separator) < 0) return null;
        return new CultureTime(
                parts[0],
                parts[1],
                parts[2],
                hour * 3600 + parts[4] * 60 + parts[5],
                separator,
                digits[1] == 1,
                morning || evening);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    boolean yearFirst() {
        return left > 31;
    }

    /** Grows with time, if the order is that. */
    long asIf(DateOrder order) {
        return ((order.year(this) * 16L + order.month(this)) * 32 + order.day(this)) * 86_400 + second;
    }
}
