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

/** Reads what pg_dump, pg_restore, pg_basebackup and pg_verifybackup say. That pg_dump said nothing bad is no success without its
 * exit status. */
public final class PgToolsDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "pg_dump",
            Sign.of("(?:pg_dump|pg_dumpall|pg_basebackup): error: .{1,2000}", TELLING, BACKUP, BAD),
            Sign.of("(?:pg_dump|pg_dumpall): dumping contents of table \"(.{1,500})\"", TELLING, BACKUP),
            Sign.of("(?:pg_dump|pg_dumpall|pg_basebackup): warning: .{1,1000}", BACKUP, ODD),
            Sign.of("pg_basebackup: base backup completed", TELLING, BACKUP, GOOD, SAID),
            Sign.of("pg_(?:dump|dumpall|basebackup): .{1,1000}", TELLING, BACKUP),
            Sign.of("pg_restore: warning: errors ignored on restore: (\\d{1,12})", TELLING, RESTORE, ERRORS),
            Sign.of("pg_restore: error: .{1,2000}", TELLING, RESTORE, BAD),
            Sign.of("pg_restore: .{1,1000}", TELLING, RESTORE),
            Sign.of("pg_verifybackup: error: .{1,1000}", TELLING, CHECK, COMPARED, BAD),
            Sign.of("backup successfully verified", TELLING, CHECK, COMPARED, GOOD, SAID));

    @Override
    public Format format() {
        return new Format(
                "pg-tools",
                Family.BACKUP,
                "pg_dump, pg_restore, pg_verifybackup (messages)",
                "(pg_dump -v -Fc DB > DB.dump; echo \"exit=$?\") > pg_dump-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (without > DB.dump inside when -f is used)",
                List.of("BCK-01", "BCK-10", "BCK-07"));
    }

    @Override
    public boolean recognises(Head head) {
        return TEXT.recognises(head) && !BarmanText.recognises(head);
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        TEXT.decode(input, sink);
    }
}
