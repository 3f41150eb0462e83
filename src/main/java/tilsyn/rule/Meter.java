package tilsyn.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the joins of one session tried and found so far. */
final class Meter {
    /** Pairs that one join may try: a second or two of work. The largest honest session tries a hundredth. */
    static final int MOST_TRIED = 30_000_000;

    /** Pairs that one join may find: each is kept in memory, some 100 bytes. */
    static final int MOST_FOUND = 1_000_000;

    private static final ThreadLocal<@Nullable Meter> RUNNING = new ThreadLocal<>();

    private int[] tried = new int[64];
    private int[] found = new int[64];

    /** A join that goes on and on. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String item;

        private Exceeded(String item, String what) {
            super(what, null, false, false);
            this.item = item;
        }

        String item() {
            return item;
        }
    }

    /** Counts what this thread's session joins, until {@link #stop}. */
    static void start() {
        RUNNING.set(new Meter());
    }

    static void stop() {
        RUNNING.remove();
    }

    static @Nullable Meter running() {
        return RUNNING.get();
    }

    void count(int join, boolean joined, String item) {
        if (join >= tried.length) {
            tried = Arrays.copyOf(tried, join * 2);
            found = Arrays.copyOf(found, join * 2);
        }
        if (++tried[join] > MOST_TRIED)
            throw new Exceeded(item, "tried more than %d pairs of facts in one join".formatted(MOST_TRIED));
        if (joined && ++found[join] > MOST_FOUND)
            throw new Exceeded(item, "joined more than %d pairs of facts".formatted(MOST_FOUND));
    }
}
