package tilsyn.decoder;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and sizes as exports write them. What can mean two things gives null. */
public final class Quantity {
    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,19}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(?:[.,]\\d{3})+");
    private static final Pattern SIZE =
            Pattern.compile("([+-]?[\\d.,\\u00A0\\u202F' ]{1,40}?)\\s*([kmgtpKMGTP]?)(i?)(?:[bB]|[bB]ytes?)?");
    private static final int LONGEST = 40;

    private Quantity() {}

    /**
     * A number with decimal point or decimal comma, with or without groups of thousands.
     *
     * @param decimalComma what to take {@code 1,234} as: a number with decimals if true; what {@code 1.234} is then
     *     nobody can say, and the other way round
     */
    public static @Nullable Double number(@Nullable String text, boolean decimalComma) {
        if (text == null || text.length() > LONGEST) return null;
        var bare = text.strip().replaceAll("(?<=\\d)[\\u00A0\\u202F' ](?=\\d{3})", "");
        int comma = bare.lastIndexOf(',');
        int point = bare.lastIndexOf('.');
        if (comma >= 0 && point >= 0) bare = comma > point ? decimal(bare, '.', ',') : decimal(bare, ',', '.');
        else if (comma >= 0) bare = single(bare, ',', decimalComma);
        else if (point >= 0) bare = single(bare, '.', !decimalComma);
        return PLAIN.matcher(bare).matches() ? finite(Double.parseDouble(bare)) : null;
    }

    /** A number with a decimal point, as tools write that know no languages. */
    public static @Nullable Double number(@Nullable String text) {
        if (text == null || text.length() > LONGEST) return null;
        var bare = text.strip();
        return PLAIN.matcher(bare).matches() ? finite(Double.parseDouble(bare)) : null;
    }

    /** A whole number without groups, -1 when it is none or negative. */
    public static long count(@Nullable String text) {
        if (text == null) return -1;
        var bare = text.strip();
        if (bare.isEmpty() || bare.length() > 18) return -1;
        for (int at = 0; at < bare.length(); at++) if (bare.charAt(at) < '0' || bare.charAt(at) > '9') return -1;
        return Long.parseLong(bare);
    }

    /**
     * Bytes of a size such as {@code 212.4 GiB} or {@code 38,2 GB}; null when it is none.
     *
     * @param kilo what k, M, G and T without i count in: 1000 or 1024
     */
    public static @Nullable Long bytes(@Nullable String text, boolean decimalComma, long kilo) {
        if (text == null || text.length() > LONGEST) return null;
        var size = SIZE.matcher(text.strip());
        if (!size.matches()) return null;
        var number = number(size.group(1), decimalComma);
        if (number == null) return null;
        int power = "kmgtp".indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
        if (size.group(2).isEmpty()) power = 0;
        return bytes(number, power, size.group(3).isEmpty() ? kilo : 1024);
    }

    /** Bytes of so many units, each the {@code power}-th power of {@code kilo}; null when negative or out of bounds. */
    public static @Nullable Long bytes(@Nullable Double number, int power, long kilo) {
        if (number == null) return null;
        double bytes = number * Math.pow(kilo, power);
        return bytes >= 0 && bytes < 1e18 ? Math.round(bytes) : null;
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static String decimal(String text, char group, char mark) {
        int at = text.lastIndexOf(mark);
        var whole = text.substring(0, at);
        if (whole.indexOf(mark) >= 0 || !GROUPED.matcher(whole).matches() || whole.indexOf(group) < 0) return "";
        return whole.replace(String.valueOf(group), "") + "." + text.substring(at + 1);
    }

    private static String single(String text, char mark, boolean isDecimal) {
        boolean once = text.indexOf(mark) == text.lastIndexOf(mark);
        boolean grouped = GROUPED.matcher(text).matches();
        if (once && (isDecimal || !grouped)) return text.replace(mark, '.');
        // 1,234 where the comma is no decimal mark: thousands, or not
        return !once && grouped ? text.replace(String.valueOf(mark), "") : "";
    }
}
