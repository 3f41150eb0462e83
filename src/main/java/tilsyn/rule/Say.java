package tilsyn.rule;

import tilsyn.verdict.Reason;

/**
 * How a clause says what it found. The facts it matched are cited without its doing.
 *
 * <p>{@code object} is what it is about, such as a disk, a job or an account; empty for the host as a whole. {@code values}
 * are pairs of a placeholder's name and its value: text, number, duration, instant, date or list.
 */
public interface Say {
    void fail(String object, Object... values);

    void warn(String object, Object... values);

    void noEvidence(Reason reason, String object, Object... values);
}
