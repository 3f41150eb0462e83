package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest status report the customer was sent.
 *
 * @param age since it was sent
 * @param acknowledged when the customer confirmed it; null while not
 * @param unanswered the first failure of that report without a suggestion that says what, who and when; empty when there is none
 * @param open the first warning of that report without any suggestion; empty when there is none
 * @param time when it was sent
 */
public record ReportState(
        String period,
        Duration age,
        @Nullable Instant acknowledged,
        String unanswered,
        String open,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ReportState {
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
