package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A maintenance or patch window looked through.
 *
 * @param subject the host, empty for all; {@code name} that and the local start
 * @param approver empty when nobody approved it
 * @param late a failure inside it that is older than the window's own entry; empty when there is none
 * @param object what failed inside it and inside the windows before it
 * @param repeats how many windows in a row hold a failure of that object; 0 when none does
 * @param time its start
 */
public record WorkWindow(
        String subject,
        String name,
        Duration length,
        String approver,
        String late,
        String object,
        int repeats,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public WorkWindow {
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
