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

/** Reads what zfs receive says of a replication, and what stops zfs send. What the sender says of a stream that went out tells
 * nothing of what came in. */
public final class ZfsSendDecoder implements Decoder {
    private static final ToolText TEXT = new ToolText(
            "zfs",
            Sign.of(
                    "receiving (?:full|incremental) stream of (\\S{1,300}) into (\\S{1,300})",
                    TELLING,
                    BACKUP,
                    COPY,
                    OBJECT,
                    TARGET),
            Sign.of(
                    "received ([\\d.]{1,12}[KMGTP]?B?) stream in .{1,60}",
                    TELLING,
                    BACKUP,
                    COPY,
                    READ_1024,
                    GOOD,
                    SAID),
            Sign.of(
                    "(?:cannot (?:open|receive|send|hold|receive incremental stream|receive new filesystem stream)|warning: cannot send) '?\\S{0,300}@?\\S{0,300}'?: .{1,300}",
                    TELLING,
                    BACKUP,
                    COPY,
                    BAD),
            Sign.of("internal error: .{1,300}", BAD));

    @Override
    public Format format() {
        return new Format(
                "zfs-send",
                Family.BACKUP,
                "zfs send and receive (messages)",
                "(zfs send -v POOL/DATA@SNAP | zfs receive -v POOL/COPY) > zfs-send-HOST-$(date +%Y%m%dT%H%M).txt 2>&1",
                List.of("BCK-05"));
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
