package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;

/** {@code customer.yaml}: whose servers these are. */
final class CustomerForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "customer",
                Family.REGISTER,
                "Who the customer is, and in which time zone local times are read",
                "write customer.yaml: customer: { id: ..., name: ..., zone: Europe/Oslo }",
                List.of());
    }

    @Override
    public List<String> sections() {
        return List.of("customer");
    }

    @Override
    public String entries() {
        return "";
    }

    @Override
    public List<String> keys() {
        return List.of("id", "name", "zone", "locale", "contact", "as_of", "fictional");
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "name", "zone");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var id = entry.text("id");
        if (id.isEmpty()) {
            entry.rejected("the customer has no id");
            return List.of();
        }
        var name = entry.text("name");
        var stated = entry.zone("zone");
        var zone = stated == null ? entry.page().zone() : stated;
        return List.of(new Customer(
                id,
                name.isEmpty() ? id : name,
                zone,
                entry.text("contact"),
                entry.instant("as_of", zone),
                Boolean.TRUE.equals(entry.flag("fictional")),
                Instant.EPOCH,
                entry.origin()));
    }
}
