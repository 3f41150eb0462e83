package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agreed period of work or of no work (R7).
 *
 * @param host the host, or empty for all
 * @param time start, {@code until} end
 * @param purpose {@code patch}, {@code maintenance}, {@code freeze} or {@code backup}
 * @param change reference of the change record; empty when none
 * @param created when it was entered; null when not said
 */
public record MaintenanceWindow(
        String host,
        Instant time,
        Instant until,
        String purpose,
        String reason,
        String approver,
        String change,
        @Nullable Instant created,
        Origin origin)
        implements Fact {
    public MaintenanceWindow {
        if (until.isBefore(time))
            throw new IllegalArgumentException(
                    "maintenance window of %s ends before it begins (%s)".formatted(host, origin));
    }

    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(time) && !moment.isAfter(until);
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
