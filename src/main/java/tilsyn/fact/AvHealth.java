package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's antivirus with what its statuses and events show.
 *
 * @param product of the newest status; empty when there never was one
 * @param silentDays days the host was seen after its newest status, or since it was first seen without one (R6)
 * @param active the newest status says its service runs
 * @param realTime the newest word on real-time protection, from a status or an event; null when nothing says
 * @param passive it leaves protection to another product
 * @param tamperProtected null when the newest status does not say
 * @param engines products whose newest status of the last 7 days says real-time protection is on, sorted
 * @param offFor how long real-time protection was off in the last 7 days
 * @param exclusions of the newest status that lists them
 * @param definitionDays age of the definitions at the newest status that dates them: 24-hour days for hosts that are always
 *     on, else days the host was seen; null when none dates them
 * @param revertedFor how long definitions have been older than they were before; zero when they aren't
 * @param statusAt time of the newest status that tells of real-time protection; null when none does
 */
public record AvHealth(
        String host,
        String product,
        int silentDays,
        boolean active,
        @Nullable Boolean realTime,
        boolean passive,
        @Nullable Boolean tamperProtected,
        List<String> engines,
        Duration offFor,
        List<String> exclusions,
        @Nullable Double definitionDays,
        Duration revertedFor,
        @Nullable Instant statusAt,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public AvHealth {
        engines = List.copyOf(engines);
        exclusions = List.copyOf(exclusions);
        basis = List.copyOf(basis);
    }

    /** Whether any status was ever received. */
    public boolean reported() {
        return !product.isEmpty();
    }

    /** The first exclusion that is one of these, without case and a closing slash; empty when none is. */
    public String excludedOf(List<String> wanted) {
        for (var exclusion : exclusions)
            for (var each : wanted) if (bare(each).equals(bare(exclusion))) return exclusion;
        return "";
    }

    /** The first exclusion that is none of these; empty when all are. */
    public String excludedBeside(List<String> approved) {
        for (var exclusion : exclusions)
            if (approved.stream().noneMatch(each -> bare(each).equals(bare(exclusion)))) return exclusion;
        return "";
    }

    private static String bare(String path) {
        var lower = path.strip().toLowerCase(java.util.Locale.ROOT).replace('/', '\\');
        return lower.endsWith("\\") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public String source() {
        return "antivirus";
    }
}
