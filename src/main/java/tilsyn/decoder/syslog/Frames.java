package tilsyn.decoder.syslog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Line;
import tilsyn.decoder.Lines;

/**
 * The frames of a stream as RFC 6587 has them: octets counted ({@code 16 <1>1 - - - - - -}), or ended by LF, also both in one
 * stream. A count that doesn't end where a frame can end isn't believed, and the frame ends at the next LF.
 */
final class Frames implements AutoCloseable {
    private static final int LONGEST_COUNT = 7;

    private final BufferedInputStream in;
    private byte[] frame = new byte[512];
    private long number;
    private long offset;

    Frames(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next frame that isn't empty, or null at the end. */
    @Nullable
    Line next() throws IOException {
        int first = in.read();
        while (first == '\n' || first == '\r' || first == 0 || first == ' ') {
            offset++;
            first = in.read();
        }
        if (first < 0) return null;
        long start = offset;
        int count = first >= '1' && first <= '9' ? count(first - '0') : -1;
        if (count < 0) {
            frame[0] = (byte) first;
            offset++;
            return toNewline(1, start);
        }
        var counted = counted(count);
        return counted != null ? made(counted, count, start, true) : toNewline(0, start);
    }

    /** The number that begins the frame, if a blank and a priority follow; else -1, and the stream stands where it stood. */
    private int count(int firstDigit) throws IOException {
        in.mark(LONGEST_COUNT + 2);
        int count = firstDigit;
        int read = 1;
        int next = in.read();
        for (; next >= '0' && next <= '9' && read < LONGEST_COUNT; next = in.read(), read++)
            count = count * 10 + next - '0';
        if (next == ' ' && count <= Lines.LIMIT && in.read() == '<') {
            in.reset();
            in.skipNBytes(read);
            offset += read + 1;
            return count;
        }
        in.reset();
        return -1;
    }

    /** As many octets; null, and nothing read, when behind them there is neither a frame nor the end. */
    private byte @Nullable [] counted(int count) throws IOException {
        in.mark(count + 2);
        var octets = in.readNBytes(count);
        int next = octets.length < count ? -1 : in.read();
        boolean ends = octets.length == count
                && (next < 0 || next == '<' || next == '\n' || next == '\r' || next >= '1' && next <= '9');
        in.reset();
        if (!ends) return null;
        in.skipNBytes(count);
        offset += count;
        return octets;
    }

    private Line toNewline(int taken, long start) throws IOException {
        int length = taken;
        boolean whole = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            offset++;
            if (next == '\n') break;
            if (length == Lines.LIMIT) {
                whole = false;
                continue;
            }
            grow(length + 1);
            frame[length++] = (byte) next;
        }
        if (length > 0 && frame[length - 1] == '\r') length--;
        return made(frame, length, start, whole);
    }

    private void grow(int length) {
        if (length > frame.length)
            frame = Arrays.copyOf(frame, Math.min(Lines.LIMIT, Math.max(length, 2 * frame.length)));
    }

    private Line made(byte[] octets, int length, long start, boolean whole) {
        return new Line(++number, start, Lines.text(octets, length), whole);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
