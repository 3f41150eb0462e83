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

/** Reads what bup save and bup fsck say. */
public final class BupDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "bup",
            Sign.of("WARNING: (\\d{1,12}) errors encountered while saving\\.", TELLING, BACKUP, ERRORS),
            Sign.of("read Linux attr: \\[Errno \\d{1,3}\\] .{1,100}: '(/.{1,1000})'", TELLING, BACKUP, UNREADABLE),
            Sign.of("pack-[0-9a-f]{40} failed", TELLING, CHECK, COMPARED, BAD),
            Sign.of("b'pack-[0-9a-f]{40}' git verify: failed \\(\\d{1,3}\\)", TELLING, CHECK, COMPARED, BAD),
            Sign.of("pack-[0-9a-f]{40} ok", TELLING, CHECK, COMPARED, GOOD));

    @Override
    public Format format() {
        return new Format(
                "bup",
                Family.BACKUP,
                "bup save and fsck (output)",
                "(bup save -n NAME SOURCE; echo \"exit=$?\") > bup-HOST-$(date +%Y%m%dT%H%M).txt 2>&1   (and bup fsck > bup-fsck.txt 2>&1)",
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
