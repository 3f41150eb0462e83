package tilsyn.decoder.hardware;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line {@code Key : value}, as many tools print.
 *
 * @param indent blanks before it
 * @param key in lower case, blanks within it single
 * @param rest what follows the colon, as it stands
 */
record Assigned(int indent, String key, String rest) {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_KEY = 80;

    /** Null when the line is none. Of several colons the first that a blank stands beside counts. */
    static @Nullable Assigned of(String text) {
        return text.length() > LONGEST ? null : at(colon(text), text);
    }

    private static @Nullable Assigned at(int colon, String text) {
        if (colon < 1) return null;
        var key = text.substring(0, colon).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (key.isEmpty() || key.length() > LONGEST_KEY) return null;
        return new Assigned(indent(text), key, text.substring(colon + 1));
    }

    private static int colon(String text) {
        for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
            boolean before = at > 0 && Character.isWhitespace(text.charAt(at - 1));
            boolean after = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
            if (before || after) return at;
        }
        return text.indexOf(':');
    }

    static int indent(String text) {
        int indent = 0;
        while (indent < text.length() && Character.isWhitespace(text.charAt(indent))) indent++;
        return indent;
    }

    String value() {
        return rest.strip();
    }

    /** Whether the value is yes, in the word that controllers write. */
    boolean yes() {
        return value().toLowerCase(Locale.ROOT).startsWith("yes");
    }
}
