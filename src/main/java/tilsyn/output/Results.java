package tilsyn.output;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Accounting;
import tilsyn.fact.Improvement;
import tilsyn.fact.Picture;
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
 * @param pictures what is drawn
 * @param earlier what the report compares itself with; null for a customer's first
 */
public record Results(
        Assessment assessment,
        Accounting accounting,
        List<TicketChange> tickets,
        List<String> trace,
        List<Export> exports,
        List<Improvement> improvements,
        List<Picture> pictures,
        @Nullable Earlier earlier,
        String language,
        String zoneNote) {
    public Results {
        tickets = List.copyOf(tickets);
        trace = List.copyOf(trace);
        exports = List.copyOf(exports);
        improvements = List.copyOf(improvements);
        pictures = List.copyOf(pictures);
    }
}
