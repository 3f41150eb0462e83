package tilsyn.decoder.windows;

import java.util.zip.CRC32;
import tilsyn.decoder.Input;
import tilsyn.decoder.Sink;
import tilsyn.decoder.windows.EventParts.Unreadable;

/** The chunks of one file, 64 KiB each and one at a time; each stands for itself. */
final class EvtxChunk {
    static final int SIZE = 1 << 16;

    private static final int HEAD = 512;
    private static final int FIRST_ID = 24;
    private static final int LAST_ID = 32;
    private static final int NO_CHECKSUMS = 4;
    private static final int RECORD = 0x2A2A;
    private static final int RECORD_HEAD = 24;

    private final Bytes bytes = new Bytes(SIZE);
    private final BinXmlReader reader = new BinXmlReader(bytes);
    private final BinXmlValue value = new BinXmlValue(bytes);
    private final Input input;
    private final Sink sink;
    private long start;
    private long records;

    EvtxChunk(Input input, Sink sink) {
        this.input = input;
        this.sink = sink;
    }

    byte[] block() {
        return bytes.block();
    }

    /** Reads what the block holds, which begins at {@code offset} of the file; {@code dirty}: it was in use. */
    void read(int length, long offset, boolean dirty) {
        start = offset;
        bytes.filled(length);
        if (bytes.isZero(0, length)) return;
        if (!EvtxDecoder.begins(bytes.block(), 0, length, EvtxDecoder.CHUNK_MARK)) {
            rejected(0, "expected a chunk that begins with ElfChnk");
            return;
        }
        reader.reset();
        try {
            records(dirty);
        } catch (Unreadable cut) {
            rejected(0, cut.reason());
        }
    }

    private void records(boolean dirty) throws Unreadable {
        long free = bytes.u32(48);
        int end = free < HEAD || free > SIZE ? SIZE : (int) free;
        if (bytes.length() < end)
            rejected(
                    0,
                    "expected a chunk of %d bytes, found the %d before the file's end".formatted(SIZE, bytes.length()));
        else if (!dirty && (bytes.i32(120) & NO_CHECKSUMS) == 0) check(end);
        walk(Math.min(end, bytes.length()));
    }

    /** What a wrong checksum covers is read all the same, as most of it is sound. */
    private void check(int end) throws Unreadable {
        var checksum = new CRC32();
        checksum.update(bytes.block(), HEAD, end - HEAD);
        if ((int) checksum.getValue() == bytes.i32(52)) return;
        rejected(
                0,
                "expected records with checksum %08x, found %08x: they were read all the same"
                        .formatted(bytes.i32(52), (int) checksum.getValue()));
    }

    /** What lies behind a break is not read: most of it is left from earlier use of the chunk. */
    private void walk(int end) throws Unreadable {
        int at = HEAD;
        long last = bytes.i64(FIRST_ID) - 1;
        for (; isWhole(at, end); at += bytes.i32(at + 4)) {
            last = bytes.i64(at + 8);
            record(at);
        }
        if (bytes.isZero(at, end)) return;
        int lost = 0;
        for (int next = at + 4; next < end; next++)
            if (isWhole(next, end) && bytes.i64(next + 8) > last && bytes.i64(next + 8) <= bytes.i64(LAST_ID)) lost++;
        if (bytes.length() == SIZE || lost > 0)
            rejected(
                    at,
                    "expected a record that says its own length before and after;"
                            + " %d records behind it in its chunk were not read".formatted(lost));
    }

    private boolean isWhole(int at, int end) throws Unreadable {
        if (end - at < RECORD_HEAD + 4 || bytes.block()[at] != 0x2A || bytes.i32(at) != RECORD) return false;
        int size = bytes.i32(at + 4);
        return size >= RECORD_HEAD + 4 && size <= end - at && bytes.i32(at + size - 4) == size;
    }

    private void record(int at) {
        records++;
        try {
            int size = bytes.i32(at + 4);
            var parts = new EventParts();
            new EvtxRecord(bytes, reader, value, parts).read(at + RECORD_HEAD, at + size - 4);
            sink.fact(parts.event(
                    input.origin(records, start + at, "record " + bytes.i64(at + 8)),
                    BinXmlValue.instant(bytes.i64(at + 16))));
        } catch (Unreadable broken) {
            sink.rejected(input.origin(records, start + at, ""), broken.reason());
        }
    }

    private void rejected(int at, String reason) {
        sink.rejected(input.origin(Math.max(1, records), start + at, ""), reason);
    }
}
