package tilsyn.ticket;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket with all that is remembered of it: whatever is decided next is decided from this and an assessment alone.
 *
 * @param number counted from 1 within the customer
 * @param ticket what it says; {@code ticket.opened()} is when it was opened first
 * @param recurring follows up that another ticket of the key was reopened again and again
 * @param told whether anyone outside was ever told of it
 * @param begun as-of at which this stretch of failing was first seen
 * @param seen as-of at which it was last seen failing
 * @param rounds assessments of this stretch that saw it failing
 * @param events what happened of it since {@code begun}, {@code newest} the last time counted; null for none
 * @param better since when the better state holds; null while it fails or nobody knows
 * @param easier since when only a lower priority is due; null otherwise
 * @param unknown since when nobody can say; null when somebody can
 * @param said when its level was last spoken of, {@code refreshed} when its text last went out
 * @param flaps times it came back before it was stable
 * @param conclusion only a named person may end it
 * @param hold the window that holds it back
 * @param sleep the accepted risk that lets it sleep
 * @param closing how it was closed last; null if it never was
 * @param reopenings as-of of each, the oldest first
 * @param earlier id of the ticket that followed up the same before; empty for none
 * @param assignee who has it; empty for nobody
 */
public record Followed(
        long number,
        Ticket ticket,
        State state,
        boolean recurring,
        boolean told,
        Instant begun,
        Instant seen,
        int rounds,
        long events,
        @Nullable Instant newest,
        @Nullable Instant better,
        @Nullable Instant easier,
        @Nullable Instant unknown,
        @Nullable Instant said,
        @Nullable Instant refreshed,
        int flaps,
        boolean conclusion,
        @Nullable Hold hold,
        @Nullable Sleep sleep,
        @Nullable Closing closing,
        List<Instant> reopenings,
        String earlier,
        String assignee) {
    /** Where it stands. */
    public enum State {
        /** Evidence is missing, but not yet for long. */
        PENDING,
        /** A window of work holds it back. */
        HELD,
        /** An accepted risk lets it sleep. */
        SLEEPING,
        OPEN,
        CLOSED,
        /** Gone before anyone was told. */
        DROPPED;

        /** Whether there is still something to wait for. */
        public boolean live() {
            return this != CLOSED && this != DROPPED;
        }
    }

    /** @param until end of the window; the ticket opens 15 minutes later */
    public record Hold(String reason, Instant until) {}

    /** @param until last day of the waiver, in the customer's time */
    public record Sleep(String waiver, String approver, LocalDate until, boolean reminded) {}

    /**
     * @param byHand a person said so, and no assessment has agreed yet
     * @param by that person; empty when evidence closed it
     */
    public record Closing(Instant at, boolean byHand, String by, String why) {}

    public Followed {
        reopenings = List.copyOf(reopenings);
    }

    /** What people call it, such as {@code FJORDVIK-12}. */
    public String id() {
        return (ticket.customer().isEmpty() ? "T" : ticket.customer()) + "-" + number;
    }
}
