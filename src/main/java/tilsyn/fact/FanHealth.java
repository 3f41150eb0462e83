package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One fan with what its readings did.
 *
 * @param readable false when no reading of the last day says how it runs: the sensor is listed, but does not answer
 * @param status the newest reading's status in the tool's word, {@code rpm} its speed, empty when it gives none
 * @param failing its newest reading is critical or 0 rpm
 * @param failingFor from the first of the unbroken row of failing readings to the newest one
 * @param failingReadings length of that row
 * @param degraded its newest reading is a warning
 * @param flaps most changes between running and failing within any 24 hours of the last 7 days
 * @param flappedAt the last of those changes; the newest reading when there were none
 * @param dropPercent how far the newest speed lies below the median of the days 35 to 21 before; 0 when unknown
 */
public record FanHealth(
        String host,
        String name,
        boolean readable,
        String status,
        String rpm,
        boolean failing,
        Duration failingFor,
        int failingReadings,
        boolean degraded,
        int flaps,
        Instant flappedAt,
        double dropPercent,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public FanHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "sensors";
    }
}
