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

/** Reads what rsync prints and logs. Its log file holds its errors, too; on a terminal they go to another stream, so that what it
 * prints of a run that went well is no success without its exit status. */
public final class RsyncDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "rsync",
            Pattern.compile("(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[\\d{1,10}\\] (.{0,3000})"),
            Sign.of(
                    "rsync: (?:\\[\\w{1,10}\\] )?(?:change_dir|link_stat) \"(.{1,1000})\" failed: No such file or directory \\(2\\)",
                    TELLING,
                    BACKUP,
                    UNREADABLE,
                    BAD),
            Sign.of(
                    "rsync: (?:\\[\\w{1,10}\\] )?(?:opendir|send_files failed to open|readlink_stat|read errors mapping|readdir) ?\"(.{1,1000}?)\"(?: failed)?: .{1,200}",
                    TELLING,
                    BACKUP,
                    UNREADABLE),
            Sign.of("rsync (?:error|warning): .{1,300} \\(code (23|24)\\) at .{1,100}", TELLING, BACKUP, CODE, ODD),
            Sign.of("rsync error: .{1,300} \\(code (\\d{1,3})\\) at .{1,100}", TELLING, BACKUP, CODE, BAD),
            Sign.of("file has vanished: \".{1,1000}\"", TELLING, BACKUP, ODD),
            Sign.of("IO error encountered -- skipping file deletion", ODD),
            Sign.of("(?:building|receiving) file list.{0,40}", BEGIN, BACKUP),
            Sign.of("total size is .{1,60} \\(DRY RUN\\)", TELLING, OTHER),
            Sign.of(
                    "sent [\\d,.]{1,20}[KMGT]? bytes {1,3}received [\\d,.]{1,20}[KMGT]? bytes .{1,60}",
                    TELLING,
                    BACKUP),
            Sign.of("total size is ([\\d,.]{1,20}[KMGT]?) {1,3}speedup is .{1,20}", BACKUP, READ, GOOD_IN_LOG),
            Sign.of("Number of files: ([\\d,]{1,20}).{0,100}", FILES),
            Sign.of("Total transferred file size: ([\\d,.]{1,20}[KMGT]?) bytes", TELLING, BACKUP, WRITTEN),
            Sign.of(
                    "(?:\\[\\w{1,10}\\] )?_exit_cleanup\\(code=0, .{1,300}\\): about to call exit\\(0\\)",
                    BACKUP,
                    GOOD),
            Sign.of("exit[=: ]{1,3}(23|24)", CODE, ODD));

    @Override
    public Format format() {
        return new Format(
                "rsync",
                Family.BACKUP,
                "rsync (log or output)",
                "rsync -a --log-file=rsync-HOST.log SOURCE TARGET   (or: (rsync -a --stats SOURCE TARGET; echo \"exit=$?\") > rsync-HOST-$(date +%Y%m%dT%H%M).txt 2>&1)",
                List.of("BCK-01", "BCK-03"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head) && !RsnapshotText.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        TEXT.decode(input, sink);
    }
}
