package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * One word or sign of a clause.
 *
 * @param line lines after the first of the text it stands in
 */
record Token(Form form, String text, int line) {
    enum Form {
        NAME,
        NUMBER,
        STRING,
        SIGN
    }

    boolean is(String sign) {
        return form != Form.STRING && text.equals(sign);
    }

    boolean isName() {
        return form == Form.NAME;
    }

    /** The words and signs of a text, without comments. */
    static List<Token> of(String text) {
        var tokens = new ArrayList<Token>();
        int line = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = end(text, at);
            var word = text.substring(at, end);
            if (Character.isJavaIdentifierStart(c)) tokens.add(new Token(Form.NAME, word, line));
            else if (Character.isDigit(c)) tokens.add(new Token(Form.NUMBER, word, line));
            else if (c == '"' || c == '\'') tokens.add(new Token(Form.STRING, inside(word), line));
            else if (!Character.isWhitespace(c) && !word.startsWith("//") && !word.startsWith("/*"))
                tokens.add(new Token(Form.SIGN, word, line));
            line += (int) word.chars().filter(letter -> letter == '\n').count();
            at = end;
        }
        return tokens;
    }

    private static String inside(String quoted) {
        return quoted.length() < 2 ? "" : quoted.substring(1, quoted.length() - 1);
    }

    private static int end(String text, int start) {
        char c = text.charAt(start);
        int end = start + 1;
        if (Character.isJavaIdentifierStart(c))
            while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) end++;
        else if (Character.isDigit(c)) while (end < text.length() && isNumber(text, end)) end++;
        else if (c == '"' || c == '\'') {
            while (end < text.length() && text.charAt(end) != c) end += text.charAt(end) == '\\' ? 2 : 1;
            end++;
        } else if (text.startsWith("//", start)) {
            while (end < text.length() && text.charAt(end) != '\n') end++;
        } else if (text.startsWith("/*", start)) {
            int close = text.indexOf("*/", start + 2);
            end = close < 0 ? text.length() : close + 2;
        }
        return Math.min(end, text.length());
    }

    private static boolean isNumber(String text, int at) {
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c)
                || c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }
}
