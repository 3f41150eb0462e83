package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When people last read the antivirus logs of one class of hosts, though they have read some.
 *
 * @param hosts {@code server} or {@code workstation}
 * @param age since the newest review of that class; null when none ever covered it
 * @param time of the newest review of that class, else of any
 */
public record AvReview(String hosts, @Nullable Duration age, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public AvReview {
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
