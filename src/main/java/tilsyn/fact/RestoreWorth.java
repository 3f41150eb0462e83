package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the restore tests of a host's last 365 days prove.
 *
 * @param test running number of the newest
 * @param sample what it restored; empty when it does not say
 * @param told it states its result in a known word
 * @param verified someone stated how it was verified, and it did not fail
 * @param same how many of the newest in a row used the same sample
 * @param small how many of the newest in a row restored less than is worth a test, or don't say how much
 * @param onlyFiles none of them was of a machine, a database or a system state, though the host has such data that matters
 * @param elsewhere newest from a repository in another failure domain; null when there is none
 * @param alone nobody but its performer verified the newest, of data that is critical
 * @param slow the newest took longer than agreed
 * @param time of the newest
 */
public record RestoreWorth(
        String host,
        String test,
        String sample,
        boolean told,
        boolean verified,
        int same,
        int small,
        boolean onlyFiles,
        @Nullable Instant elsewhere,
        boolean alone,
        boolean slow,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public RestoreWorth {
        basis = List.copyOf(basis);
    }

    /** Whether none from another failure domain is of that moment or newer. */
    public boolean notFromElsewhereSince(Instant limit) {
        return elsewhere == null || elsewhere.isBefore(limit);
    }

    @Override
    public String source() {
        return "register";
    }
}
