package tilsyn.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import tilsyn.ticket.Message;

/** A message as JSON for machines, in both languages. */
final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** What happened and the ticket as it is then. */
    static ObjectNode data(Message message) {
        var ticket = message.ticket();
        var node = JSON.createObjectNode()
                .put("schemaVersion", 1)
                .put("id", message.name())
                .put("change", message.kind().name().toLowerCase(Locale.ROOT))
                .put("notify", message.kind().notifies())
                .put("at", message.at().toString())
                .put("who", message.who())
                .put("externalKey", message.key())
                .put("ticket", message.id())
                .put("state", message.state().name().toLowerCase(Locale.ROOT))
                .put("key", ticket.key())
                .put("customer", ticket.customer())
                .put("subject", ticket.subject())
                .put("item", ticket.item())
                .put("object", ticket.object())
                .put("verdict", ticket.outcome().name())
                .put("clause", ticket.clause())
                .put("priority", ticket.priority())
                .put("opened", ticket.opened().toString())
                .put("since", message.begun().toString())
                .put("rounds", message.rounds())
                .put("events", message.events())
                .put("earlier", message.earlier())
                .put("assignee", message.assignee());
        node.putObject("said")
                .put("nb", message.said().nb())
                .put("en", message.said().en());
        node.putObject("title")
                .put("nb", ticket.title().nb())
                .put("en", ticket.title().en());
        var steps = node.putArray("steps");
        for (var step : ticket.steps()) steps.addObject().put("nb", step.nb()).put("en", step.en());
        ticket.covered().forEach(node.putArray("alsoExplains")::add);
        return node;
    }

    /** CloudEvents 1.0, structured. */
    static ObjectNode cloudEvent(Message message) {
        var event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", message.name())
                .put("source", "tilsyn")
                .put("type", "tilsyn.ticket." + message.kind().name().toLowerCase(Locale.ROOT))
                .put("subject", message.id())
                .put("time", message.at().toString())
                .put("datacontenttype", "application/json");
        event.set("data", data(message));
        return event;
    }
}
