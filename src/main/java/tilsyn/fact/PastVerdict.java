package tilsyn.fact;

import java.time.Instant;

/**
 * A verdict of an earlier check, as its {@code verdicts.json} keeps it.
 *
 * @param host empty for the customer as a whole
 * @param verdict {@code PASS}, {@code WARN}, {@code FAIL}, {@code NO_EVIDENCE} or {@code NOT_APPLICABLE}
 * @param time as-of of that check
 */
public record PastVerdict(String host, String item, String verdict, String clause, Instant time, Origin origin)
        implements Fact {
    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
