package tilsyn.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, one at a time, each at most {@value #LIMIT} bytes. Ends are LF or CR LF. In what is not UTF-16,
 * a line that isn't UTF-8 is taken as windows-1252, line by line, as logs mix them.
 */
public final class Lines implements AutoCloseable {
    public static final int LIMIT = 1 << 20;

    private final InputStream in;
    private final Charset charset;
    private final int unit;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[512];
    private int from;
    private int to;
    private long number;
    private long offset;

    Lines(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.unit = charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE) ? 2 : 1;
    }

    /** The next line, or null at the end. */
    public @Nullable Line next() throws IOException {
        int length = 0;
        long start = offset;
        boolean whole = true;
        while (true) {
            if (from == to && !fill()) {
                if (offset == start) return null;
                return made(length, start, whole);
            }
            int end = unit == 1 ? indexOfNewline() : from + 1;
            int taken = end - from;
            int kept = Math.min(taken, LIMIT - length);
            if (kept < taken) whole = false;
            if (length + kept > line.length)
                line = Arrays.copyOf(line, Math.min(LIMIT, Math.max(length + kept, 2 * line.length)));
            System.arraycopy(buffer, from, line, length, kept);
            length += kept;
            offset += taken;
            from = end;
            if (unit == 1) {
                if (buffer[end - 1] == '\n') return made(whole ? length - 1 : length, start, whole);
            } else if ((offset & 1) == 0 && whole && length >= 2 && isNewline16(length)) {
                return made(length - 2, start, true);
            }
        }
    }

    private int indexOfNewline() {
        for (int i = from; i < to; i++) if (buffer[i] == '\n') return i + 1;
        return to;
    }

    private boolean isNewline16(int length) {
        return charset.equals(StandardCharsets.UTF_16LE)
                ? line[length - 2] == '\n' && line[length - 1] == 0
                : line[length - 2] == 0 && line[length - 1] == '\n';
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private Line made(int length, long start, boolean whole) {
        var text = text(length);
        if (number == 0 && text.startsWith("\uFEFF")) text = text.substring(1);
        if (text.endsWith("\r")) text = text.substring(0, text.length() - 1);
        return new Line(++number, start, text, whole);
    }

    private String text(int length) {
        return unit == 2 ? new String(line, 0, length, charset) : text(line, length);
    }

    /** The first bytes as UTF-8, or as windows-1252 when they aren't UTF-8. */
    public static String text(byte[] bytes, int length) {
        return text(bytes, 0, length);
    }

    /** Bytes from a place on as UTF-8, or as windows-1252 when they aren't UTF-8. */
    public static String text(byte[] bytes, int from, int length) {
        var text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, from, length, Text.WINDOWS_1252);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
