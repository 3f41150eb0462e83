package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A part that the newest readings don't show although the inventory expects it, or earlier readings had it.
 *
 * @param part {@code array}, {@code disk} or {@code fan}
 * @param name the array's, disk's or fan's name; where the inventory gives a number, how many are there, such as
 *     {@code 4 of 5}
 * @param expected the inventory says that it should be there; else only earlier readings do
 * @param time since when it has been missing from the readings
 */
public record MissingPart(
        String host, String part, String name, boolean expected, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public MissingPart {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return part.equals("fan") ? "sensors" : part.equals("disk") ? "disks" : "raid";
    }
}
