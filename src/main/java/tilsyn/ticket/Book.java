package tilsyn.ticket;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's tickets before an assessment.
 *
 * @param tickets the newest of each key
 * @param last highest number given so far
 * @param asOf newest as-of followed up, {@code cutOff} of the same assessment; both null before the first
 */
public record Book(
        List<Followed> tickets,
        long last,
        @Nullable Instant asOf,
        @Nullable Instant cutOff) {
    public static final Book EMPTY = new Book(List.of(), 0, null, null);

    public Book {
        tickets = List.copyOf(tickets);
    }

    /** The next instant at which an assessment may change a ticket though no new evidence comes; none when nothing waits. */
    public Optional<Instant> due(ZoneId zone) {
        var due = new ArrayList<Instant>();
        for (var followed : tickets) {
            var better = followed.better();
            var hold = followed.hold();
            var sleep = followed.sleep();
            switch (followed.state()) {
                case PENDING -> due.add(followed.begun().plus(LifeCycle.GRACE));
                case HELD -> {
                    if (hold != null) due.add(hold.until().plus(LifeCycle.AFTER_WINDOW));
                }
                case SLEEPING -> {
                    if (sleep != null) due.add(midnight(sleep, zone));
                }
                case OPEN -> {
                    if (better != null) due.add(better.plus(LifeCycle.recoverAfter(followed.ticket())));
                }
                case CLOSED, DROPPED -> {}
            }
        }
        return due.stream()
                .filter(moment -> asOf == null || moment.isAfter(asOf))
                .min(Comparator.naturalOrder());
    }

    /** When there is something to do about a sleeping ticket: its reminder, else its end. */
    private static Instant midnight(Followed.Sleep sleep, ZoneId zone) {
        LocalDate day =
                sleep.reminded() ? sleep.until().plusDays(1) : sleep.until().minusDays(LifeCycle.REMINDER_DAYS);
        return day.atStartOfDay(zone).toInstant();
    }
}
