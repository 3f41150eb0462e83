package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The share of hosts whose security updates are in order, in per cent, at the end of update cycles.
 *
 * @param current at as-of, {@code before} one cycle earlier, {@code earlier} two; null when no verdicts of that cycle are kept
 * @param hosts active hosts that were judged, {@code unproven} those of which nobody can say
 */
public record PatchCompliance(
        double current,
        @Nullable Double before,
        @Nullable Double earlier,
        int hosts,
        int unproven,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PatchCompliance {
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }
    /** Whether it fell in both steps, and by at least that many percentage points in all. */
    public boolean sinks(double points) {
        return before != null
                && earlier != null
                && current < before
                && before < earlier
                && earlier - current >= points - 1e-9;
    }

    /** Where it goes, in a sign that needs no language. */
    public String trend() {
        if (before == null || before == current) return "→";
        return current < before ? "↓" : "↑";
    }

    @Override
    public String source() {
        return "verdict";
    }
}
