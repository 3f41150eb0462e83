package tilsyn.decoder.hardware;

import java.util.regex.Pattern;
import tilsyn.decoder.Quantity;

/**
 * The raw value of a SMART attribute as smartctl prints it. Drives pack several numbers into it; smartctl's text, such as
 * {@code 39 (Min/Max 20/45)}, begins with the one that the attribute is named after, its number does not.
 */
final class RawValue {
    private static final Pattern FIRST = Pattern.compile("(\\d{1,18})(?:[ (].*)?", Pattern.DOTALL);

    private static final long PACKED = 1L << 32;

    private RawValue() {}

    /**
     * The same with the whole number beside it. One that fits in 16 bits holds no second one: should it be more than the
     * text says, it is believed.
     */
    static long of(String text, long number) {
        if (text.isEmpty()) return number < PACKED ? number : -1;
        return number < 1 << 16 ? Math.max(of(text), number) : of(text);
    }

    /** -1 when the text begins with no number of its own, as in {@code 24h+30m} or {@code 0x0012}. */
    static long of(String text) {
        var first = FIRST.matcher(text.strip());
        return first.matches() ? Quantity.count(first.group(1)) : -1;
    }
}
