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

/** Reads what GNU tar says of a backup, or of a test of one, on its error stream. */
public final class TarDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "tar",
            Sign.of("Total bytes written: (\\d{1,18}) \\(.{1,60}\\)", TELLING, BACKUP, READ, GOOD),
            Sign.of("Total bytes read: \\d{1,18} \\(.{1,60}\\)", TELLING, CHECK, COMPARED),
            Sign.of(
                    "tar: (?!Removing leading)(.{1,1000}): Cannot (?:open|stat|read|readlink|savedir): .{1,200}",
                    TELLING,
                    BACKUP,
                    UNREADABLE),
            Sign.of(
                    "tar: .{1,1000}: (?:file changed as we read it|File removed before we read it|File shrank by .{1,100})",
                    TELLING,
                    BACKUP,
                    ODD),
            Sign.of("tar: Exiting with failure status due to (?:previous|delayed) errors", TELLING, ODD),
            Sign.of(
                    "tar: (?:Unexpected EOF in archive|Skipping to next header|This does not look like a tar archive)",
                    TELLING,
                    CHECK,
                    BAD),
            Sign.of("tar: Error is not recoverable: exiting now", TELLING, BAD),
            Sign.of(
                    "(?:gzip|bzip2|xz|zstd): .{0,200}(?:unexpected end of file|crc error|invalid compressed data|data integrity error).{0,100}",
                    CHECK,
                    BAD));

    @Override
    public Format format() {
        return new Format(
                "tar",
                Family.BACKUP,
                "GNU tar (messages)",
                "(tar --totals -czf TARGET.tar.gz SOURCE; echo \"exit=$?\") > tar-HOST-$(date +%Y%m%dT%H%M).txt 2>&1",
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
