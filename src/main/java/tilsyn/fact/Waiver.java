package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An accepted risk. It changes the disposition of a finding, never the verdict (R8).
 *
 * @param item checklist item, {@code object} the disk, package, volume; empty for any
 * @param time when granted
 * @param expires last day it holds, in customer time; null makes it invalid
 */
public record Waiver(
        String id,
        String item,
        String host,
        String object,
        String reason,
        String compensating,
        String requestedBy,
        String approver,
        String approverRole,
        Instant time,
        @Nullable LocalDate expires,
        Origin origin)
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
