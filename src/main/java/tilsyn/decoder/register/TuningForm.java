package tilsyn.decoder.register;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.Tuning;

/** {@code tuning}: limits that differ from the checklist's, for the customer or one host. */
final class TuningForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "tuning",
                Family.REGISTER,
                "Limits set for this customer or one host",
                "write tuning.yaml: tuning: [ { item: BCK-01, parameter: grace_h, value: 8, host: HOST, who: ..., when: ..., why: ... } ]",
                List.of());
    }

    @Override
    public List<String> sections() {
        return List.of("tuning");
    }

    @Override
    public String entries() {
        return "tuning";
    }

    @Override
    public List<String> keys() {
        return List.of("item", "parameter", "host", "value", "who", "when", "why");
    }

    @Override
    public Set<String> marks() {
        return Set.of("item", "parameter", "value");
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        var from = entry.start("when");
        for (var key : List.of("item", "parameter", "value", "who", "why"))
            if (entry.list(key).isEmpty()) {
                entry.rejected("a tuned limit needs item, parameter, value, who, when and why; the standard one holds");
                return List.of();
            }
        if (from == null) {
            if (entry.text("when").isEmpty())
                entry.rejected("a tuned limit needs the day it was set, as 'when'; the standard one holds");
            return List.of();
        }
        return List.of(new Tuning(
                entry.text("item"),
                entry.text("parameter"),
                entry.text("host"),
                String.join(", ", entry.list("value")),
                entry.text("who"),
                entry.text("why"),
                from.instant(),
                entry.origin(from)));
    }
}
