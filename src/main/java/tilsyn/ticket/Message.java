package tilsyn.ticket;

import java.time.Instant;
import tilsyn.verdict.Words;

/**
 * What one step of a ticket tells the outside: the step, and the ticket as it is after it.
 *
 * @param key what the ticket is known by outside: one word that no other ticket of any installation has
 * @param id what people call it
 * @param step number of the step in the store; with the key it names this message and no other
 * @param state where the ticket stands then
 * @param said what happened, {@code who} did it; empty for Tilsyn itself
 * @param begun since when it fails, {@code rounds} assessments saw it since, with {@code events}
 * @param earlier id of the ticket that followed up the same before; empty for none
 * @param assignee who has it; empty for nobody
 */
public record Message(
        String key,
        String id,
        long step,
        Step.Kind kind,
        Followed.State state,
        Ticket ticket,
        Words said,
        Instant at,
        String who,
        Instant begun,
        int rounds,
        long events,
        String earlier,
        String assignee) {

    public static Message of(String key, Followed followed, Step step, long number) {
        return new Message(
                key,
                followed.id(),
                number,
                step.kind(),
                followed.state(),
                followed.ticket(),
                step.said(),
                step.at(),
                step.who(),
                followed.begun(),
                followed.rounds(),
                followed.events(),
                followed.earlier(),
                followed.assignee());
    }

    /** Names this message, however often it is delivered. */
    public String name() {
        return key + "-" + step;
    }
}
