package tilsyn.ticket;

import java.time.Instant;

/**
 * A message on its way to one connector.
 *
 * @param attempts how often delivery was tried in vain
 * @param created when it was decided, by the machine's clock
 * @param due when to try next
 * @param problem what the last try met with; empty before the first
 */
public record Dispatch(
        long id,
        String connector,
        Message message,
        State state,
        int attempts,
        Instant created,
        Instant due,
        String problem) {
    public enum State {
        WAITING,
        DELIVERED,
        /** Given up; a person has to look, and may ask for another try. */
        DEAD
    }
}
