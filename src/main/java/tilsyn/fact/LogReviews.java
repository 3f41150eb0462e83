package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How people have read the logs lately.
 *
 * @param time of the newest valid review
 * @param age since then
 * @param unreadDays longest run of local days that lie in no review's period, within the 35 days up to when a review is
 *     overdue
 * @param unread that run, such as {@code 2025-10-25–2025-10-30}; empty when there is none
 * @param unreviewed servers that no review of the last 35 days names
 * @param sightless how many of the newest in a row did not look ahead
 */
public record LogReviews(
        Instant time,
        Duration age,
        int unreadDays,
        String unread,
        List<String> unreviewed,
        int sightless,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public LogReviews {
        unreviewed = List.copyOf(unreviewed);
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }
}
