package tilsyn.decoder.register;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what was meant by a word that is not known. */
final class Maybe {
    private static final int LONGEST = 40;

    private Maybe() {}

    /** {@code "  Maybe: state"}, or nothing when no known word is near. */
    static String of(String word, Collection<String> known) {
        if (word.length() > LONGEST) return "";
        int near = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= near)
                .min(Comparator.comparing((String other) -> distance(word, other))
                        .thenComparing(other -> other))
                .map(other -> "  Maybe: " + other)
                .orElse("");
    }

    /** Letters to insert, drop, replace or swap with the next. */
    static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) rows[i][0] = i;
        for (int j = 0; j <= other.length(); j++) rows[0][j] = j;
        for (int i = 1; i <= one.length(); i++)
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                least = Math.min(least, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) least = Math.min(least, rows[i - 2][j - 2] + 1);
                rows[i][j] = least;
            }
        return rows[one.length()][other.length()];
    }
}
