package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The newest test of whether a machine's alert becomes a ticket.
 *
 * @param arrived it did
 * @param failed it did not; when neither, nobody says how the test ended
 * @param age since the test
 */
public record AlertTest(
        String host, boolean arrived, boolean failed, Duration age, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public AlertTest {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "register";
    }
}
