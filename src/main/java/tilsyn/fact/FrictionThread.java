package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A friction point together with all that repeats it.
 *
 * @param id of the point first mentioned
 * @param impact the highest mentioned
 * @param planned someone owns it, with a date that has not passed
 * @param mentions since the user last agreed that it was solved: entries, or talks that name it, whichever is more
 * @param problemTicket a ticket that follows it up; empty when none
 * @param resolved when it was solved, unless it was mentioned again after that
 * @param confirmed the user agreed
 * @param time since when open; when first mentioned, if solved
 */
public record FrictionThread(
        String id,
        String text,
        String impact,
        String owner,
        boolean planned,
        int mentions,
        String problemTicket,
        @Nullable Instant resolved,
        boolean confirmed,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public FrictionThread {
        basis = List.copyOf(basis);
    }

    public Duration age(Instant now) {
        return Duration.between(time, now);
    }

    public boolean open() {
        return resolved == null;
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }
}
