package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A part that fails the item that watches it, or that did so in the last eight weeks and is said to be in order again without
 * having been replaced.
 *
 * @param item that fails for it, such as {@code HW-02}
 * @param part {@code disk}, {@code psu}, {@code fan}, {@code battery} or {@code dimm}
 * @param name its name or slot
 * @param serial empty when no source tells it
 * @param open it fails now, or nobody has told of it or its successor since it did
 * @param current whether that is known of now
 * @param workdays since the day on which it was first seen to fail
 * @param workdaysPerhaps the same since it was last seen in order, where readings are missing between; 999 when it never was
 * @param noted someone named attested what was done with it since
 * @param since first seen to fail
 * @param time newest statement
 */
public record PartDefect(
        String host,
        String item,
        String part,
        String name,
        String serial,
        boolean open,
        boolean current,
        int workdays,
        int workdaysPerhaps,
        boolean noted,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PartDefect {
        basis = List.copyOf(basis);
    }

    /** For a sentence; a dash when nobody tells it. */
    public String serialShown() {
        return serial.isEmpty() ? "–" : serial;
    }

    @Override
    public String source() {
        return "hardware";
    }
}
