package tilsyn.delivery;

import java.util.Optional;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;

/** A place that is told of tickets. Delivering a message again leaves there what delivering it once leaves. */
public interface Connector {
    /** As its file is called, such as {@code jira}. */
    String name();

    /** What it is told how, in a line, without secrets. */
    String described();

    /**
     * Tells of one step.
     *
     * @param known the ticket as this connector left it; empty when it was never told of it
     * @return the ticket as it is known there now; empty where nothing is kept
     * @throws NotDelivered if it did not arrive, or nobody knows
     */
    Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered;

    /**
     * Tries whether it can be reached and lets us in, without making a ticket.
     *
     * @throws NotDelivered if not
     */
    void probe() throws NotDelivered;

    /**
     * What has become of a ticket there; empty where nothing can be read back.
     *
     * @throws NotDelivered if it could not be read
     */
    default Optional<Heard> hear(Outside known, String key) throws NotDelivered {
        return Optional.empty();
    }
}
