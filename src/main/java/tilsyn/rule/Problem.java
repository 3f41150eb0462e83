package tilsyn.rule;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Something wrong in the rules folder.
 *
 * @param file path below the rules folder, beginning with {@code rules/}
 * @param line 1-based
 * @param text what is wrong, with the value, and what would be right
 * @param maybe what was probably meant; empty when there is no guess
 */
public record Problem(String file, int line, String text, String maybe) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::text)
            .thenComparing(Problem::maybe);

    private static final Pattern WRITTEN = Pattern.compile("(.*?):(\\d{1,9})  (.*)", Pattern.DOTALL);

    /** One written as {@code file:line  what}. */
    static Problem parse(String written) {
        var match = WRITTEN.matcher(written);
        return match.matches()
                ? new Problem(match.group(1), Integer.parseInt(match.group(2)), match.group(3), "")
                : new Problem("rules", 1, written, "");
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** As people read it: the place, what is wrong, and the guess. */
    @Override
    public String toString() {
        return "%s:%d  %s%s".formatted(file, line, text, maybe.isEmpty() ? "" : "  Maybe: " + maybe);
    }
}
