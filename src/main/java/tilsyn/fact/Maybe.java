package tilsyn.fact;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what someone meant who wrote a word nobody knows. */
public final class Maybe {
    private static final int LONGEST = 60;

    private Maybe() {}

    /** {@code "  Maybe: word"} with the nearest of the known words, or nothing when none is near. */
    public static String of(String written, Collection<String> known) {
        var word = word(written, known);
        return word.isEmpty() ? "" : "  Maybe: " + word;
    }

    /** The nearest of the known words, or nothing when more than a third of the letters would have to change. */
    public static String word(String written, Collection<String> known) {
        if (written.length() > LONGEST) return "";
        int near = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(word -> distance(written, word) <= near)
                .min(Comparator.comparing((String word) -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Letters to insert, drop, replace or swap with the next, whatever their case; too long a word is far from all. */
    public static int distance(String written, String word) {
        if (written.length() > LONGEST || word.length() > LONGEST) return Integer.MAX_VALUE;
        var one = written.toLowerCase(Locale.ROOT);
        var other = word.toLowerCase(Locale.ROOT);
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) rows[i][0] = i;
        for (int j = 0; j <= other.length(); j++) rows[0][j] = j;
        for (int i = 1; i <= one.length(); i++)
            for (int j = 1; j <= other.length(); j++) {
                int replaced = rows[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
            }
        return rows[one.length()][other.length()];
    }
}
