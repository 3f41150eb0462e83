package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UPS that feeds a host, by what any host tells of it.
 *
 * @param ups as the inventory names it, or as its tool does
 * @param state of the newest statement
 * @param status in the tool's words
 * @param replaceBattery its battery is to be replaced, by its state or a later word in a log
 * @param lowBattery its battery is nearly empty
 * @param testFailed and {@code testPassed} how its last self-test ended; both false when nobody says
 * @param runtime null when not told
 * @param onBatteryFor since the first word of that, up to as-of; zero when it isn't on battery
 * @param troubles whatever else it says is wrong; empty when nothing
 * @param testDays days since the last self-test; -1 when nobody says
 * @param batteryDays age of its battery; -1 when nobody says
 * @param since the first word that it is on battery, else its newest statement
 */
public record UpsHealth(
        String host,
        String ups,
        UpsState.State state,
        String status,
        boolean replaceBattery,
        boolean lowBattery,
        boolean testFailed,
        boolean testPassed,
        @Nullable Duration runtime,
        Duration onBatteryFor,
        String troubles,
        long testDays,
        long batteryDays,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public UpsHealth {
        basis = List.copyOf(basis);
    }

    public boolean onBattery() {
        return !onBatteryFor.isZero() || state == UpsState.State.ON_BATTERY;
    }

    @Override
    public String source() {
        return "ups";
    }
}
