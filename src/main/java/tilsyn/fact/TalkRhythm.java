package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long since users were last talked with.
 *
 * @param time of the newest valid talk that names whom it was with
 * @param age since then
 * @param overdue beyond the agreed cadence; days in July and in the Christmas weeks don't count
 * @param talks how many there are
 * @param barren how many of the newest in a row noted no friction point
 */
public record TalkRhythm(
        Instant time, Duration age, Duration overdue, int talks, int barren, List<Fact> basis, Origin origin)
        implements Derived {
    public TalkRhythm {
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
