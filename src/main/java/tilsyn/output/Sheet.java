package tilsyn.output;

import java.util.regex.Pattern;

/** Lines of text of at most a given width; what colours them takes no room. */
final class Sheet {
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final StringBuilder out = new StringBuilder();
    private final int width;

    Sheet(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }

    /** A line that is known to fit. */
    void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    void empty() {
        out.append('\n');
    }

    /** As many lines as it takes, each below {@code indent} spaces, the later ones below {@code hanging}. */
    void paragraph(String text, int indent, int hanging) {
        var current = new StringBuilder(" ".repeat(indent));
        int used = indent;
        boolean fresh = true;
        for (var word : text.split(" ", -1)) {
            var rest = word;
            while (true) {
                int length = length(rest);
                if (!fresh && used + 1 + length > width) {
                    line(current.toString());
                    current = new StringBuilder(" ".repeat(hanging));
                    used = hanging;
                    fresh = true;
                }
                if (!fresh) {
                    current.append(' ');
                    used++;
                }
                if (used + length <= width) break;
                int cut = cut(rest, width - used);
                current.append(rest, 0, cut);
                line(current.toString());
                current = new StringBuilder(" ".repeat(hanging));
                used = hanging;
                fresh = true;
                rest = rest.substring(cut);
            }
            current.append(rest);
            used += length(rest);
            fresh = false;
        }
        line(current.toString());
    }

    static int length(String text) {
        return COLOUR.matcher(text).replaceAll("").length();
    }

    static String fitted(String text, int width) {
        if (text.length() <= width) return text + " ".repeat(width - text.length());
        return width < 2 ? text.substring(0, Math.max(0, width)) : text.substring(0, width - 1) + "…";
    }

    static String centred(String text, int width) {
        int left = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(left) + text + " ".repeat(Math.max(0, width - left - text.length()));
    }

    /** Where so many characters end, without halving one and not counting colour. */
    private static int cut(String word, int room) {
        var colour = COLOUR.matcher(word);
        int at = 0;
        int seen = 0;
        while (at < word.length() && seen < Math.max(1, room)) {
            if (colour.find(at) && colour.start() == at) at = colour.end();
            else {
                at++;
                seen++;
            }
        }
        return at > 1 && at < word.length() && Character.isHighSurrogate(word.charAt(at - 1)) ? at - 1 : at;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
