package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where else a protected scope that matters is kept.
 *
 * @param newest end of its newest completed copy in another failure domain; null when there is none
 * @param guarded end of its newest copy that nobody can delete yet, or that was carried away; null when there is none
 * @param unclear the job of a copy that may be newer than one of these, but whose target nobody has described or whose log
 *     doesn't say what it holds; empty when there is none
 * @param alive the log that tells of its copies is alive
 * @param time of the newest copy; as-of when there is none
 */
public record OffsiteCopy(
        String host,
        String scope,
        @Nullable Instant newest,
        @Nullable Instant guarded,
        String unclear,
        boolean alive,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public OffsiteCopy {
        basis = List.copyOf(basis);
    }

    /** Whether no copy in another failure domain is of that moment or newer. */
    public boolean olderThan(Instant limit) {
        return newest == null || newest.isBefore(limit);
    }

    /** Whether no copy that can't be deleted is of that moment or newer. */
    public boolean unguardedSince(Instant limit) {
        return guarded == null || guarded.isBefore(limit);
    }

    @Override
    public String source() {
        return "backup";
    }
}
