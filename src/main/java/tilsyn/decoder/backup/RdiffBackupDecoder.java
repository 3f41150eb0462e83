package tilsyn.decoder.backup;

import static tilsyn.decoder.backup.Sign.Meaning.*;

import java.io.IOException;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/** Reads what rdiff-backup prints, and its session_statistics and error_log files. */
public final class RdiffBackupDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "rdiff-backup",
            SessionStatistics.and(
                    Sign.of("MirrorFiles \\d{1,18}", TELLING, BACKUP),
                    Sign.of(
                            "(?:ListError|UpdateError|SpecialFileError|SecurityError):? '?(/.{1,1000}?)'? \\[Errno \\d{1,3}\\] .{1,1000}",
                            TELLING,
                            BACKUP,
                            UNREADABLE),
                    Sign.of("ERROR: Action backup failed on step \\w{1,20}", TELLING, BACKUP, BAD),
                    Sign.of("ERROR: Source path .{1,500} does not exist", TELLING, BACKUP, STOPPED),
                    Sign.of("ERROR: Action (?:compare|verify) failed on step run", TELLING, RESTORE, COMPARED, ODD),
                    Sign.of("ERROR: Action restore failed on step \\w{1,20}", TELLING, RESTORE, BAD),
                    Sign.of(
                            "WARNING: Calculated hash .{1,100} of file .{1,500} doesn't match recorded hash .{1,100}",
                            TELLING,
                            RESTORE,
                            COMPARED,
                            BAD)));

    @Override
    public Format format() {
        return new Format(
                "rdiff-backup",
                Family.BACKUP,
                "rdiff-backup (output, session_statistics, error_log)",
                "cp REPO/rdiff-backup-data/session_statistics.*.data .   (the newest; or: (rdiff-backup -v3 --print-statistics backup SOURCE REPO; echo \"exit=$?\") > rdiff-backup-HOST.txt 2>&1)",
                List.of("BCK-01", "BCK-03"));
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
