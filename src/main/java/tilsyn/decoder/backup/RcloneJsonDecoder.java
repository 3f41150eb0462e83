package tilsyn.decoder.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Json;
import tilsyn.decoder.Sink;
import tilsyn.decoder.When;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Origin;

/**
 * Reads rclone's log as JSON ({@code --use-json-log}): one run. Its figures are printed every minute, so only figures that say all
 * of it went over, without errors, are a good end.
 */
public final class RcloneJsonDecoder implements Decoder {
    @Override
    public Format format() {
        return new Format(
                "rclone-json",
                Family.BACKUP,
                "rclone sync, copy (JSON log)",
                "rclone sync SOURCE TARGET -v --use-json-log --log-file rclone-HOST-$(date +%Y%m%dT%H%M).json",
                List.of("BCK-01", "BCK-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return Json.hasKeys(head, "level", "msg", "source", "time")
                && (head.text().contains("\"source\":\"operations/")
                        || head.text().contains("\"stats\":{\"bytes\""));
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var reading = new Reading(Dates.of(input));
        Json.each(input, sink, (record, line) -> {
            if (!reading.takes(record, input.origin(line, -1, record.toString())))
                sink.ignored("says nothing of the outcome");
        });
        reading.end(Dating.of(input), sink);
    }

    private static final class Reading {
        private final Dates dates;
        private final Attempt run = new Attempt("rclone");
        private Outcome outcome = Outcome.UNKNOWN;
        private boolean whole;
        private boolean dry;
        private @Nullable Origin place;

        Reading(Dates dates) {
            this.dates = dates;
        }

        /** Whether it says anything of how the run went. */
        boolean takes(JsonNode record, Origin origin) {
            var time = dates.start(Json.text(record.get("time")));
            if (run.start == null) run.start = time;
            if (time != null) run.end = time;
            var stats = record.get("stats");
            var level = Json.text(record.get("level"));
            dry |= Json.text(record.get("msg")).contains(" as --dry-run is set");
            // what follows the figures is more than they tell of
            whole = false;
            if (stats != null && stats.isObject()) stats(stats);
            else if (level.equals("error") || level.equals("critical")) error(record);
            else return false;
            if (place == null || stats != null) place = origin;
            return true;
        }

        private void error(JsonNode record) {
            outcome = outcome.and(Outcome.ODD);
            if (run.said.isEmpty()) run.said = Json.text(record.get("msg"));
            run.couldNotRead(Json.text(record.get("object")));
        }

        private void stats(JsonNode stats) {
            long bytes = Json.count(stats.get("bytes"));
            long errors = Json.count(stats.get("errors"));
            run.read = bytes;
            run.files = Json.count(stats.get("transfers"));
            boolean fatal = Boolean.TRUE.equals(Json.flag(stats.get("fatalError")));
            if (fatal) outcome = outcome.and(Outcome.BAD);
            else if (errors > 0) outcome = outcome.and(Outcome.ODD);
            whole = errors >= 0
                    && bytes >= 0
                    && bytes == Json.count(stats.get("totalBytes"))
                    && isAll(stats, "transfers", "totalTransfers")
                    && isAll(stats, "checks", "totalChecks")
                    && !stats.has("transferring")
                    && !stats.has("checking");
        }

        private static boolean isAll(JsonNode stats, String done, String total) {
            long count = Json.count(stats.get(done));
            return count >= 0 && count == Json.count(stats.get(total));
        }

        void end(When undated, Sink sink) {
            if (place == null || dry) {
                sink.ignored(dry ? "a dry run" : "neither figures nor errors of a run");
                return;
            }
            run.result = (whole ? outcome.and(Outcome.GOOD) : outcome).ofBackup();
            if (run.said.isEmpty()) run.said = run.result == Result.SUCCESS ? "all went over" : "no good end is said";
            sink.fact(run.run(undated, place));
        }
    }
}
