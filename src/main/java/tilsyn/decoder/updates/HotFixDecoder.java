package tilsyn.decoder.updates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Listing;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;
import tilsyn.fact.UpdateState;
import tilsyn.fact.UpdateState.Update;

/** Reads {@code Get-HotFix}, as table, list or JSON: what is installed. It does not say what is missing. */
public final class HotFixDecoder implements Decoder {
    private static final Pattern ROW = Pattern.compile(
            "(\\S{1,255})\\s+(\\S.{0,60}?)\\s+(KB\\d{6,7})\\b\\s*(.{0,80}?)(?:\\s{1,40}(\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4} .{5,14}))?\\s*");
    private static final int MOST = 5_000;

    @Override
    public Format format() {
        return new Format(
                "get-hotfix",
                Family.UPDATES,
                "Installed Windows updates (Get-HotFix)",
                "Get-HotFix | ConvertTo-Json > hotfix-HOST-$(Get-Date -f yyyyMMddTHHmm).json",
                List.of());
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary()) return false;
        if (Json.hasKeys(head, "HotFixID", "Description") || Json.hasKeys(head, "HotFixId", "Description")) return true;
        if (Listing.hasKeys(head, "hotfixid", "description")) return true;
        return head.lines(3).stream().anyMatch(line -> line.contains("HotFixID") && line.startsWith("Source "));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var head = input.head();
        var reading = new Reading(Dating.of(input), Dates.of(input, head), sink);
        if (head.firstChar() == '{' || head.firstChar() == '[')
            Json.each(input, sink, (record, line) -> reading.record(record, input.origin(line, -1, record.toString())));
        else if (Listing.hasKeys(head, "hotfixid", "description"))
            Listing.each(input, (fields, origin) -> reading.listed(fields, origin));
        else
            try (var lines = input.lines()) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    var text = line.text();
                    var row = text.length() > 500 ? null : ROW.matcher(text);
                    if (row != null && row.matches())
                        reading.add(row.group(1), row.group(3), row.group(2), row.group(5), input.origin(line));
                    else if (text.isBlank() || text.startsWith("Source ") || text.startsWith("----"))
                        sink.ignored("heading");
                    else sink.rejected(input.origin(line), "expected a row of Get-HotFix");
                }
            }
        reading.end();
    }

    private static final class Reading {
        private final When time;
        private final Dates dates;
        private final Sink sink;
        private final Map<String, List<Update>> hosts = new TreeMap<>();
        private final Map<String, Origin> places = new TreeMap<>();

        Reading(When time, Dates dates, Sink sink) {
            this.time = time;
            this.dates = dates;
            this.sink = sink;
        }

        void listed(Map<String, String> fields, Origin origin) {
            var kb = fields.getOrDefault("hotfixid", "");
            var host = fields.getOrDefault("source", "");
            for (var key : List.of("csname", "pscomputername")) if (host.isEmpty()) host = fields.getOrDefault(key, "");
            if (kb.matches("KB\\d{6,7}"))
                add(host, kb, fields.getOrDefault("description", ""), fields.getOrDefault("installedon", ""), origin);
            else sink.rejected(origin, "expected a HotFixID such as KB5031364");
        }

        void record(JsonNode record, Origin origin) {
            var kb = Json.text(record.has("HotFixID") ? record.get("HotFixID") : record.get("HotFixId"));
            var host = Json.text(record.get("PSComputerName"));
            if (host.isEmpty()) host = Json.text(record.get("CSName"));
            if (host.isEmpty()) host = Json.text(record.get("Source"));
            if (!kb.matches("KB\\d{6,7}")) {
                sink.rejected(origin, "expected a HotFixID such as KB5031364");
                return;
            }
            add(host, kb, Json.text(record.get("Description")), dates.start(record.get("InstalledOn")), origin);
        }

        void add(String host, String kb, String description, @Nullable String installed, Origin origin) {
            add(host, kb, description, dates.start(installed), origin);
        }

        private void add(String host, String kb, String description, @Nullable When installed, Origin origin) {
            var updates = hosts.computeIfAbsent(host, name -> new ArrayList<>());
            if (updates.size() >= MOST || hosts.size() > MOST)
                sink.rejected(origin, "more than %d updates".formatted(MOST));
            else
                updates.add(new Update(
                        kb, description, category(description), installed == null ? null : installed.instant()));
            if (places.putIfAbsent(host, origin) != null) sink.ignored("a further row of the same list");
        }

        void end() {
            places.forEach((host, origin) -> sink.fact(
                    new UpdateState(host, time.instant(), null, hosts.getOrDefault(host, List.of()), time.on(origin))));
        }

        private static String category(String description) {
            return switch (description.toLowerCase(Locale.ROOT)) {
                case "security update", "sikkerhetsoppdatering" -> "security";
                default -> "other";
            };
        }
    }
}
