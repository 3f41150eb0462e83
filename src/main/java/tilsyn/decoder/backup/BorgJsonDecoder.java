package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;

/**
 * Reads BorgBackup's JSON: {@code create --json}, messages of {@code --log-json}, and lists of archives, one value behind the
 * other.
 */
public final class BorgJsonDecoder implements Decoder {
    private static final Set<String> MESSAGES = Set.of(
            "log_message",
            "file_status",
            "archive_progress",
            "progress_message",
            "progress_percent",
            "question_prompt");

    @Override
    public Format format() {
        return new Format(
                "borg-json",
                Family.BACKUP,
                "BorgBackup (JSON)",
                "borg --log-json --show-rc create --json REPO::NAME PATHS > borg-HOST-$(date +%Y%m%dT%H%M).json 2>&1"
                        + "   (and borg list --json REPO > borg-list-$(date +%F).json)",
                List.of("BCK-01", "BCK-02", "BCK-03", "BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        if (head.binary() || head.firstChar() != '{' && head.firstChar() != '[') return false;
        var keys = Json.firstKeys(head.text());
        if (keys.contains("repository") && (keys.contains("archives") || keys.contains("archive"))) return true;
        if (keys.contains("archives") && head.text().contains("\"barchive\"")) return true;
        if (keys.contains("archive") && head.text().contains("\"deduplicated_size\"")) return true;
        var first = head.lines(1);
        if (first.isEmpty()
                || !keys.contains("type")
                || !keys.contains("msgid")
                        && !keys.contains("levelname")
                        && !keys.contains("nfiles")
                        && !keys.contains("path")) return false;
        var message = Json.of(first.get(0));
        return message != null && MESSAGES.contains(Json.text(message.get("type")));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(input, sink, Dates.of(input));
        Json.each(input, sink, reading::value);
        reading.end();
    }

    private static final class Reading {
        private final Input input;
        private final Sink sink;
        private final Dates dates;
        private BorgRun run = new BorgRun();
        private Cited cited = new Cited();

        Reading(Input input, Sink sink, Dates dates) {
            this.input = input;
            this.sink = sink;
            this.dates = dates;
        }

        void value(JsonNode value, long line) {
            if (value.has("archives")) points(value, line);
            else if (value.path("archive").isObject()) {
                if (run.hasArchive()) end();
                run.archive(value, dates);
                cited.add(line(value, line));
            } else if (MESSAGES.contains(Json.text(value.get("type")))) {
                var listed = BorgListed.of(Json.text(value.get("message")));
                if (listed != null && !listed.pruned())
                    listed.into(sink, dates, input, input.origin(line, -1, value.toString()));
                else if (run.log(value, dates)) cited.add(line(value, line));
                else sink.ignored("progress");
                if (Json.text(value.get("name")).equals("borg.output.show-rc")) end();
            } else sink.ignored("says nothing of a backup");
        }

        private static Line line(JsonNode value, long number) {
            return new Line(number, -1, value.toString(), true);
        }

        private void points(JsonNode list, long line) {
            var listed = Dating.of(input);
            var place = list.path("repository");
            for (var archive : list.path("archives")) {
                var made = dates.start(Json.text(archive.get("start")));
                if (made == null) made = dates.start(Json.text(archive.get("time")));
                var name = Json.text(archive.get("name"));
                var origin = input.origin(line, -1, archive.toString());
                if (made == null || name.isEmpty()) sink.rejected(origin, "expected an archive with name and start");
                else
                    sink.fact(BorgListed.point(
                            Json.text(archive.get("hostname")),
                            name,
                            made,
                            Json.count(archive.path("stats").get("original_size")),
                            Json.text(place.get("location")),
                            listed,
                            origin));
            }
        }

        void end() {
            if (!run.isEmpty()) run.made(input, cited, Dating.of(input), sink);
            run = new BorgRun();
            cited = new Cited();
        }
    }
}
