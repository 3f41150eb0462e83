package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;

/** Reads {@code pgbackrest info --output=json}. */
public final class PgBackRestInfoJsonDecoder implements Decoder {
    private static final int DIFFERENT_ACROSS_REPOSITORIES = 4;

    @Override
    public Format format() {
        return new Format(
                "pgbackrest-info-json",
                Family.BACKUP,
                "pgBackRest info (JSON)",
                "pgbackrest info --output=json > pgbackrest-info-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("BCK-01", "BCK-03", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "archive", "backup", "name", "status")
                && head.text().contains("\"cipher\"");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        Json.each(input, sink, (stanza, line) -> {
            var name = Json.text(stanza.get("name"));
            var status = stanza.path("status");
            long code = Json.count(status.get("code"));
            var origin = input.origin(line, -1, stanza.toString());
            if (name.isEmpty() || code < 0) {
                sink.rejected(origin, "expected a stanza with name and status");
                return;
            }
            if (code != 0 && code != DIFFERENT_ACROSS_REPOSITORIES)
                PgBackRestInfo.broken(
                        name, "status %d: %s".formatted(code, Json.text(status.get("message"))), origin, input, sink);
            else if (stanza.path("backup").isEmpty())
                PgBackRestInfo.broken(name, "no backups are listed", origin, input, sink);
            for (var backup : stanza.path("backup"))
                PgBackRestInfo.backup(backup(name, backup), input.origin(line, -1, backup.toString()), input, sink);
        });
    }

    private static PgBackRestInfo.Backup backup(String stanza, JsonNode backup) {
        var databases = new ArrayList<String>();
        for (var database : backup.path("database-ref")) {
            var name = Json.text(database.get("name"));
            if (!name.isEmpty() && databases.size() < 1_000) databases.add(name);
        }
        var times = backup.path("timestamp");
        var info = backup.path("info");
        return new PgBackRestInfo.Backup(
                stanza,
                Json.text(backup.get("label")),
                Json.text(backup.get("type")),
                epoch(times.get("start")),
                epoch(times.get("stop")),
                Json.count(info.get("delta")),
                Json.count(info.path("repository").get("delta")),
                Json.flag(backup.get("error")),
                databases);
    }

    private static @Nullable When epoch(@Nullable JsonNode seconds) {
        return seconds == null || !seconds.isNumber() ? null : Epochs.when(seconds.doubleValue(), Epochs.text(seconds));
    }
}
