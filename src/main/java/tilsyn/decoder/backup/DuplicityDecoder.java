package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Dating;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.RestorePoint;

/**
 * Reads duplicity's output: statistics of a backup, a verification, a collection status. It ends with exit status 0 also
 * when files could not be read; its count of errors tells.
 */
public final class DuplicityDecoder implements Decoder {
    private static final Pattern SET = Pattern.compile(
            "\\s{0,40}(Full|Incremental) {2,40}([A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} \\d{4}) {2,40}(\\d{1,9})");
    private static final ToolText TEXT = new ToolText(
            "duplicity",
            SessionStatistics.and(
                    Sign.of("(?:\\. )?-{4,40}\\[ Backup Statistics \\]-{4,40}", TELLING, BACKUP),
                    Sign.of("\"StartTime\": ([\\d.]{1,30}),", START_EPOCH),
                    Sign.of("\"EndTime\": ([\\d.]{1,30}),", END_EPOCH),
                    Sign.of("\"SourceFiles\": (\\d{1,18}),", FILES),
                    Sign.of("\"SourceFileSize\": (\\d{1,18}),", READ),
                    Sign.of("\"TotalDestinationSizeChange\": (\\d{1,18}),", WRITTEN),
                    Sign.of("\"Errors\": (\\d{1,18}),?", BACKUP, ERRORS),
                    Sign.of("\"source\": \"(.{1,1000})\",?", OBJECT),
                    Sign.of("\"target\": \"(.{1,1000})\",?", TARGET),
                    Sign.of("\"action\": \"full\",?", FULL),
                    Sign.of("\"action\": \"inc\",?", INCREMENTAL),
                    Sign.of(
                            "Verify complete: (\\d{1,12}) file\\(s\\) (?:compared|checked), (\\d{1,12}) difference\\(s\\) found\\.",
                            TELLING,
                            RESTORE,
                            COMPARED,
                            EXPECTED,
                            ERRORS),
                    Sign.of("Difference found: .{1,1000}", RESTORE, COMPARED, ODD),
                    Sign.of("Error accessing possibly locked file (/.{1,1000})", BACKUP, UNREADABLE),
                    Sign.of("(?:GPGError|BackendException|CommandLineError): .{1,1000}", BACKUP, STOPPED),
                    Sign.of("===== Begin GnuPG log =====", TELLING, BACKUP),
                    Sign.of("Enter 'duplicity --help' for help screen\\.", TELLING, BACKUP, STOPPED),
                    Sign.of("(?:\\. )?Last full backup date: .{1,60}", TELLING)));

    @Override
    public Format format() {
        return new Format(
                "duplicity",
                Family.BACKUP,
                "duplicity: statistics, verification, collection status",
                "(duplicity SOURCE TARGET; echo \"exit=$?\") > duplicity-HOST-$(date +%Y%m%dT%H%M).txt 2>&1"
                        + "   (and duplicity collection-status TARGET > duplicity-status-$(date +%F).txt)",
                List.of("BCK-01", "BCK-03", "BCK-06", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        boolean list = false;
        for (var line : input.head().lines(20)) if (line.strip().equals("Collection Status")) list = true;
        if (list) points(input, sink);
        else TEXT.decode(input, sink);
    }

    private static void points(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var set = line.text().length() > 300
                        ? null
                        : SET.matcher(line.text().stripTrailing());
                if (set != null && set.matches()) point(set.group(1), set.group(2), line, dates, input, sink);
                else sink.ignored("says nothing of a backup set");
            }
        }
    }

    private static void point(String form, String time, Line line, Dates dates, Input input, Sink sink) {
        var made = dates.start(time);
        if (made == null) {
            sink.rejected(input.origin(line), "'%s' is no time".formatted(time));
            return;
        }
        var listed = Dating.of(input);
        sink.fact(new RestorePoint(
                "",
                "duplicity",
                "duplicity",
                made.text(),
                form.equals("Full") ? "full" : "incremental",
                RestorePoint.State.COMPLETE,
                "listed",
                made.instant(),
                -1,
                List.of(),
                "",
                listed.instant(),
                listed.on(input.origin(line))));
    }
}
