package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/** Reads the log of rclone sync, copy and check. */
public final class RcloneDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "rclone",
            Pattern.compile("(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) (.{0,3000})"),
            Sign.of("NOTICE: .{1,1000} as --dry-run is set.{0,200}", TELLING, DRY),
            Sign.of("NOTICE: .{1,500}: (\\d{1,12}) differences found", TELLING, CHECK, COMPARED, ERRORS),
            Sign.of("NOTICE: .{1,500}: (\\d{1,12}) matching files", TELLING, CHECK, FILES),
            Sign.of("Failed to check: .{1,500}", TELLING, CHECK, ODD),
            Sign.of(
                    "(?:ERROR|CRITICAL) {0,2}: (.{1,500}?): (?:[Ff]ailed to open|failed to copy|error reading source|failed to read).{0,800}",
                    TELLING,
                    UNREADABLE),
            Sign.of("(?:ERROR|CRITICAL) {0,2}: .{1,1000}", ODD),
            Sign.of(
                    "INFO {0,2}: .{1,1000}: (?:Copied|Multi-thread Copied|Updated|Deleted|Moved).{0,80}",
                    TELLING,
                    BACKUP),
            Sign.of("Errors: {1,20}(\\d{1,12})(?: .{1,60})?", BACKUP, ERRORS),
            Sign.of(
                    "Transferred:[ \\t]{1,20}[\\d.]{1,12} ?\\w{1,4} / ([\\d.]{1,12} ?[KMGTPkmgtp]?i?B)(?:ytes)?, .{1,80}",
                    BACKUP,
                    READ_1024),
            // the same figures are printed every minute: only all of them gone over is an end
            Sign.of("Transferred:[ \\t]{1,20}(\\d{1,12}) / \\1, 100%", BACKUP, GOOD),
            Sign.of("Elapsed time: {1,20}[\\d.dhms]{1,20}", BACKUP),
            Sign.of("INFO {0,2}: There was nothing to transfer", TELLING, BACKUP, GOOD),
            Sign.of("Failed to (?:sync|copy|move).{0,800}", TELLING, BACKUP, ODD));

    @Override
    public Format format() {
        return new Format(
                "rclone",
                Family.BACKUP,
                "rclone sync, copy, check (log)",
                "(rclone sync SOURCE TARGET -v; echo \"exit=$?\") > rclone-HOST-$(date +%Y%m%dT%H%M).log 2>&1   (and rclone check SOURCE TARGET --download > rclone-check.log 2>&1)",
                List.of("BCK-01", "BCK-05"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        TEXT.decode(input, sink);
    }
}
