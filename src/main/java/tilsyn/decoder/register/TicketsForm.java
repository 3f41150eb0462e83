package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.TicketState;

/** {@code tickets}: the service desk's export. */
final class TicketsForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "tickets",
                Family.REGISTER,
                "Tickets as the service desk knows them",
                "export tickets.csv: key;item;host;object;id;status;opened;acknowledged_by;acknowledged_at;conclusion;closed_by;last_activity, below a line # as_of: DATE",
                List.of("LOG-04", "LOG-05", "AV-05", "AV-06", "RPT-02"));
    }

    @Override
    public List<String> sections() {
        return List.of("tickets");
    }

    @Override
    public String entries() {
        return "tickets";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "key",
                "item",
                "host",
                "object",
                "id",
                "status",
                "opened",
                "acknowledged_by",
                "acknowledged_at",
                "conclusion",
                "closed_by",
                "last_activity");
    }

    @Override
    public Set<String> marks() {
        return Set.of("key", "id", "status", "opened");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof TicketState ticket ? ticket.id() : "";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var opened = entry.start("opened");
        var key = entry.text("key");
        if (key.isEmpty() || opened == null) {
            entry.rejected("a ticket needs key and opened");
            return List.of();
        }
        var parts = key.split("\\|", 3);
        return List.of(new TicketState(
                key,
                part(entry.text("item"), parts, 1),
                part(entry.text("host"), parts, 0),
                part(entry.text("object"), parts, 2),
                entry.text("id"),
                entry.text("status").toLowerCase(Locale.ROOT),
                opened.instant(),
                entry.text("acknowledged_by"),
                entry.instant("acknowledged_at"),
                entry.text("conclusion"),
                entry.text("closed_by"),
                entry.instant("last_activity"),
                entry.origin(opened)));
    }

    /** As its column says, else from the key {@code host|item|object}. */
    private static String part(String column, String[] key, int index) {
        return !column.isEmpty() || key.length <= index ? column : key[index];
    }
}
