package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.FactJson;
import tilsyn.derive.Pictures;
import tilsyn.fact.Accounting;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Improvement;
import tilsyn.fact.LogCount;
import tilsyn.output.Results;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.ticket.TicketPlan;
import tilsyn.trace.Archive;
import tilsyn.trace.Trace;
import tilsyn.trace.TraceBroken;

/**
 * An assessment made again of what the archive kept. Nothing is written to the data folder.
 *
 * @param results what comes out now
 * @param original the lines of the trace as they stand in the log
 * @param sha256 of the trace that comes out now
 * @param differences cells whose verdict or clause is another, by subject and item
 */
public record Replay(Kept kept, Results results, List<String> original, String sha256, List<Difference> differences) {
    public record Difference(String subject, String item, String before, String after) {}

    /** Equal to the last byte. */
    public boolean identical() {
        return results.trace().equals(original);
    }

    /**
     * @param rules other rules than those of then; null for those
     * @param late with what later assessments of the customer knew of the time before
     * @throws TraceBroken if the archive or the log is damaged
     * @throws RulesBroken if the rules can't be used
     */
    public static Replay of(Path data, Kept kept, @Nullable Path rules, boolean late, Path cache)
            throws IOException, RulesBroken {
        var archive = new Archive(data);
        var original = kept.slice(data);
        var inputs = inputs(data, kept);
        var byHost = facts(archive, kept.facts());
        if (late)
            for (var other : Kept.all(data))
                if (other.number() > kept.number() && other.customer().equals(kept.customer()))
                    add(byHost, facts(archive, other.facts()), kept.asOf());
        var facts = of(byHost);
        var rulebook = rulebook(archive, kept, rules, cache);
        var assessment = rulebook.assess(facts, inputs.accounting(), inputs.customer(), kept.asOf(), kept.cutOff());
        var lines = Trace.lines(assessment);
        var before = Kept.compared(data, inputs.customer(), kept.asOf(), kept.number());
        var results = new Results(
                assessment,
                inputs.accounting(),
                TicketPlan.decide(assessment, List.of()),
                lines,
                Exports.all(),
                facts.customer().stream()
                        .filter(Improvement.class::isInstance)
                        .map(Improvement.class::cast)
                        .toList(),
                Pictures.of(byHost, kept.asOf(), inputs.customer().zone(), rulebook.masking()::apply),
                before.isEmpty() ? null : before.get().earlier(data),
                inputs.language(),
                inputs.zoneNote());
        return new Replay(kept, results, original, Kept.sha256(lines), differences(original, lines));
    }

    /** The accounting of an assessment as it was kept. */
    public static Accounting accounting(Path data, Kept kept) throws IOException {
        return inputs(data, kept).accounting();
    }

    static Inputs inputs(Path data, Kept kept) throws IOException {
        return Inputs.read(json(new Archive(data), kept.inputs()));
    }

    /** The facts of an assessment as they were kept. */
    static Facts facts(Path data, Kept kept) throws IOException {
        return of(facts(new Archive(data), kept.facts()));
    }

    /** Registers and tickets of an assessment as they were kept: kind, key, value. */
    public static JsonNode state(Path data, Kept kept) throws IOException {
        return json(new Archive(data), kept.state());
    }

    /** Writes the rulebook's files as they were into a folder, below the name theirs had. */
    public static Path rules(Path data, Kept kept, Path into) throws IOException {
        return rules(new Archive(data), kept, into);
    }

    private static Path rules(Archive archive, Kept kept, Path into) throws IOException {
        var node = json(archive, kept.rules());
        var name = node.path("folder").asText();
        var folder = into.resolve(name).normalize();
        if (!name.matches("[^/\\\\]+") || name.equals(".") || name.equals(".."))
            throw new TraceBroken("'%s' is no name of a folder of rules.".formatted(name));
        Files.createDirectories(folder);
        for (var files = node.path("files").fields(); files.hasNext(); ) {
            var file = files.next();
            var path = folder.resolve(file.getKey()).normalize();
            if (!path.startsWith(folder))
                throw new TraceBroken("'%s' leads out of its folder.".formatted(file.getKey()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().asText());
        }
        return folder;
    }

    private static Rulebook rulebook(Archive archive, Kept kept, @Nullable Path rules, Path cache)
            throws IOException, RulesBroken {
        if (rules != null) return Rulebook.load(rules, cache);
        var temporary = Files.createTempDirectory("tilsyn-replay");
        try {
            return Rulebook.load(rules(archive, kept, temporary), cache);
        } finally {
            try (var walk = Files.walk(temporary)) {
                for (var path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
    }

    private static JsonNode json(Archive archive, String hash) throws IOException {
        return Keeping.JSON.readTree(archive.get(hash));
    }

    /** What an archive has of each host, the customer's own facts under the empty name. */
    static TreeMap<String, List<Fact>> facts(Archive archive, String hash) throws IOException {
        var byHost = new TreeMap<String, List<Fact>>();
        for (var hosts = json(archive, hash).fields(); hosts.hasNext(); ) {
            var host = hosts.next();
            var facts = new ArrayList<Fact>();
            for (var line : new String(archive.get(host.getValue().asText()), StandardCharsets.UTF_8).split("\n", -1))
                if (!line.isEmpty()) facts.add(FactJson.read(line));
            byHost.put(host.getKey(), facts);
        }
        return byHost;
    }

    /** Adds what the others know of the time up to that moment; counts of the same hour are taken from the later. */
    private static void add(Map<String, List<Fact>> facts, Map<String, List<Fact>> later, Instant asOf) {
        later.forEach((host, others) -> {
            var known = facts.computeIfAbsent(host, name -> new ArrayList<>());
            var seen = new HashSet<String>();
            var counts = new LinkedHashMap<String, Fact>();
            for (var fact : others) if (fact instanceof LogCount count) counts.put(hour(count), count);
            known.replaceAll(fact -> fact instanceof LogCount count ? counts.getOrDefault(hour(count), fact) : fact);
            var hours = new HashSet<String>();
            for (var fact : known) {
                seen.add(fact.type() + FactJson.content(fact));
                if (fact instanceof LogCount count) hours.add(hour(count));
            }
            for (var fact : others) {
                if (fact.time().isAfter(asOf)) continue;
                if (fact instanceof LogCount count
                        ? hours.add(hour(count))
                        : seen.add(fact.type() + FactJson.content(fact))) known.add(fact);
            }
            known.sort(Facts.ORDER);
        });
    }

    private static String hour(LogCount count) {
        return String.join(
                "\t",
                count.channel(),
                count.provider(),
                count.signature(),
                count.template(),
                count.key().toString(),
                count.level().name(),
                count.hour().toString());
    }

    private static Facts of(TreeMap<String, List<Fact>> byHost) {
        return new Facts() {
            @Override
            public SortedSet<String> hosts() {
                var hosts = new TreeSet<>(byHost.keySet());
                hosts.remove("");
                return hosts;
            }

            @Override
            public List<Fact> of(String host) {
                return host.isEmpty() ? List.of() : byHost.getOrDefault(host, List.of());
            }

            @Override
            public List<Fact> customer() {
                return byHost.getOrDefault("", List.of());
            }
        };
    }

    private static List<Difference> differences(List<String> before, List<String> after) throws IOException {
        var was = cells(before);
        var is = cells(after);
        var all = new TreeSet<>(was.keySet());
        all.addAll(is.keySet());
        var differences = new ArrayList<Difference>();
        for (var cell : all) {
            var one = was.getOrDefault(cell, "-");
            var other = is.getOrDefault(cell, "-");
            int tab = cell.indexOf('\t');
            if (!one.equals(other))
                differences.add(new Difference(cell.substring(0, tab), cell.substring(tab + 1), one, other));
        }
        return List.copyOf(differences);
    }

    private static Map<String, String> cells(List<String> lines) throws IOException {
        var cells = new TreeMap<String, String>();
        for (var line : lines) {
            var node = Keeping.JSON.readTree(line);
            if (!node.path("kind").asText().equals("verdict")) continue;
            var reason = node.path("reason").asText();
            cells.put(
                    node.path("subject").asText() + "\t" + node.path("item").asText(),
                    (node.path("verdict").asText() + " " + node.path("clause").asText()).strip()
                            + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }
        return cells;
    }
}
