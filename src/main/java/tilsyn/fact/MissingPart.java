package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A part that the inventory expects and the newest readings don't show.
 *
 * @param part {@code array}, {@code disk} or {@code fan}
 * @param name the array's name; for disks and fans how many of how many are there, such as {@code 4 of 5}
 * @param time since when it has been missing from the readings
 */
public record MissingPart(String host, String part, String name, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public MissingPart {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return part.equals("fan") ? "sensors" : part.equals("disk") ? "disks" : "raid";
    }
}
