package tilsyn.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** What a packed file unpacks to, until it unpacks to too much. */
final class Expanding extends FilterInputStream {
    private final Bounds bounds;
    private final long packed;
    private final AtomicLong total;
    private long expanded;

    /** @param total what all files have expanded to */
    Expanding(InputStream unpacking, long packed, Bounds bounds, AtomicLong total) {
        super(unpacking);
        this.bounds = bounds;
        this.packed = Math.max(1, packed);
        this.total = total;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        if (one >= 0) count(1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) count(read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        expanded += bytes;
        if (expanded > bounds.ratioFrom() && expanded / packed > bounds.ratio())
            throw new IOException(
                    "expands to more than %d times its size; a zip bomb is not read".formatted(bounds.ratio()));
        if (expanded > bounds.entryBytes())
            throw new IOException("expands to more than %d MB".formatted(bounds.entryBytes() >> 20));
        if (total.addAndGet(bytes) > bounds.totalBytes())
            throw new IOException(
                    "the packed files of this input expand to more than %d MB".formatted(bounds.totalBytes() >> 20));
    }
}
