package tilsyn.decoder.windows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;

/**
 * Reads Windows' own log files, versions 3.1 and 3.2, exported or copied while in use. The file's header is believed in
 * nothing but its mark: chunks are read to the end of the file, and of a damaged one the records that are whole.
 */
public final class EvtxDecoder implements Decoder {
    static final String CHUNK_MARK = "ElfChnk\0";

    private static final String FILE_MARK = "ElfFile\0";
    private static final int HEADER = 4096;
    private static final int COUNT = 42;
    private static final int FLAGS = 120;
    private static final int DIRTY = 1;
    private static final Format FORMAT = new Format(
            "evtx",
            Family.WINDOWS,
            "Windows event log file (EVTX)",
            "wevtutil epl System HOST-System.evtx (likewise Security, Application,"
                    + " \"Microsoft-Windows-Windows Defender/Operational\")",
            List.of("LOG-01", "LOG-03", "LOG-05", "OPS-01", "UPD-03", "AV-01", "AV-02", "AV-03", "HW-02", "BCK-01"));

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Head head) {
        var bytes = head.bytes();
        return begins(bytes, 0, bytes.length, FILE_MARK)
                || begins(bytes, 0, bytes.length, CHUNK_MARK)
                || begins(bytes, HEADER, bytes.length, CHUNK_MARK);
    }

    static boolean begins(byte[] bytes, int at, int length, String mark) {
        if (length - at < mark.length()) return false;
        for (int i = 0; i < mark.length(); i++) if (bytes[at + i] != mark.charAt(i)) return false;
        return true;
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        try (var in = input.open()) {
            var chunk = new EvtxChunk(input, sink);
            var block = chunk.block();
            int length = in.readNBytes(block, 0, HEADER);
            if (begins(block, 0, length, CHUNK_MARK)) {
                length += in.readNBytes(block, length, EvtxChunk.SIZE - length);
                chunks(in, chunk, length, 0, true);
                return;
            }
            if (length < HEADER) {
                sink.rejected(
                        input.origin(1, 0, ""), "expected a header of %d bytes, found %d".formatted(HEADER, length));
                return;
            }
            if (!begins(block, 0, length, FILE_MARK))
                sink.rejected(input.origin(1, 0, ""), "expected a header that begins with ElfFile");
            boolean dirty = (block[FLAGS] & DIRTY) != 0;
            int counted = block[COUNT] & 0xFF | (block[COUNT + 1] & 0xFF) << 8;
            int found = chunks(in, chunk, in.readNBytes(block, 0, EvtxChunk.SIZE), HEADER, dirty);
            if (found < counted)
                sink.rejected(
                        input.origin(1, 0, ""),
                        "expected the %d chunks that the header counts, found %d".formatted(counted, found));
        }
    }

    /** Gives how many there are; those of a file that was in use have checksums that say nothing. */
    private static int chunks(InputStream in, EvtxChunk chunk, int first, long start, boolean dirty)
            throws IOException {
        int chunks = 0;
        long offset = start;
        for (int length = first; length > 0; length = in.readNBytes(chunk.block(), 0, EvtxChunk.SIZE)) {
            chunk.read(length, offset, dirty);
            offset += length;
            chunks++;
        }
        return chunks;
    }
}
