package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.ExpiringItem;
import tilsyn.fact.Fact;

/** {@code expiry}: certificates, licences, domains, warranties and passwords with the day they end. */
final class ExpiryForm implements Form {
    private static final List<String> KINDS = List.of(
            "certificate", "licence", "domain", "warranty", "password", "contract", "other", ExpiringItem.PUBLISHED);

    @Override
    public Format format() {
        return new Format(
                "expiry",
                Family.REGISTER,
                "What expires when",
                "write expiry.csv below a line '# as_of: DATE': object;kind;not_after;used_by;endpoints;owner;auto_renew;renewal_expected;in_use",
                List.of("OPS-06"));
    }

    @Override
    public List<String> sections() {
        return List.of("expiry");
    }

    @Override
    public String entries() {
        return "items";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "object",
                "kind",
                "not_after",
                "used_by",
                "endpoints",
                "owner",
                "auto_renew",
                "renewal_expected",
                "in_use");
    }

    @Override
    public Set<String> marks() {
        return Set.of("object", "kind", "not_after");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof ExpiringItem item ? item.category() + " " + item.object() : "";
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    /** Whatever could not be read may be about to expire. */
    @Override
    public String unread(int entries) {
        return "%d of its entries could not be read".formatted(entries);
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var kind = entry.word("kind", KINDS, "other");
        var end = entry.date("not_after");
        if (entry.text("object").isEmpty() || end == null && !kind.equals(ExpiringItem.PUBLISHED)) {
            entry.rejected("what expires needs object and not_after");
            return List.of();
        }
        return List.of(new ExpiringItem(
                entry.text("object"),
                kind,
                end,
                entry.text("used_by"),
                entry.list("endpoints"),
                entry.text("owner"),
                Boolean.TRUE.equals(entry.flag("auto_renew")),
                entry.date("renewal_expected"),
                !Boolean.FALSE.equals(entry.flag("in_use")),
                asOf,
                entry.origin()));
    }
}
