package tilsyn.source;

import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import tilsyn.decoder.Input;

/** Gzip files, known by how they begin. */
final class Gzip {
    private Gzip() {}

    static boolean is(byte[] magic) {
        return magic.length >= 3 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B && magic[2] == 8;
    }

    static Input.Opener opener(Input.Opener packed, long bytes, Bounds bounds, AtomicLong expanded) {
        return () -> {
            var in = packed.open();
            try {
                return new Expanding(new GZIPInputStream(in, 1 << 16), bytes, bounds, expanded);
            } catch (java.io.IOException broken) {
                in.close();
                throw broken;
            }
        };
    }
}
