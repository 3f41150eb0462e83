package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long since users were met on site, and how many groups of them.
 *
 * @param onSite newest valid talk on site; null when there never was one
 * @param age since then; since the oldest talk when there never was one
 * @param groups the inventory's user groups, {@code missing} those not met on site within 185 days
 * @param talks within 185 days
 * @param sole they were all with one and the same person or group
 * @param time newest talk of any kind
 */
public record SitePresence(
        @Nullable Instant onSite,
        Duration age,
        List<String> groups,
        List<String> missing,
        int talks,
        boolean sole,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public SitePresence {
        basis = List.copyOf(basis);
        groups = List.copyOf(groups);
        missing = List.copyOf(missing);
    }

    @Override
    public String host() {
        return "";
    }

    /** How many groups there are. */
    public int size() {
        return groups.size();
    }

    /** The groups not met, for a sentence; a dash when there is none. */
    public String missingNames() {
        return missing.isEmpty() ? "–" : String.join(", ", missing);
    }

    public int met() {
        return groups.size() - missing.size();
    }

    @Override
    public String source() {
        return "register";
    }
}
