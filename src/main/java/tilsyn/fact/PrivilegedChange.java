package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A change of who or what has power over a host, and the change record that explains it.
 *
 * @param change {@code group}, {@code service} or {@code audit}
 * @param object the member, service or policy
 * @param group the group's SID or, on Linux, its name; empty for other changes and when the log doesn't tell
 * @param by the account that did it; empty when the log doesn't tell
 * @param age since then
 * @param explainedBy number of the record that names the object about that time; empty when there is none
 * @param ordered whether that record names someone else as having ordered it
 */
public record PrivilegedChange(
        String host,
        String change,
        String object,
        String group,
        String by,
        Duration age,
        String explainedBy,
        boolean ordered,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public PrivilegedChange {
        basis = List.copyOf(basis);
    }

    /**
     * Whether it gives power.
     *
     * @param groups whole SIDs, names, or endings of domain SIDs such as {@code -512}; a group nobody names counts as one of
     *     them
     */
    public boolean privileged(List<String> groups) {
        if (!change.equals("group") || group.isBlank()) return true;
        var known = group.toUpperCase(Locale.ROOT);
        return groups.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("-")
                        ? known.startsWith("S-1-5-21-") && known.endsWith(name)
                        : known.equals(name));
    }

    @Override
    public String source() {
        return basis.isEmpty() ? "" : basis.get(0).source();
    }
}
