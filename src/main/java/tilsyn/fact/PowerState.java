package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a machine's power as a whole.
 *
 * @param expected power supplies that the inventory expects; -1 when it does not say
 * @param supplies power supplies in the newest readings; -1 when there are none from the last 26 hours
 * @param lackingFor since when fewer were there than expected; zero when enough are
 * @param ups the UPS that the inventory declares; empty when none
 * @param upsTold whether that, or any when none is declared, was told of in the last 26 hours
 * @param since the first reading that lacks one, else the newest
 * @param time newest of all readings
 */
public record PowerState(
        String host,
        int expected,
        int supplies,
        Duration lackingFor,
        String ups,
        boolean upsTold,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PowerState {
        basis = List.copyOf(basis);
    }

    public boolean lacking() {
        return supplies >= 0 && supplies < expected;
    }

    /** Redundant supplies have to be told of; where nobody says how many there should be, any. */
    public boolean suppliesUntold() {
        return supplies < 0 && expected != 0 && expected != 1;
    }

    public boolean upsUntold() {
        return !ups.isEmpty() && !upsTold;
    }

    @Override
    public String source() {
        return "sensors";
    }
}
