package tilsyn.derive;

/** What every match of a regular expression holds word by word, so that most texts need no regular expression. */
final class Literal {
    private Literal() {}

    /** The longest fixed text outside groups, classes and alternatives; empty when there is none. */
    static String of(String pattern) {
        var best = "";
        var run = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            switch (c) {
                case '|' -> {
                    return "";
                }
                case '(' -> {
                    if (pattern.startsWith("(?i", at)) return "";
                    best = longer(best, run);
                    at = closing(pattern, at);
                }
                case '[' -> {
                    best = longer(best, run);
                    at = endOfClass(pattern, at);
                }
                case '\\' -> {
                    at++;
                    char escaped = at < pattern.length() ? pattern.charAt(at) : 0;
                    if (Character.isLetterOrDigit(escaped)) best = longer(best, run);
                    else run.append(escaped);
                }
                case '?', '*', '{' -> {
                    // the character before may be missing
                    if (!run.isEmpty()) run.setLength(run.length() - 1);
                    best = longer(best, run);
                    if (c == '{') at = Math.max(at, pattern.indexOf('}', at));
                }
                case '.', '^', '$', '+' -> best = longer(best, run);
                default -> run.append(c);
            }
        }
        return longer(best, run);
    }

    /** Also begins the run anew. */
    private static String longer(String best, StringBuilder run) {
        var longer = run.length() > best.length() ? run.toString() : best;
        run.setLength(0);
        return longer;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int at = open; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') at++;
            else if (c == '[') at = endOfClass(pattern, at);
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return at;
        }
        return pattern.length();
    }

    private static int endOfClass(String pattern, int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') at++;
        if (at < pattern.length() && pattern.charAt(at) == ']') at++;
        for (; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') at++;
            else if (c == ']') return at;
        }
        return pattern.length();
    }
}
