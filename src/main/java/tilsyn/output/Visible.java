package tilsyn.output;

import java.util.Locale;

/**
 * Text written by strangers, made safe to show: what could steer a terminal, hide or change the order of what is read
 * appears as its code, such as {@code ⟨U+202E⟩}.
 */
public final class Visible {
    private Visible() {}

    /** On one line: line ends show as {@code ⏎}. */
    static String line(String text) {
        return shown(text, false);
    }

    /** With its line ends and tabs. */
    static String text(String text) {
        return shown(text, true);
    }

    /** On one line of at most so many characters. */
    public static String line(String text, int most) {
        if (text.length() <= most) return line(text);
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return line(text.substring(0, end)) + "…";
    }

    private static String shown(String text, boolean lines) {
        var shown = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            if (code == '\n' || code == '\t') shown.append(lines ? Character.toString(code) : code == '\n' ? "⏎" : " ");
            else if (code == '\r' && !lines && at < text.length() && text.charAt(at) == '\n') continue;
            else if (misleads(code)) shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", code));
            else shown.appendCodePoint(code);
        }
        return shown.toString();
    }

    /** Given as ranges, as what Java calls a format character differs between its versions. */
    private static boolean misleads(int code) {
        return code < 0x20
                || within(code, 0x7F, 0x9F) // control
                || code == 0xAD // soft hyphen
                || code == 0x61C
                || within(code, 0x200B, 0x200F) // no width, direction marks
                || within(code, 0x2028, 0x202E) // line ends, direction overrides
                || within(code, 0x2060, 0x206F) // invisible operators, direction isolates
                || within(code, 0xD800, 0xDFFF) // half a character
                || code == 0xFEFF
                || within(code, 0xFFF9, 0xFFFB)
                || within(code, 0xE0000, 0xE0FFF) // tags
                || (code & 0xFFFE) == 0xFFFE; // not a character
    }

    private static boolean within(int code, int first, int last) {
        return first <= code && code <= last;
    }
}
