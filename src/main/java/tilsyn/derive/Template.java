package tilsyn.derive;

/**
 * What messages of one kind have in common: their words, with {@code *} for what changes from one to the next.
 *
 * <p>Masks are those of the Drain paper (He et al., ICWS 2017): numbers, addresses, ids. But it is a function of the
 * message alone, without Drain's learned tree: overlapping exports must give one message the same template, whatever was
 * read before it, or their counts would not merge (R9).
 */
final class Template {
    private static final int WORDS = 12;
    private static final int LONGEST_WORD = 40;

    private final StringBuilder text = new StringBuilder(64);

    /** The template of the message, in place of the one before. */
    CharSequence of(String message) {
        text.setLength(0);
        int words = 0;
        boolean masked = false;
        int at = 0;
        int end = message.length();
        while (at < end) {
            while (at < end && message.charAt(at) <= ' ') at++;
            if (at == end) break;
            if (words == WORDS) return text.append(" ...");
            int from = at;
            int equals = -1;
            boolean changes = false;
            for (; at < end; at++) {
                char c = message.charAt(at);
                if (c <= ' ') break;
                if (isWord(c)) continue;
                if (c == '=' && !changes) equals = at;
                changes |= isMark(c);
            }
            changes |= equals >= 0 && equals < at - 1 || at - from > LONGEST_WORD;
            int keep = equals < 0 ? from : Math.min(equals + 1, from + LONGEST_WORD);
            if (changes && keep == from && masked) continue;
            if (words++ > 0) text.append(' ');
            masked = changes && keep == from;
            text.append(message, from, changes ? keep : at);
            if (changes) text.append('*');
        }
        return text;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Digits and what stands in paths, addresses and quotations. */
    private static boolean isMark(char c) {
        return c >= '0' && c <= '9' || c == '/' || c == '\\' || c == '@' || c == '"';
    }
}
