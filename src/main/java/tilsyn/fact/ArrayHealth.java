package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One array with how long it has been as it is.
 *
 * @param state in the newest snapshot, {@code nativeState} in the tool's word
 * @param rebuilding a rebuild runs in the newest snapshot
 * @param degradedFor since the first of the unbroken row of snapshots that show it degraded; zero when it isn't
 * @param stalledFor since the rebuild last got further; zero when none runs
 * @param missing members fewer than the inventory expects; 0 when it expects none
 * @param lastCheck end of the last consistency check, null when nothing says
 * @param mismatches it found, -1 when not said
 */
public record ArrayHealth(
        String host,
        String array,
        RaidArray.State state,
        String nativeState,
        boolean rebuilding,
        Duration degradedFor,
        Duration stalledFor,
        int missing,
        @Nullable Instant lastCheck,
        long mismatches,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ArrayHealth {
        basis = List.copyOf(basis);
    }

    public boolean optimal() {
        return state == RaidArray.State.OPTIMAL;
    }

    @Override
    public String source() {
        return "raid";
    }
}
