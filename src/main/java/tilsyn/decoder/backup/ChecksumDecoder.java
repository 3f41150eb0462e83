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

/** Reads what {@code sha256sum -c} and its like print. */
public final class ChecksumDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "checksums",
            Sign.of(
                    "(?:sha\\d{1,3}|md5|b2)sum: WARNING: (\\d{1,12}) (?:computed checksums? did NOT match|listed files? could not be read)",
                    TELLING,
                    CHECK,
                    COMPARED,
                    DAMAGES),
            Sign.of("(?:sha\\d{1,3}|md5|b2)sum: .{1,1000}", TELLING, CHECK, COMPARED, BAD),
            Sign.of(".{1,1000}: FAILED(?: open or read)?", CHECK, COMPARED, BAD),
            Sign.of(".{1,1000}: OK", CHECK, COMPARED, GOOD));

    @Override
    public Format format() {
        return new Format(
                "sha256sum",
                Family.BACKUP,
                "Checksums compared (sha256sum -c and its like)",
                "sha256sum -c CHECKSUMS > sha256sum-HOST-$(date +%Y%m%dT%H%M).txt 2>&1",
                List.of("BCK-07"));
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
