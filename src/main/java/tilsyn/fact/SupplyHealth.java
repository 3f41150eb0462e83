package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One power supply of a machine, or the redundancy of all, by readings and by the log of the management controller.
 *
 * @param supply such as {@code PSU2}, whatever a tool calls it; {@code redundancy} for that of all
 * @param status its newest state, in the tool's words
 * @param known false when the newest reading can't be read
 * @param failing it has failed or gets no current
 * @param failingFor since the first word of that, up to as-of; zero when it isn't failing
 * @param degraded it works, but not as it should: redundancy is lost, or failure is predicted
 * @param lost how often it lost its input in the last 7 days
 * @param since the first word that it is failing, else its newest one
 */
public record SupplyHealth(
        String host,
        String supply,
        String status,
        boolean known,
        boolean failing,
        Duration failingFor,
        boolean degraded,
        int lost,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public SupplyHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "sensors";
    }
}
