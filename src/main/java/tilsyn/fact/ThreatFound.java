package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something harmful that the antivirus found, with what it and people have done about it.
 *
 * @param threat as the antivirus names it, {@code family} without type, platform and variant; both empty when not named
 * @param sha256 of the file; empty when not told
 * @param severe whether it is high or severe, or nobody says that it is less
 * @param state of the newest event
 * @param pending found within the last half hour, and nothing done yet
 * @param approved whether a change record explains why it was put back
 * @param seen when a named person acknowledged it; null when nobody has
 * @param unseen how long it was, or has been, without
 * @param workdaysUnseen the same in working days (R14)
 * @param concluded whether that person wrote down a conclusion
 * @param time when found
 */
public record ThreatFound(
        String host,
        String threat,
        String family,
        String path,
        String sha256,
        boolean severe,
        State state,
        boolean pending,
        boolean approved,
        @Nullable Instant seen,
        Duration unseen,
        int workdaysUnseen,
        boolean concluded,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {

    public enum State {
        /** Found, and nothing done. */
        ACTIVE,
        /** Removed, cleaned, blocked or in quarantine. */
        RESOLVED,
        FAILED,
        ALLOWED,
        /** Put back from quarantine. */
        RESTORED,
        /** Something was done, and nobody says what. */
        UNKNOWN
    }

    public ThreatFound {
        basis = List.copyOf(basis);
    }

    /** What to call it: its name, else its path. */
    public String object() {
        return threat.isEmpty() ? path : threat;
    }

    /** What became of it, in a word. */
    public String outcome() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it was still, or only then, without a person's eye at that moment or later. */
    public boolean unseenSince(Instant moment) {
        return seen == null || !seen.isBefore(moment);
    }

    @Override
    public String source() {
        return basis.isEmpty() ? "" : basis.get(0).source();
    }
}
