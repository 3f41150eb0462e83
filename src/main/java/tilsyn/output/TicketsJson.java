package tilsyn.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import tilsyn.ticket.TicketChange;

/** {@code tickets.jsonl}, for the service desk: one ticket change a line, most urgent first. */
public final class TicketsJson implements Output {
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    @Override
    public String file() {
        return "tickets.jsonl";
    }

    @Override
    public void write(Results results, Writer out) throws IOException {
        for (var change : results.tickets()) {
            out.write(line(change, results.language()));
            out.write('\n');
        }
    }

    private static String line(TicketChange change, String language) throws IOException {
        var ticket = change.ticket();
        var node = JSON.createObjectNode()
                .put("schemaVersion", 1)
                .put("change", change.word())
                .put("key", ticket.key())
                .put("customer", ticket.customer())
                .put("subject", ticket.subject())
                .put("item", ticket.item())
                .put("object", ticket.object())
                .put("verdict", ticket.outcome().name())
                .put("clause", ticket.clause())
                .put("priority", ticket.priority())
                .put("opened", ticket.opened().toString())
                .put("title", ticket.title().in(language));
        if (change instanceof TicketChange.Waived waived) node.put("waiver", waived.waiver());
        if (change instanceof TicketChange.Held held) node.put("heldFor", held.reason());
        var steps = node.putArray("steps");
        ticket.steps().forEach(step -> steps.add(step.in(language)));
        ticket.covered().forEach(node.putArray("alsoExplains")::add);
        return JSON.writeValueAsString(node);
    }
}
