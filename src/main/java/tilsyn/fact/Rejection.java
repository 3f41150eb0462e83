package tilsyn.fact;

import java.util.Comparator;

/** A line, record or whole file that could not be taken, and what was expected instead. */
public record Rejection(Origin origin, String reason) implements Comparable<Rejection> {
    private static final Comparator<Rejection> ORDER =
            Comparator.comparing(Rejection::origin).thenComparing(Rejection::reason);

    @Override
    public int compareTo(Rejection other) {
        return ORDER.compare(this, other);
    }
}
