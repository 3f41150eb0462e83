package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * A place where copies are kept, as the register describes it.
 *
 * @param id its name
 * @param names what else job logs call it: a share, a bucket, a path above where they write
 * @param location where it stands, for people
 * @param failureDomain what would take it down together with the customer's servers: {@code same_host, same_array,
 *     same_hypervisor, same_site}, or not: {@code other_site, other_account}; empty when not said
 * @param immutableDays for how long nobody can delete a copy; 0 when anybody can
 * @param offline media that are carried away
 * @param accounts {@code separate} when no account of the customer's domain can write to it, else {@code domain}; empty when
 *     not said
 */
public record BackupRepository(
        String id,
        List<String> names,
        String location,
        String failureDomain,
        int immutableDays,
        boolean offline,
        String accounts,
        Instant time,
        Origin origin)
        implements Fact {
    public BackupRepository {
        if (id.isBlank()) throw new IllegalArgumentException("backup repository without a name (%s)".formatted(origin));
        names = List.copyOf(names);
    }

    /** Whether it is known where it is and who can write to it. */
    public boolean described() {
        return !failureDomain.isEmpty() && !accounts.isEmpty();
    }

    /** Whether fire, theft or a stolen account at the customer's leaves it whole. */
    public boolean away() {
        return (failureDomain.equals("other_site") || failureDomain.equals("other_account"))
                && accounts.equals("separate");
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
