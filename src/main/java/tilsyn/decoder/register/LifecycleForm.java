package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.ProductLifecycle;

/** {@code lifecycle}: until when products get security updates, as someone looked it up. */
final class LifecycleForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "lifecycle",
                Family.REGISTER,
                "Until when products are supported",
                "write lifecycle.csv below a line '# as_of: DATE': product;edition;version;eol;source",
                List.of("UPD-05"));
    }

    @Override
    public List<String> sections() {
        return List.of("lifecycle");
    }

    @Override
    public String entries() {
        return "products";
    }

    @Override
    public List<String> keys() {
        return List.of("product", "edition", "version", "eol", "source");
    }

    @Override
    public Set<String> marks() {
        return Set.of("product", "eol");
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var eol = entry.date("eol");
        if (entry.text("product").isEmpty() || eol == null) {
            entry.rejected("a product's lifecycle needs product and eol");
            return List.of();
        }
        return List.of(new ProductLifecycle(
                entry.text("product"),
                entry.text("edition"),
                entry.text("version"),
                eol,
                entry.text("source"),
                asOf,
                entry.origin()));
    }
}
