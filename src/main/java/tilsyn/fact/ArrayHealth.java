package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One array with how long it has been as it is.
 *
 * @param state in the newest snapshot, {@code nativeState} in the tool's word
 * @param membersOk members in place, {@code members} members the array should have; -1 when the tool does not say
 * @param failedDisks serial numbers or slots of the host's failed disks, for whoever goes to change one; empty when none is
 * @param rebuilding a rebuild runs in the newest snapshot
 * @param degradedFor since the first of the unbroken row of snapshots that show it degraded; zero when it isn't
 * @param stalledFor since its progress was first seen as it still is; zero when it was seen so only once, or none runs
 * @param hole snapshots are missing between the last that shows it whole and the first that shows it degraded
 * @param lacking members fewer than the inventory expects; 0 when it expects none or the tool does not say
 * @param lastCheck end of the last consistency check, null when nothing says
 * @param mismatches it found, -1 when not said
 */
public record ArrayHealth(
        String host,
        String array,
        RaidArray.State state,
        String nativeState,
        int membersOk,
        int members,
        String failedDisks,
        boolean rebuilding,
        Duration degradedFor,
        Duration stalledFor,
        boolean hole,
        int lacking,
        @Nullable Instant lastCheck,
        long mismatches,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ArrayHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "raid";
    }
}
