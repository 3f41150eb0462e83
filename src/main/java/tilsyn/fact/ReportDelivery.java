package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A status report that was sent to the customer.
 *
 * @param time when it was sent
 * @param acknowledged when the customer confirmed it; null while not
 */
public record ReportDelivery(
        String period,
        String sha256,
        String sentTo,
        Instant time,
        String acknowledgedBy,
        @Nullable Instant acknowledged,
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
