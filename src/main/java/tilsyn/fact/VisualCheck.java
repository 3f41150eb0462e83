package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When people last looked a machine over, and what came of it.
 *
 * @param age since the newest valid check
 * @param finding what was found and is not known to be handled, in the words of the check; empty when nothing is
 * @param openFor since the check that found it; zero when nothing is open
 * @param contradicted what the machine's own tools told that day of parts out of order while the check found nothing; empty
 *     when nothing did
 * @param time newest valid check
 */
public record VisualCheck(
        String host,
        Duration age,
        String finding,
        Duration openFor,
        String contradicted,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public VisualCheck {
        basis = List.copyOf(basis);
    }

    public boolean open() {
        return !finding.isEmpty();
    }

    /** For a sentence; a dash when there is none. */
    public String findingShown() {
        return finding.isEmpty() ? "–" : finding;
    }

    /** For a sentence; a dash when nothing is. */
    public String contradictedShown() {
        return contradicted.isEmpty() ? "–" : contradicted;
    }

    @Override
    public String source() {
        return "register";
    }
}
