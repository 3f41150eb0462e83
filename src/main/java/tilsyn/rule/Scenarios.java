package tilsyn.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** The scenarios of a rules folder: {@code <ID>-<slug>.test.yaml} beside card and clauses. */
public final class Scenarios {
    private static final String ENDING = ".test.yaml";
    private static final List<String> KEYS = List.of("scenario", "as-of", "zone", "given", "expect");
    private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

    private final FactReader reader;
    private final List<Problem> problems;

    private Scenarios(FactReader reader, List<Problem> problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** How a fact is read that someone wrote by hand. */
    @FunctionalInterface
    public interface FactReader {
        /**
         * @param origin where it was written; its {@code received} is the scenario's as-of
         * @throws IllegalArgumentException saying which component is wrong
         */
        Fact read(String type, JsonNode components, Origin origin);
    }

    /**
     * All scenarios, sorted by file and line.
     *
     * @throws RulesBroken with everything wrong in the scenario files
     */
    public static List<Scenario> read(Path folder, FactReader reader) throws IOException, RulesBroken {
        var problems = new ArrayList<Problem>();
        var scenarios = new ArrayList<Scenario>();
        for (var file : Sources.read(folder, problems))
            if (file.is(ENDING)) scenarios.addAll(new Scenarios(reader, problems).of(file));
        if (!problems.isEmpty()) throw new RulesBroken(problems);
        return scenarios;
    }

    private List<Scenario> of(Source file) {
        var scenarios = new ArrayList<Scenario>();
        var item = file.name().replaceFirst("^([A-Z]+-\\d+).*$", "$1");
        Entry.read(file.path(), file.text(), problems).ifPresent(list -> {
            for (var entry : list.list()) {
                var scenario = scenario(item, entry);
                if (scenario != null) scenarios.add(scenario);
            }
        });
        return scenarios;
    }

    private @Nullable Scenario scenario(String item, Entry entry) {
        var fields = entry.fields(KEYS);
        var name = entry.required(fields, "scenario");
        var asOfEntry = entry.required(fields, "as-of");
        var expectEntry = entry.required(fields, "expect");
        var zone = fields.containsKey("zone") ? zone(fields.get("zone")) : ZONE;
        if (name == null || asOfEntry == null || expectEntry == null) return null;
        var asOf = instant(asOfEntry);
        var facts = new ArrayList<Fact>();
        var given = fields.get("given");
        if (given != null) for (var one : given.list()) facts.addAll(facts(one, asOf));
        return new Scenario(item, name.text(), entry.file(), entry.line(), asOf, zone, facts, expect(expectEntry));
    }

    private List<Fact> facts(Entry entry, Instant asOf) {
        var facts = new ArrayList<Fact>();
        entry.fields().forEach((type, components) -> {
            if (type.equals("series"))
                for (var one : Series.read(components, this))
                    facts.addAll(fact(one.type(), one.components(), components, asOf));
            else facts.addAll(fact(type, components.json(), components, asOf));
        });
        return facts;
    }

    private List<Fact> fact(String type, JsonNode components, Entry entry, Instant asOf) {
        try {
            var origin = new Origin(entry.file(), entry.line(), -1, "", type + " " + components, "", "", asOf);
            return List.of(reader.read(type, components, origin));
        } catch (IllegalArgumentException wrong) {
            entry.problem(String.valueOf(wrong.getMessage()));
            return List.of();
        }
    }

    private static Map<String, String> expect(Entry entry) {
        var expect = new TreeMap<String, String>();
        entry.fields().forEach((subject, expected) -> expect.put(subject, Expected.read(expected)));
        return expect;
    }

    Instant instant(Entry entry) {
        try {
            var text = entry.text();
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            entry.problem("'%s' is no moment. Expected such as 2025-11-10T07:00:00+01:00.".formatted(entry.text()));
            return Instant.EPOCH;
        }
    }

    private static ZoneId zone(Entry entry) {
        try {
            return ZoneId.of(entry.text());
        } catch (DateTimeException wrong) {
            entry.problem("'%s' is no time zone. Expected such as Europe/Oslo.".formatted(entry.text()));
            return ZONE;
        }
    }
}
