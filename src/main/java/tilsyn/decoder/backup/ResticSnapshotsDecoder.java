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
import tilsyn.fact.BackupRun;
import tilsyn.fact.Origin;

/**
 * Reads {@code restic snapshots --json}, grouped or not: what was saved, of which host and when. A snapshot is there also
 * when sources could not be read, so the result of these runs is not known.
 */
public final class ResticSnapshotsDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "restic-snapshots",
                Family.BACKUP,
                "Snapshots in a restic repository (JSON)",
                "restic snapshots --json > restic-snapshots-HOST-$(date +%F).json",
                List.of("BCK-02", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "time", "tree", "paths", "hostname") || Json.hasKeys(head, "group_key", "snapshots");
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        Json.each(input, sink, (record, line) -> {
            if (!record.has("snapshots")) snapshot(record, line, dates, input, sink);
            else for (var snapshot : record.path("snapshots")) snapshot(snapshot, line, dates, input, sink);
        });
    }

    private static void snapshot(JsonNode snapshot, long line, Dates dates, Input input, Sink sink) {
        var origin = input.origin(line, -1, snapshot.toString());
        var time = dates.start(Json.text(snapshot.get("time")));
        var objects = texts(snapshot.path("paths"));
        if (time == null || objects.isEmpty()) {
            sink.rejected(origin, "expected a snapshot with time and paths");
            return;
        }
        var summary = snapshot.path("summary");
        var start = dates.start(Json.text(summary.get("backup_start")));
        var end = dates.end(Json.text(summary.get("backup_end")));
        sink.fact(run(snapshot, summary, start == null ? time : start, end, objects, time.on(origin)));
        sink.fact(ResticPoint.of(
                Json.text(snapshot.get("hostname")),
                Json.text(snapshot.get("short_id")),
                time,
                Json.count(summary.get("total_bytes_processed")),
                objects,
                input,
                origin));
    }

    private static BackupRun run(
            JsonNode snapshot, JsonNode summary, When start, @Nullable When end, List<String> objects, Origin origin) {
        return new BackupRun(
                Json.text(snapshot.get("hostname")),
                "restic",
                "restic",
                1,
                "",
                start.instant(),
                end == null ? null : end.instant(),
                BackupRun.Result.UNKNOWN,
                "snapshot " + Json.text(snapshot.get("short_id")),
                Json.count(summary.get("total_bytes_processed")),
                Json.count(summary.get("data_added")),
                Json.count(summary.get("total_files_processed")),
                true,
                objects,
                List.of(),
                texts(snapshot.path("excludes")),
                List.of(),
                "",
                origin);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        for (var element : list) if (element.isTextual() && texts.size() < 2_000) texts.add(element.textValue());
        return texts;
    }
}
