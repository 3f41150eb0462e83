package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;

/** Reads {@code barman -f json}: check, status, list-backups, show-backup and backup; an object with a key for each server. */
public final class BarmanJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "barman-json",
                Family.BACKUP,
                "Barman check, status, list-backups, show-backup, backup (JSON)",
                "barman -f json check all > barman-check-$(date +%Y%m%dT%H%M).json;"
                        + " barman -f json list-backups all > barman-list-$(date +%F).json",
                List.of("BCK-01", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() != '{') return false;
        var text = head.text();
        return text.contains("\"minimum_redundancy_requirements\"")
                || text.contains("\"minimum_redundancy\"") && text.contains("\"last_backup\"")
                || text.contains("\"backup_id\"")
                        && (text.contains("\"base_backup_information\"")
                                || text.contains("\"retention_status\"")
                                || text.contains("\"begin_wal\""));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            if (record.has("backup_id")) {
                backup(Json.text(record.get("server_name")), record, line, dates, input, sink);
                return;
            }
            for (var server : record.properties()) {
                if (server.getKey().startsWith("_")) continue;
                server(server.getKey(), server.getValue(), line, dates, input, sink);
            }
        });
    }

    private static void server(String name, JsonNode said, long line, Dates dates, Input input, Sink sink) {
        var origin = input.origin(line, -1, said.toString());
        if (said.isArray()) for (var backup : said) backup(name, backup, line, dates, input, sink);
        else if (said.has("backup_id")) backup(name, said, line, dates, input, sink);
        else if (said.path("minimum_redundancy_requirements").has("status")) check(name, said, origin, input, sink);
        else if (said.path("minimum_redundancy").has("message")) {
            var message = Json.text(said.path("minimum_redundancy").get("message"));
            boolean satisfied = message.startsWith("satisfied");
            sink.fact(BarmanBackup.check(
                    name,
                    satisfied || message.startsWith("FAILED") ? 1 : 0,
                    satisfied ? List.of() : List.of("minimum redundancy requirements: " + message),
                    origin,
                    input));
        } else sink.ignored("says nothing of a backup");
    }

    private static void check(String server, JsonNode said, Origin origin, Input input, Sink sink) {
        var failed = new ArrayList<String>();
        int asked = 0;
        for (var check : said.properties()) {
            var status = Json.text(check.getValue().get("status"));
            if (status.isEmpty()) continue;
            asked++;
            if (!status.equals("OK") && failed.size() < 100)
                failed.add("%s: %s (%s)"
                        .formatted(
                                check.getKey(),
                                status,
                                Json.text(check.getValue().get("hint"))));
        }
        sink.fact(BarmanBackup.check(server, asked, failed, origin, input));
    }

    private static void backup(String server, JsonNode backup, long line, Dates dates, Input input, Sink sink) {
        var base = backup.path("base_backup_information");
        new BarmanBackup(
                        server,
                        Json.text(backup.get("backup_id")),
                        Json.text(backup.get("status")),
                        Json.text(backup.get("backup_type")),
                        time(base.isObject() ? base : backup, "begin_time", dates, false),
                        time(base.isObject() ? base : backup, "end_time", dates, true),
                        bytes(backup, base))
                .into(input.origin(line, -1, backup.toString()), input, sink);
    }

    private static @Nullable When time(JsonNode from, String key, Dates dates, boolean end) {
        var epoch = Json.count(from.get(key + "_timestamp"));
        var text = Json.text(from.get(key));
        if (epoch > 0) return Epochs.when((double) epoch, text);
        return end ? dates.end(text) : dates.start(text);
    }

    private static long bytes(JsonNode backup, JsonNode base) {
        long bytes = Json.count(base.get("backup_size_bytes"));
        if (bytes < 0) bytes = Json.count(base.get("disk_usage_bytes"));
        if (bytes < 0) bytes = Json.count(backup.get("size_bytes"));
        return bytes < 0 ? Json.count(backup.get("size")) : bytes;
    }
}
