package tilsyn.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that irritates the users, from the friction register.
 *
 * @param time when it was mentioned
 * @param impact {@code high}, {@code medium} or {@code low}
 * @param due date of the plan; null when there is none
 * @param status {@code open}, {@code in_progress}, {@code resolved}
 * @param sameAs id of the point it repeats; empty for a new one
 * @param problemTicket the ticket that follows it up; empty when none
 */
public record FrictionPoint(
        String id,
        Instant time,
        String text,
        String impact,
        String group,
        String owner,
        @Nullable LocalDate due,
        String status,
        @Nullable Instant resolved,
        boolean confirmedByUser,
        String sameAs,
        String problemTicket,
        Origin origin)
        implements Fact {

    @Override
    public String host() {
        return "";
    }

    public boolean open() {
        return !status.equals("resolved");
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
