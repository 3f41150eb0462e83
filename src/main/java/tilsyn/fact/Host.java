package tilsyn.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as the inventory declares it, or as the input shows it when there is no inventory.
 *
 * @param roles from {@code server, workstation, domain_controller, file_server, sql, hypervisor, linux, physical, virtual}
 * @param state {@code active} or {@code decommissioned}
 * @param alwaysOn servers are; a workstation is judged on the days it was seen (R6)
 * @param avPolicy {@code required} or {@code not_required}
 * @param hardware what the box should hold; null when nothing is declared
 * @param businessJobs declared job names; null when nothing was said, empty for a declared "none"
 * @param assumed inferred from the input, declared by nobody
 * @param time the inventory's as-of
 */
public record Host(
        String host,
        List<String> aliases,
        List<String> roles,
        String os,
        String state,
        @Nullable Instant stateSince,
        boolean alwaysOn,
        String criticality,
        String owner,
        String patchWindow,
        String parent,
        String group,
        String avPolicy,
        @Nullable Hardware hardware,
        @Nullable List<String> businessJobs,
        boolean assumed,
        Instant time,
        Origin origin)
        implements Fact {
    public Host {
        if (host.isBlank()) throw new IllegalArgumentException("host without a name (%s)".formatted(origin));
        aliases = List.copyOf(aliases);
        roles = List.copyOf(roles);
        businessJobs = businessJobs == null ? null : List.copyOf(businessJobs);
    }

    /** Counts are what the inventory expects; null where it does not say. */
    public record Hardware(
            @Nullable Integer fans,
            @Nullable Integer psus,
            @Nullable Integer disks,
            @Nullable Integer spares,
            @Nullable Boolean cacheController,
            String ups,
            List<Array> arrays) {
        public Hardware {
            arrays = List.copyOf(arrays);
        }
    }

    /** An array the inventory expects, by the name its tool gives it, such as {@code c0/v0} or {@code md0}. */
    public record Array(String name, String level, int members) {}

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** What every active host must have and this one lacks, in the inventory's words. */
    public List<String> lacking() {
        var lacking = new ArrayList<String>();
        if (roles.isEmpty()) lacking.add("roles");
        if (criticality.isBlank()) lacking.add("criticality");
        if (owner.isBlank()) lacking.add("owner");
        if (patchWindow.isBlank()) lacking.add("patch_window");
        return List.copyOf(lacking);
    }

    public boolean active() {
        return state.equals("active");
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
