package tilsyn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Attestation;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.TicketState;
import tilsyn.fact.Tuning;
import tilsyn.fact.Waiver;
import tilsyn.output.Earlier;
import tilsyn.output.Results;
import tilsyn.trace.Archive;
import tilsyn.trace.Log;
import tilsyn.trace.TraceBroken;

/**
 * Keeps an assessment: what it was made of goes to the archive, its trace and what changed since the customer's last one
 * to the log. All of it is on the disk before anyone sees a verdict.
 */
final class Keeping {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Archive archive;
    private final Log log;
    private final Path data;

    private Keeping(Path data) throws IOException {
        this.data = data;
        this.archive = new Archive(data);
        this.log = Log.open(data);
    }

    /** @throws TraceBroken if the log can't be added to */
    static Keeping in(Path data) throws IOException {
        return new Keeping(data);
    }

    /** The facts, written down for the archive as they are first asked for, host by host. */
    Recorded recording(Facts facts) {
        return new Recorded(facts, archive);
    }

    /** What a report of that moment compares itself with; null without any. */
    @Nullable
    Earlier compared(Customer customer, Instant asOf) throws IOException {
        var kept = Kept.compared(data, customer, asOf, Integer.MAX_VALUE);
        return kept.isEmpty() ? null : kept.get().earlier(data);
    }

    /** Facts that the archive has once they were read. */
    static final class Recorded implements Facts {
        private final Facts facts;
        private final Archive archive;
        private final Map<String, String> written = new ConcurrentHashMap<>();
        private final Map<String, List<Fact>> registers = new ConcurrentSkipListMap<>();

        Recorded(Facts facts, Archive archive) {
            this.facts = facts;
            this.archive = archive;
        }

        @Override
        public SortedSet<String> hosts() {
            return facts.hosts();
        }

        @Override
        public List<Fact> of(String host) {
            return recorded(host, facts.of(host));
        }

        @Override
        public List<Fact> customer() {
            return recorded("", facts.customer());
        }

        private List<Fact> recorded(String host, List<Fact> read) {
            written.computeIfAbsent(host, name -> write(name, read));
            return read;
        }

        private String write(String host, List<Fact> facts) {
            var text = new StringBuilder();
            for (var fact : facts) text.append(FactJson.write(fact)).append('\n');
            registers.put(
                    host,
                    facts.stream()
                            .filter(fact -> fact.kind() == Fact.Kind.REGISTER)
                            .toList());
            try {
                return archive.put(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new TraceBroken("The archive can't be written: " + broken.getMessage());
            }
        }

        ObjectNode hashes() {
            customer();
            for (var host : hosts()) if (!written.containsKey(host)) of(host);
            var node = JSON.createObjectNode();
            new TreeMap<>(written).forEach(node::put);
            return node;
        }
    }

    void keep(Round.Request request, Results results, Recorded facts) throws IOException {
        var assessment = results.assessment();
        var customer = assessment.customer().id();
        var before = Kept.last(data, customer);
        var all = Kept.lastOf(data);
        int number = all.map(Kept::number).orElse(0) + 1;
        var rules = Files.isDirectory(request.rules()) ? rules(request.rules()) : JSON.createObjectNode();
        var hashes = facts.hashes();
        var state = state(results, rules, facts.registers);
        var lines = new ArrayList<>(log.torn());
        var past = before.isEmpty()
                ? JSON.createObjectNode()
                : JSON.readTree(archive.get(before.get().state()));
        changes(past, state, number, customer, lines);
        long first = log.size() + lines.size();
        lines.addAll(results.trace());
        var kept = new Kept(
                number,
                customer,
                assessment.asOf(),
                assessment.cutOff(),
                request.now(),
                first,
                results.trace().size(),
                Kept.sha256(results.trace()),
                archive.put(bytes(rules)),
                archive.put(bytes(hashes)),
                archive.put(bytes(Inputs.write(results))),
                archive.put(bytes(state)),
                log.size() - 1);
        lines.add(text(kept.node()));
        log.append(lines);
    }

    /** Every file that rules are made of, as text. */
    private static ObjectNode rules(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var walk = Files.walk(folder, 8)) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString().replace('\\', '/');
                if ((name.endsWith(".yaml") && !name.endsWith(".test.yaml")) || name.endsWith(".drl"))
                    files.put(name, Files.readString(file));
            }
        }
        var node = JSON.createObjectNode()
                .put(
                        "folder",
                        String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
        var texts = node.putObject("files");
        files.forEach(texts::put);
        return node;
    }

    /** What people decide about the assessment, to see at the next one what has changed. */
    private static ObjectNode state(Results results, JsonNode rules, Map<String, List<Fact>> facts) {
        var state = JSON.createObjectNode();
        var files = state.putObject("rulebook");
        rules.path("files")
                .fields()
                .forEachRemaining(
                        file -> files.put(file.getKey(), sha256(file.getValue().asText())));
        var registers = new TreeMap<String, TreeMap<String, String>>();
        for (var kind : List.of("tuning", "waiver", "attestation", "ticket", "closure"))
            registers.put(kind, new TreeMap<>());
        facts.values().forEach(known -> known.forEach(fact -> register(fact, registers)));
        for (var change : results.tickets()) {
            var ticket = change.ticket();
            java.util.Objects.requireNonNull(registers.get("ticket"))
                    .put(
                            ticket.key(),
                            JSON.createObjectNode()
                                    .put("change", change.word())
                                    .put("verdict", ticket.outcome().name())
                                    .put("clause", ticket.clause())
                                    .put("priority", ticket.priority())
                                    .toString());
        }
        registers.forEach((kind, entries) ->
                entries.forEach((key, value) -> ((ObjectNode) state.withObject("/" + kind)).put(key, value)));
        return state;
    }

    private static void register(Fact fact, Map<String, TreeMap<String, String>> registers) {
        if (fact instanceof Tuning tuning)
            put(registers, "tuning", tuning.item() + "." + tuning.parameter() + "@" + tuning.host(), fact);
        if (fact instanceof Waiver waiver) put(registers, "waiver", waiver.id(), fact);
        if (fact instanceof Attestation attestation) put(registers, "attestation", attestation.no(), fact);
        if (fact instanceof TicketState ticket && !ticket.closedBy().isBlank())
            put(registers, "closure", ticket.id(), fact);
    }

    /** Two entries of one name are both kept. */
    private static void put(Map<String, TreeMap<String, String>> registers, String kind, String key, Fact fact) {
        var entries = java.util.Objects.requireNonNull(registers.get(kind));
        var free = key;
        for (int number = 2; entries.containsKey(free); number++) free = key + "#" + number;
        entries.put(free, FactJson.write(fact));
    }

    private static void changes(JsonNode past, JsonNode now, int number, String customer, List<String> lines) {
        var kinds = new TreeSet<String>(names(past));
        kinds.addAll(names(now));
        for (var kind : kinds) {
            var keys = new TreeSet<String>(names(past.path(kind)));
            keys.addAll(names(now.path(kind)));
            for (var key : keys) {
                var before = past.path(kind).path(key).asText("");
                var after = now.path(kind).path(key).asText("");
                if (said(before).equals(said(after))) continue;
                lines.add(text(JSON.createObjectNode()
                        .put("kind", "change")
                        .put("assessment", number)
                        .put("customer", customer)
                        .put("of", kind)
                        .put("key", key)
                        .put("before", before)
                        .put("after", after)));
            }
        }
    }

    /** A record that was only delivered again, or moved to another line, has not changed. */
    private static String said(String value) {
        if (!value.startsWith("{\"type\"")) return value;
        return FactJson.content(FactJson.read(value));
    }

    private static Set<String> names(JsonNode node) {
        var names = new TreeSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of text and numbers always has a JSON form", impossible);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
