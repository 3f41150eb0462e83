package tilsyn.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what was meant by a word that is not known. */
final class Maybe {
    private static final int LONGEST = 60;

    private Maybe() {}

    /** The nearest known word whatever its case, or nothing when none is near. */
    static String of(String word, Collection<String> known) {
        if (word.length() > LONGEST) return "";
        int near = Math.max(1, word.length() / 3);
        var small = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(other -> distance(small, other.toLowerCase(Locale.ROOT)) <= near)
                .min(Comparator.comparing((String other) -> distance(small, other.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Letters to insert, drop or replace (Levenshtein 1965). */
    static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
