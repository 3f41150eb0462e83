package tilsyn;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Attestation;
import tilsyn.fact.TicketState;
import tilsyn.fact.Waiver;
import tilsyn.trace.Archive;

/**
 * Tables for auditors, of what the log and the archive hold of a period; equal for an equal log.
 *
 * @param columns their names
 */
public record Audit(List<String> columns, List<List<String>> rows) {
    /** An attestation written down later than this after the deed is flagged. */
    public static final Duration LATE = Duration.ofDays(7);

    private static final List<String> SEEN = List.of("customer", "first assessment", "last assessment");

    public Audit {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** What can be listed. */
    public enum What {
        waivers,
        loosened,
        set,
        closures,
        rejected,
        attestations
    }

    /** Assessments whose as-of lies in the period, its end left out. */
    public static List<Kept> of(Path data, Instant from, Instant to) throws IOException {
        return Kept.all(data).stream()
                .filter(kept -> !kept.asOf().isBefore(from) && kept.asOf().isBefore(to))
                .toList();
    }

    /**
     * A draw that anyone can repeat: the verdicts whose SHA-256 over {@code SEED:ASSESSMENT:SUBJECT:ITEM} comes first.
     *
     * @param outcome such as {@code PASS}
     */
    public static Audit sample(Path data, List<Kept> period, String outcome, int count, long seed) throws IOException {
        record Drawn(String ticket, List<String> row) {}
        var drawn = new ArrayList<Drawn>();
        for (var kept : period) {
            for (var line : kept.slice(data)) {
                var node = Keeping.JSON.readTree(line);
                if (!node.path("kind").asText().equals("verdict")
                        || !node.path("verdict").asText().equals(outcome)) continue;
                var subject = node.path("subject").asText();
                var item = node.path("item").asText();
                var cited = node.path("cited").path(0);
                drawn.add(new Drawn(
                        Archive.sha256("%d:%d:%s:%s"
                                .formatted(seed, kept.number(), subject, item)
                                .getBytes(StandardCharsets.UTF_8)),
                        List.of(
                                Integer.toString(kept.number()),
                                kept.customer(),
                                kept.asOf().toString(),
                                subject,
                                item,
                                node.path("title").path("en").asText(),
                                outcome,
                                node.path("clause").asText(),
                                cited.path("file").asText() + ":"
                                        + cited.path("line").asText(),
                                cited.path("sha256").asText(),
                                cited.path("raw").asText())));
            }
            // no more than what can be drawn is held, however many assessments there are
            drawn.sort(Comparator.comparing(Drawn::ticket));
            if (drawn.size() > count) drawn.subList(count, drawn.size()).clear();
        }
        return new Audit(
                List.of(
                        "assessment",
                        "customer",
                        "asOf",
                        "subject",
                        "item",
                        "title",
                        "verdict",
                        "clause",
                        "source",
                        "sha256",
                        "raw"),
                drawn.stream().map(Drawn::row).toList());
    }

    public static Audit list(Path data, List<Kept> period, What what) throws IOException {
        var rows = new TreeMap<String, Seen>();
        for (var kept : period) {
            switch (what) {
                case loosened -> limits(data, kept, rows, true);
                case set -> limits(data, kept, rows, false);
                case rejected -> rejected(data, kept, rows);
                case waivers -> register(data, kept, "waiver", rows);
                case closures -> register(data, kept, "closure", rows);
                case attestations -> register(data, kept, "attestation", rows);
            }
        }
        var columns = new ArrayList<>(SEEN);
        columns.addAll(columns(what));
        return new Audit(
                columns,
                rows.values().stream()
                        .map(seen -> {
                            var row = new ArrayList<String>();
                            row.add(seen.first.customer());
                            row.add(Integer.toString(seen.first.number()));
                            row.add(Integer.toString(seen.last.number()));
                            row.addAll(seen.cells);
                            return (List<String>) row;
                        })
                        .toList());
    }

    private static List<String> columns(What what) {
        return switch (what) {
            case waivers ->
                List.of(
                        "id",
                        "item",
                        "host",
                        "object",
                        "reason",
                        "compensating",
                        "requestedBy",
                        "approver",
                        "approverRole",
                        "granted",
                        "expires",
                        "place");
            case closures -> List.of("ticket", "key", "status", "closedBy", "conclusion", "lastActivity", "place");
            case attestations -> List.of("no", "type", "who", "when", "entered", "late", "what", "problem", "place");
            case loosened, set -> List.of("item", "subject", "parameter", "value", "unit", "change", "origin");
            case rejected -> List.of("file", "line", "reason", "raw", "sha256");
        };
    }

    private record Seen(Kept first, Kept last, List<String> cells) {}

    private static void add(TreeMap<String, Seen> rows, Kept kept, List<String> cells) {
        rows.merge(
                kept.customer() + "\u0000" + String.join("\u0000", cells),
                new Seen(kept, kept, cells),
                (old, now) -> new Seen(old.first, kept, cells));
    }

    private static void register(Path data, Kept kept, String kind, TreeMap<String, Seen> rows) throws IOException {
        for (var value : Replay.state(data, kept).path(kind)) add(rows, kept, cells(value));
    }

    private static List<String> cells(JsonNode value) {
        var fact = FactJson.read(value.asText());
        var place = fact.origin().place();
        if (fact instanceof Waiver waiver)
            return List.of(
                    waiver.id(),
                    waiver.item(),
                    waiver.host(),
                    waiver.object(),
                    waiver.reason(),
                    waiver.compensating(),
                    waiver.requestedBy(),
                    waiver.approver(),
                    waiver.approverRole(),
                    waiver.time().toString(),
                    String.valueOf(waiver.expires()),
                    place);
        if (fact instanceof TicketState ticket)
            return List.of(
                    ticket.id(),
                    ticket.key(),
                    ticket.status(),
                    ticket.closedBy(),
                    ticket.conclusion(),
                    String.valueOf(ticket.lastActivity()),
                    place);
        if (fact instanceof Attestation attestation)
            return List.of(
                    attestation.no(),
                    attestation.form(),
                    attestation.who(),
                    attestation.time().toString(),
                    attestation.entered() == null ? "" : attestation.entered().toString(),
                    late(attestation),
                    attestation.what(),
                    attestation.problem(),
                    place);
        throw new IllegalStateException("no list is made of " + fact.type());
    }

    /** An entry that doesn't say when it was written is not known to be in time. */
    private static String late(Attestation attestation) {
        var entered = attestation.entered();
        if (entered == null) return "unknown";
        return entered.isAfter(attestation.time().plus(LATE)) ? "late" : "";
    }

    /** What a card can't tell the way of, and what was written before it said so, may have been loosened. */
    private static boolean mayLetMorePass(String change) {
        return !change.equals("stricter") && !change.equals("none");
    }

    private static void limits(Path data, Kept kept, TreeMap<String, Seen> rows, boolean loosened) throws IOException {
        for (var line : kept.slice(data)) {
            var node = Keeping.JSON.readTree(line);
            for (var parameter : node.path("parameters"))
                if (!parameter.path("origin").asText().equals("default")
                        && (!loosened || mayLetMorePass(change(parameter))))
                    add(
                            rows,
                            kept,
                            List.of(
                                    node.path("item").asText(),
                                    node.path("subject").asText(),
                                    parameter.path("name").asText(),
                                    parameter.path("value").asText(),
                                    parameter.path("unit").asText(),
                                    change(parameter),
                                    parameter.path("origin").asText()));
        }
    }

    private static String change(JsonNode parameter) {
        return parameter.path("change").asText("unknown");
    }

    private static void rejected(Path data, Kept kept, TreeMap<String, Seen> rows) throws IOException {
        for (var rejection : Replay.accounting(data, kept).rejections()) {
            var origin = rejection.origin();
            add(
                    rows,
                    kept,
                    List.of(
                            origin.file(),
                            Long.toString(origin.line()),
                            rejection.reason(),
                            origin.raw(),
                            origin.sha256()));
        }
    }
}
