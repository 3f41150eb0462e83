package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many disks stand by on a host, by the newest lists of all its controllers and arrays.
 *
 * @param expected as the inventory says; -1 when it does not
 * @param available disks listed as standing by; one that several tools tell of counts once
 * @param unclear disks whose state is told in words nobody knows
 * @param current false when its newest list, or that of a tool that told of spares, is too old to count for now
 * @param lackingFor since when fewer were available than expected, by the first list that showed it; zero when enough are
 * @param hole the list before that is missing or much older, so that nobody can say since when
 * @param small spares smaller than the largest member, such as {@code 252:4}; empty when none is
 * @param unsized spares of which nobody can say whether they are large enough; empty when none is
 * @param ailing spares that show what HW-02 warns of; empty when none does
 * @param slot and {@code serial} of a disk that has failed; empty when none is listed
 * @param since the first list that showed it; the newest one when enough are available
 * @param time newest list
 */
public record SpareStock(
        String host,
        int expected,
        int available,
        int unclear,
        boolean current,
        Duration lackingFor,
        boolean hole,
        String small,
        String unsized,
        String ailing,
        String slot,
        String serial,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public SpareStock {
        basis = List.copyOf(basis);
    }

    public boolean lacking() {
        return available < expected;
    }

    /** Also if every disk in a state that nobody knows stood by. */
    public boolean surelyLacking() {
        return available + unclear < expected;
    }

    @Override
    public String source() {
        return "disks";
    }
}
