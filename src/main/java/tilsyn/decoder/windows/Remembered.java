package tilsyn.decoder.windows;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that still knows what it has read since it was last told to forget, up to a limit. */
final class Remembered extends FilterReader {
    private static final int LIMIT = 4 << 20;

    private final StringBuilder text = new StringBuilder();
    private long start;

    Remembered(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c != -1) keep(new char[] {(char) c}, 0, 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) keep(buffer, offset, read);
        return read;
    }

    private void keep(char[] buffer, int offset, int length) {
        if (text.length() > LIMIT) forget(start + text.length());
        text.append(buffer, offset, length);
    }

    /** The characters from one position to another, as far as they are still known. */
    String between(long from, long until) {
        int first = (int) Math.max(0, Math.min(text.length(), from - start));
        int last = (int) Math.max(first, Math.min(text.length(), until - start));
        return text.substring(first, last);
    }

    void forget(long until) {
        int count = (int) Math.max(0, Math.min(text.length(), until - start));
        text.delete(0, count);
        start += count;
    }
}
