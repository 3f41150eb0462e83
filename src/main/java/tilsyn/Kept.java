package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tilsyn.fact.Customer;
import tilsyn.output.Earlier;
import tilsyn.trace.Log;
import tilsyn.verdict.Outcome;

/**
 * An assessment in the log, and under which hashes the archive has what it was made of.
 *
 * @param number counted from 1, over all customers of the data folder
 * @param made when it was made
 * @param first index of the first line of its trace, counted from 0
 * @param lines how many lines its trace has
 * @param trace SHA-256 of its trace as the file {@code trace.jsonl} holds it
 * @param rules the rulebook's files
 * @param facts by host
 * @param inputs customer and accounting
 * @param state registers and tickets
 * @param before index of the last line of what was added before; -1 for none
 */
public record Kept(
        int number,
        String customer,
        Instant asOf,
        Instant cutOff,
        Instant made,
        long first,
        int lines,
        String trace,
        String rules,
        String facts,
        String inputs,
        String state,
        long before) {

    ObjectNode node() {
        return Keeping.JSON
                .createObjectNode()
                .put("kind", "kept")
                .put("assessment", number)
                .put("customer", customer)
                .put("asOf", asOf.toString())
                .put("cutOff", cutOff.toString())
                .put("made", made.toString())
                .put("first", first)
                .put("lines", lines)
                .put("trace", trace)
                .put("rules", rules)
                .put("facts", facts)
                .put("inputs", inputs)
                .put("state", state)
                .put("before", before);
    }

    private static Kept of(JsonNode node) {
        return new Kept(
                node.path("assessment").asInt(),
                node.path("customer").asText(),
                Instant.parse(node.path("asOf").asText()),
                Instant.parse(node.path("cutOff").asText()),
                Instant.parse(node.path("made").asText()),
                node.path("first").asLong(),
                node.path("lines").asInt(),
                node.path("trace").asText(),
                node.path("rules").asText(),
                node.path("facts").asText(),
                node.path("inputs").asText(),
                node.path("state").asText(),
                node.path("before").asLong());
    }

    /** All assessments of the log, the oldest first. */
    public static List<Kept> all(Path data) throws IOException {
        var all = new ArrayList<Kept>();
        walk(data, kept -> {
            all.add(kept);
            return false;
        });
        Collections.reverse(all);
        return all;
    }

    static Optional<Kept> last(Path data, String customer) throws IOException {
        return walk(data, kept -> kept.customer.equals(customer));
    }

    static Optional<Kept> lastOf(Path data) throws IOException {
        return walk(data, kept -> true);
    }

    /**
     * The customer's assessment that a report compares itself with: the newest of an earlier month, else of an earlier day. Nothing
     * for files that name no customer, as they may be of different ones.
     *
     * @param before number from which on assessments are passed over
     */
    static Optional<Kept> compared(Path data, Customer customer, Instant asOf, int before) throws IOException {
        if (customer.id().isEmpty()) return Optional.empty();
        var today = asOf.atZone(customer.zone()).toLocalDate();
        var yesterday = new ArrayList<Kept>();
        var lastMonth = walk(data, kept -> {
            if (kept.number >= before || !kept.customer.equals(customer.id())) return false;
            var day = kept.asOf.atZone(customer.zone()).toLocalDate();
            if (yesterday.isEmpty() && day.isBefore(today)) yesterday.add(kept);
            return YearMonth.from(day).isBefore(YearMonth.from(today));
        });
        return lastMonth.or(() -> yesterday.stream().findFirst());
    }

    /** What a later report says of it. */
    Earlier earlier(Path data) throws IOException {
        var cells = new TreeMap<Earlier.Cell, Outcome>();
        var end = Keeping.JSON.createObjectNode();
        for (var line : slice(data)) {
            var node = Keeping.JSON.readTree(line);
            if (node.path("kind").asText().equals("verdict"))
                cells.put(
                        new Earlier.Cell(
                                node.path("subject").asText(), node.path("item").asText()),
                        Outcome.valueOf(node.path("verdict").asText()));
            else if (node.path("kind").asText().equals("end")) end.setAll((ObjectNode) node);
        }
        return new Earlier(
                asOf,
                end.path("criticalFails").asInt(),
                end.path("coverage").asDouble(),
                end.path("total").asDouble(),
                end.path("grade").asText(),
                cells);
    }

    private static Optional<Kept> walk(Path data, java.util.function.Predicate<Kept> wanted) throws IOException {
        var lines = Log.lines(data);
        for (long at = lines.size() - 1; at >= 0; ) {
            var node = Keeping.JSON.readTree(lines.at(at));
            if (node.path("kind").asText().equals("kept")) {
                var kept = of(node);
                if (wanted.test(kept)) return Optional.of(kept);
            }
            long before = node.path("before").asLong(-1);
            at = before < at ? before : -1;
        }
        return Optional.empty();
    }

    /** The lines of its trace. */
    public List<String> slice(Path data) throws IOException {
        return Log.lines(data).from(first, first + lines);
    }

    /** SHA-256 of the lines, each with its end. */
    static String sha256(List<String> lines) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var line : lines) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
