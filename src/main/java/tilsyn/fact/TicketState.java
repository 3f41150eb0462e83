package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the service desk's export shows it.
 *
 * @param key {@code host|item|object}
 * @param time when opened
 * @param lastActivity when someone last worked on it; null when the export does not say
 * @param conclusion what a named person concluded; empty while open
 */
public record TicketState(
        String key,
        String item,
        String host,
        String object,
        String id,
        String status,
        Instant time,
        String acknowledgedBy,
        @Nullable Instant acknowledged,
        String conclusion,
        String closedBy,
        @Nullable Instant lastActivity,
        Origin origin)
        implements Fact {

    /** Whether work on it is still to be done; a status nobody knows is no end. */
    public boolean open() {
        return !List.of("closed", "lukket", "resolved", "løst", "done", "ferdig")
                .contains(status);
    }

    /** When anything last happened to it. */
    public Instant active() {
        if (lastActivity != null) return lastActivity;
        return acknowledged != null ? acknowledged : time;
    }

    /** How long nobody has worked on it. */
    public Duration idle(Instant now) {
        return Duration.between(active(), now);
    }

    /** Closed with a conclusion by someone named. */
    public boolean concluded() {
        return status.equals("closed") && !conclusion.isBlank() && !closedBy.isBlank();
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
