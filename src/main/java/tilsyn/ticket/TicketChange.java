package tilsyn.ticket;

/** What an assessment does to one ticket. */
public sealed interface TicketChange {
    Ticket ticket();

    /** A problem nobody followed up yet. */
    record Opened(Ticket ticket) implements TicketChange {}

    /** The same problem with another clause, level or text. */
    record Updated(Ticket ticket, Ticket before) implements TicketChange {}

    /** A maintenance window holds it back; it opens if the problem outlives the window (R7). */
    record Held(Ticket ticket, String reason) implements TicketChange {}

    /** An accepted risk lets it sleep (R8). */
    record Waived(Ticket ticket, String waiver) implements TicketChange {}

    /** The problem is gone. */
    record Closed(Ticket ticket) implements TicketChange {}

    default String word() {
        return getClass().getSimpleName();
    }
}
