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

    private Template() {}

    static String of(String message) {
        var template = new StringBuilder(64);
        int words = 0;
        boolean masked = false;
        int at = 0;
        int end = message.length();
        while (at < end) {
            while (at < end && message.charAt(at) <= ' ') at++;
            if (at == end) break;
            if (words == WORDS) return template.append(" …").toString();
            int from = at;
            int keep = 0;
            boolean changes = false;
            for (; at < end && message.charAt(at) > ' '; at++) {
                char c = message.charAt(at);
                if (!changes && c == '=') keep = at - from + 1;
                changes |= c >= '0' && c <= '9' || c == '/' || c == '\\' || c == '@' || c == '"';
                if (c == '=' && at + 1 < end && message.charAt(at + 1) > ' ') changes = true;
            }
            changes |= at - from > LONGEST_WORD;
            if (changes && keep == 0 && masked) continue;
            if (words++ > 0) template.append(' ');
            masked = changes && keep == 0;
            template.append(message, from, changes ? from + Math.min(keep, LONGEST_WORD) : at);
            if (changes) template.append('*');
        }
        return template.toString();
    }
}
