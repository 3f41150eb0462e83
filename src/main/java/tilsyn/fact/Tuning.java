package tilsyn.fact;

import java.time.Instant;

/**
 * A parameter's own value for a customer or one host, with who, when and why (R15).
 *
 * @param item checklist item, such as {@code BCK-01}
 * @param parameter as the item's card names it, such as {@code grace_h}
 * @param host the one host it holds for; empty for the whole customer
 * @param value as written; a list's parts are set off by commas
 * @param time from when on it holds
 */
public record Tuning(
        String item, String parameter, String host, String value, String who, String why, Instant time, Origin origin)
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
