package tilsyn.trace;

import tilsyn.verdict.Words;

/**
 * One way in which a log is not as it was written.
 *
 * @param line the first line concerned, counted from 1; 0 when no line can be named
 */
public record Tampering(Kind kind, long line, Words said) {
    public enum Kind {
        CHANGED,
        DELETED,
        INSERTED,
        SWAPPED,
        TRUNCATED,
        OLD,
        FORKED,
        UNSIGNED,
        SIGNATURE,
        LEAVES;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
