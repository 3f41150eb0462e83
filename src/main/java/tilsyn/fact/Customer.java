package tilsyn.fact;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whose servers these are, from {@code customer.yaml} at the top of the input.
 *
 * @param id short id, upper case by custom; empty when the input names no customer
 * @param zone the customer's local time, in which dates, workdays and files without a zone are read
 * @param asOf the moment the folder asks to be judged at, for recorded examples; null for live customers
 * @param fictional invented, as an example; the report says so
 */
public record Customer(
        String id,
        String name,
        ZoneId zone,
        String contact,
        @Nullable Instant asOf,
        boolean fictional,
        Instant time,
        Origin origin)
        implements Fact {

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
