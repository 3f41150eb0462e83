package tilsyn.decoder;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as exports write them: decimal point or comma, thousands set off, sizes with units. */
public final class Numbers {
    private static final Pattern SIZE = Pattern.compile("([0-9][0-9., \u00A0\u202F]*)\\s*([KMGTP]?I?B?|BYTES)");
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("B", 1.0),
            Map.entry("BYTES", 1.0),
            Map.entry("KB", 1e3),
            Map.entry("MB", 1e6),
            Map.entry("GB", 1e9),
            Map.entry("TB", 1e12),
            Map.entry("PB", 1e15),
            Map.entry("K", 1024.0),
            Map.entry("M", 0x1p20),
            Map.entry("G", 0x1p30),
            Map.entry("T", 0x1p40),
            Map.entry("KIB", 1024.0),
            Map.entry("MIB", 0x1p20),
            Map.entry("GIB", 0x1p30),
            Map.entry("TIB", 0x1p40));

    private Numbers() {}

    /** Null for what is no number. A single comma is a decimal comma unless exactly three digits and another follow. */
    public static @Nullable Double decimal(String text) {
        var bare = text.strip().replace("\u00A0", "").replace("\u202F", "").replace(" ", "");
        if (bare.isEmpty() || bare.length() > 40) return null;
        int comma = bare.lastIndexOf(',');
        int point = bare.lastIndexOf('.');
        if (comma >= 0 && point >= 0)
            bare = comma > point ? bare.replace(".", "").replace(',', '.') : bare.replace(",", "");
        else if (comma >= 0) bare = bare.indexOf(',') == comma ? bare.replace(',', '.') : bare.replace(",", "");
        try {
            var value = Double.valueOf(bare);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException other) {
            return null;
        }
    }

    /** A whole number, or {@code otherwise} for what is none. */
    public static long whole(String text, long otherwise) {
        var value = decimal(text);
        return value == null || Math.abs(value) > 9e15 ? otherwise : Math.round(value);
    }

    /** Bytes of a size such as {@code 812,0 GB} or {@code 53.7 MiB}; -1 for what is none. */
    public static long bytes(String text) {
        var match = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!match.matches()) return -1;
        var number = decimal(match.group(1));
        var unit = UNITS.get(match.group(2));
        return number == null || unit == null ? -1 : Math.round(number * unit);
    }

    /** Yes and no in the words exports use; null for any other. */
    public static @Nullable Boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "ja", "sann", "on" -> true;
            case "false", "no", "0", "nei", "usann", "off" -> false;
            default -> null;
        };
    }
}
