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

/** Reads what dar prints of a backup and of a test. Its exit status is 0 also when directories could not be read. */
public final class DarDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "dar",
            Sign.of("(\\d{1,12}) inode\\(s\\) saved", TELLING, BACKUP, FILES),
            Sign.of("(\\d{1,12}) inode\\(s\\) failed to be saved \\(filesystem error\\)", TELLING, BACKUP, ERRORS),
            Sign.of(
                    "(\\d{1,12}) inode\\(s\\) changed at the moment of the backup and could not be saved properly",
                    BACKUP,
                    ERRORS),
            Sign.of("Cannot read directory contents: (/.{1,800}?) : .{1,500}", TELLING, BACKUP, UNREADABLE),
            Sign.of("Error while saving (/.{1,800}?): .{1,500}", TELLING, BACKUP, UNREADABLE),
            Sign.of("(\\d{1,12}) item\\(s\\) treated", TELLING, CHECK, COMPARED, FILES),
            Sign.of("(\\d{1,12}) item\\(s\\) with error", TELLING, CHECK, DAMAGES),
            Sign.of("ERR .{1,1000} : CRC error: .{1,200}", TELLING, CHECK, COMPARED, BAD),
            Sign.of(
                    "Some files are corrupted in the archive and it will not be possible to restore them",
                    TELLING,
                    CHECK,
                    COMPARED,
                    BAD));

    @Override
    public Format format() {
        return new Format(
                "dar",
                Family.BACKUP,
                "dar backup and test (output)",
                "(dar -c TARGET -R SOURCE; dar -t TARGET) > dar-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (a file each)",
                List.of("BCK-01", "BCK-07"));
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
