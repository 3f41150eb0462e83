package tilsyn.derive;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what was meant by a word that is not known. */
final class Maybe {
    private static final int LONGEST = 60;

    private Maybe() {}

    /** {@code "  Maybe: word"} with the nearest known word, or nothing when none is near. */
    static String of(String word, Collection<String> known) {
        if (word.length() > LONGEST) return "";
        int near = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= near)
                .min(Comparator.comparing((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .map(other -> "  Maybe: " + other)
                .orElse("");
    }

    /** Letters to insert, drop or replace (Levenshtein 1965). */
    private static int distance(String one, String other) {
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
