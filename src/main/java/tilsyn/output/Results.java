package tilsyn.output;

import java.util.List;
import tilsyn.fact.Accounting;
import tilsyn.fact.Improvement;
import tilsyn.ticket.TicketChange;
import tilsyn.verdict.Assessment;

/**
 * All that one round found, for every output.
 *
 * @param language {@code nb} or {@code en}
 * @param zoneNote which local time was assumed and why
 * @param trace the lines of the trace
 * @param exports all that Tilsyn could be given
 * @param improvements the customer's register of them
 */
public record Results(
        Assessment assessment,
        Accounting accounting,
        List<TicketChange> tickets,
        List<String> trace,
        List<Export> exports,
        List<Improvement> improvements,
        String language,
        String zoneNote) {
    public Results {
        tickets = List.copyOf(tickets);
        trace = List.copyOf(trace);
        exports = List.copyOf(exports);
        improvements = List.copyOf(improvements);
    }
}
