package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.SoftwareBaseline;

/** {@code baseline}: versions below which programs and firmware are out of date. */
final class BaselineForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "baseline",
                Family.REGISTER,
                "Versions that programs and firmware must have",
                "write baseline.csv below a line '# as_of: DATE': product;component;min_version;released;severity (component: software, firmware, bmc)",
                List.of("UPD-07", "UPD-08"));
    }

    @Override
    public List<String> sections() {
        return List.of("baseline");
    }

    @Override
    public String entries() {
        return "products";
    }

    @Override
    public List<String> keys() {
        return List.of("product", "component", "min_version", "released", "severity");
    }

    @Override
    public Set<String> marks() {
        return Set.of("product", "min_version", "released");
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var released = entry.start("released");
        if (entry.text("product").isEmpty() || entry.text("min_version").isEmpty() || released == null) {
            entry.rejected("a baseline needs product, min_version and released");
            return List.of();
        }
        return List.of(new SoftwareBaseline(
                entry.text("product"),
                entry.word("component", List.of("software", "firmware", "bmc"), "software"),
                entry.text("min_version"),
                released.instant(),
                entry.word("severity", List.of("critical", "other"), "critical"),
                asOf,
                entry.origin()));
    }
}
