package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one UPS, as the software that shuts the machine down sees it.
 *
 * @param name the tool's name for it
 * @param nativeState the tool's own words, such as {@code OL CHRG}
 * @param lowBattery the UPS says its battery is nearly empty, or is being shut down for that
 * @param replaceBattery the UPS says its battery is to be replaced, or is missing
 * @param troubles whatever else it says is wrong, such as {@code overload}; empty when nothing
 * @param chargePercent of the battery; null when not given, like runtime and load
 * @param selfTestPassed how the last self-test ended; null when none was made, it still runs or nobody says
 * @param lastSelfTest when it was made; null when not stated
 * @param batteryDate when the battery was put in or made; null when not stated
 */
public record UpsState(
        String host,
        String name,
        State state,
        String nativeState,
        boolean lowBattery,
        boolean replaceBattery,
        List<String> troubles,
        @Nullable Double chargePercent,
        @Nullable Duration runtime,
        @Nullable Double loadPercent,
        @Nullable Boolean selfTestPassed,
        @Nullable Instant lastSelfTest,
        @Nullable LocalDate batteryDate,
        Instant time,
        Origin origin)
        implements Fact {
    public UpsState {
        troubles = List.copyOf(troubles);
    }

    public enum State {
        ON_LINE,
        ON_BATTERY,
        /** The load is fed past the battery: nothing protects it. */
        BYPASS,
        /** The output is off. */
        OFF,
        /** Not reached, or in words not known to Tilsyn; never counts as health. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "ups";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
