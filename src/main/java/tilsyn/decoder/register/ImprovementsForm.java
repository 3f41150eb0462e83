package tilsyn.decoder.register;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.fact.Fact;
import tilsyn.fact.Improvement;

/** {@code improvements}: what was suggested to the customer, and what became of it. */
final class ImprovementsForm implements Form {
    @Override
    public Format format() {
        return new Format(
                "improvements",
                Family.REGISTER,
                "Suggested improvements",
                "write improvements.csv below a line '# as_of: DATE': id;title;findings;owner;due;effort;effect;status;decision (findings: HOST|ITEM)",
                List.of("RPT-01", "RPT-02"));
    }

    @Override
    public List<String> sections() {
        return List.of("improvements");
    }

    @Override
    public String entries() {
        return "improvements";
    }

    @Override
    public List<String> keys() {
        return List.of("id", "title", "findings", "owner", "due", "effort", "effect", "status", "decision");
    }

    @Override
    public Set<String> marks() {
        return Set.of("id", "title", "due", "decision");
    }

    @Override
    public String name(Fact fact) {
        return fact instanceof Improvement improvement ? improvement.id() : "";
    }

    @Override
    public String problem(List<Fact> facts, boolean dated) {
        return dated ? "" : "states no as_of";
    }

    @Override
    public List<Fact> read(Entry entry, Instant asOf) {
        if (entry.text("id").isEmpty() || entry.text("title").isEmpty()) {
            entry.rejected("an improvement needs id and title");
            return List.of();
        }
        return List.of(new Improvement(
                entry.text("id"),
                entry.text("title"),
                entry.text("findings")
                        .lines()
                        .flatMap(line -> Arrays.stream(line.split("[,;]")))
                        .map(String::strip)
                        .filter(finding -> !finding.isEmpty())
                        .toList(),
                entry.text("owner"),
                entry.date("due"),
                entry.text("effort"),
                entry.text("effect"),
                entry.word("status", List.of("open", "in_progress", "done"), "open"),
                entry.word("decision", List.of("done", "new_date", "accepted_risk"), ""),
                asOf,
                entry.origin()));
    }
}
