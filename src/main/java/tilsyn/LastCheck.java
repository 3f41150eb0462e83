package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import tilsyn.derive.Identity;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Facts;
import tilsyn.fact.Origin;
import tilsyn.store.Store;

/**
 * What the last check in a data folder knew: its facts, and when and by which rulebook it judged. Reading it changes nothing.
 *
 * @param facts read from the store when asked for; only while it is open
 * @param asOf the moment judged at
 * @param cutOff latest receipt of the facts
 * @param rulebook its hash
 */
public record LastCheck(
        Store store,
        Facts facts,
        Accounting accounting,
        Customer customer,
        Instant asOf,
        Instant cutOff,
        String rulebook,
        List<String> trace)
        implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    public LastCheck {
        trace = List.copyOf(trace);
    }

    /**
     * @param data folder of one customer's check
     * @return nothing where nothing was checked yet
     * @throws tilsyn.store.StoreBroken if the store can't be read
     */
    public static Optional<LastCheck> open(Path data) throws IOException {
        var file = Round.trace(data);
        if (!Files.exists(file) || !Files.exists(data.resolve("check.mv.db"))) return Optional.empty();
        var trace = Files.readAllLines(file);
        if (trace.isEmpty()) return Optional.empty();
        var head = JSON.readTree(trace.get(0));
        var id = head.path("customer").asText();
        var cutOff = Instant.parse(text(head, "cutOff"));
        var store = Store.open(data.resolve("check"));
        var identity = Identity.of(store.inventory(id), store.names(id), Exports.prefixes());
        var zone = ZoneId.of(text(head, "zone"));
        return Optional.of(new LastCheck(
                store,
                store.facts(id, identity::resolve),
                store.accounting(id),
                new Customer(id, id, zone, "", null, false, cutOff, new Origin("", 0, -1, "", "", "", "", cutOff)),
                Instant.parse(text(head, "asOf")),
                cutOff,
                text(head, "rulebook"),
                trace));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    @Override
    public void close() {
        store.close();
    }
}
