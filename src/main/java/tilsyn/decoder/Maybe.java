package tilsyn.decoder;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what someone meant who wrote a word nobody knows. */
public final class Maybe {
    private Maybe() {}

    /** {@code "  Maybe: word"} with the nearest of the known words, or nothing when none is near. */
    public static String of(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(written, word) <= Math.max(1, Math.min(written.length(), word.length()) / 3))
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()))
                .map(word -> "  Maybe: " + word)
                .orElse("");
    }

    /** Letters to add, drop or change, without case; long words count as far apart. */
    private static int distance(String written, String word) {
        if (written.length() > 60 || word.length() > 60) return Integer.MAX_VALUE;
        var one = written.toLowerCase(Locale.ROOT);
        var other = word.toLowerCase(Locale.ROOT);
        var above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) above[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[other.length()];
    }
}
