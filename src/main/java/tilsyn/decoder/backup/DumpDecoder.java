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

/** Reads what dump and restore say of a file system. */
public final class DumpDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "dump",
            Sign.of("DUMP: Date of this level 0 dump: (.{10,40})", TELLING, BACKUP, FULL, START),
            Sign.of("DUMP: Date of this level \\d dump: (.{10,40})", TELLING, BACKUP, INCREMENTAL, START),
            Sign.of(
                    "DUMP: Dumping \\S{1,200} \\((/\\S{0,500})(?: .{1,200})?\\) to (.{1,500})",
                    TELLING,
                    BACKUP,
                    OBJECT,
                    TARGET),
            Sign.of("DUMP: \\d{1,18} blocks \\(([\\d.]{1,18}[KMGT]?B)\\) on \\d{1,4} volume\\(s\\)", READ_1024),
            Sign.of("DUMP: Date this dump completed: {1,3}(.{10,40})", END),
            Sign.of("DUMP: DUMP IS DONE", TELLING, BACKUP, GOOD, SAID),
            Sign.of("DUMP: .{0,200}(?:read error|bread:|cannot|No space|Broken pipe).{0,300}", BACKUP, ODD),
            Sign.of("DUMP: The ENTIRE dump is aborted\\.", TELLING, BACKUP, BAD),
            Sign.of("Level \\d dump of (/\\S{0,500}) on ([\\w.-]{1,200}):.{1,300}", TELLING, RESTORE, JOB, HOST),
            Sign.of("Some files were modified! {1,3}(\\d{1,12}) compare errors", TELLING, RESTORE, COMPARED, ERRORS));

    @Override
    public Format format() {
        return new Format(
                "dump",
                Family.BACKUP,
                "dump and restore of file systems (messages)",
                "dump -0uf TARGET /MOUNT > dump-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (and restore -Cf TARGET > restore-HOST.txt 2>&1)",
                List.of("BCK-01", "BCK-03", "BCK-07"));
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
