package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A waiver looked through.
 *
 * @param waiver its id, {@code about} the host it names; empty for the customer
 * @param problem what it lacks or does wrong, in the register's own words; empty when it is in order
 * @param role who has to decide anew; {@code manager} when that is a manager of the customer
 * @param expired its last day has passed
 * @param daysLeft days up to its last one, 0 on it; {@code days} from granted to expires
 * @param time when granted
 */
public record RiskAccepted(
        String waiver,
        String item,
        String about,
        String problem,
        String role,
        boolean manager,
        boolean expired,
        long daysLeft,
        long days,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RiskAccepted {
        basis = List.copyOf(basis);
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
