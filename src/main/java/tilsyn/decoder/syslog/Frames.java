package tilsyn.decoder.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Line;
import tilsyn.decoder.Lines;

/**
 * The frames of a stream as RFC 6587 has them: octets counted ({@code 16 <1>1 - - - - - -}), or ended by LF, also both in one
 * stream. A count that doesn't end where a frame can end isn't believed, and the frame ends at the next LF.
 */
final class Frames implements AutoCloseable {
    private static final int LONGEST_COUNT = 7;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private boolean over;
    private long number;
    private long offset;

    Frames(InputStream in) {
        this.in = in;
    }

    /** The next frame that isn't empty, or null at the end. */
    @Nullable
    Line next() throws IOException {
        while (has(1) && isBetween(buffer[at])) step(1);
        if (!has(1)) return null;
        long start = offset;
        int digits = digits();
        if (digits == 0) return toNewline(start);
        int count = Integer.parseInt(new String(buffer, at, digits, StandardCharsets.US_ASCII));
        if (count > Lines.LIMIT) return toNewline(start);
        step(digits + 1);
        if (!isBelieved(count)) return toNewline(start);
        var line = made(count, start, true);
        step(count);
        return line;
    }

    private static boolean isBetween(byte octet) {
        return octet == '\n' || octet == '\r' || octet == 0 || octet == ' ';
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** How many digits begin the frame, if a blank and a priority follow; else 0. */
    private int digits() throws IOException {
        int digits = 0;
        while (digits < LONGEST_COUNT && has(digits + 1) && isDigit(buffer[at + digits])) digits++;
        boolean counts = digits > 0
                && buffer[at] != '0'
                && has(digits + 2)
                && buffer[at + digits] == ' '
                && buffer[at + digits + 1] == '<';
        return counts ? digits : 0;
    }

    /** Whether behind as many octets there is a frame or the end. */
    private boolean isBelieved(int count) throws IOException {
        if (!has(count)) return false;
        if (!has(count + 1)) return true;
        byte next = buffer[at + count];
        return next == '<' || next == '\n' || next == '\r' || isDigit(next) && next != '0';
    }

    private Line toNewline(long start) throws IOException {
        int length = 0;
        while (length <= Lines.LIMIT && has(length + 1) && buffer[at + length] != '\n') {
            int to = Math.min(end - at, Lines.LIMIT + 1);
            while (length < to && buffer[at + length] != '\n') length++;
        }
        boolean whole = length <= Lines.LIMIT;
        int kept = Math.min(length, Lines.LIMIT);
        if (kept > 0 && buffer[at + kept - 1] == '\r') kept--;
        var line = made(kept, start, whole);
        step(length);
        while (!whole && has(1) && buffer[at] != '\n') step(1);
        if (has(1)) step(1);
        return line;
    }

    private Line made(int length, long start, boolean whole) {
        return new Line(++number, start, Lines.text(buffer, at, length), whole);
    }

    /** Whether so many octets are still to come; those are then in the buffer. */
    private boolean has(int octets) throws IOException {
        while (end - at < octets && !over) {
            if (buffer.length - at < octets) makeRoom(octets);
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) over = true;
            else end += read;
        }
        return end - at >= octets;
    }

    private void makeRoom(int octets) {
        var from = buffer;
        if (buffer.length < octets) buffer = new byte[Math.max(octets, 2 * buffer.length)];
        System.arraycopy(from, at, buffer, 0, end - at);
        end -= at;
        at = 0;
    }

    private void step(int octets) {
        at += octets;
        offset += octets;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
