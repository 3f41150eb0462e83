package tilsyn.decoder.windows;

/** A block of little-endian bytes; reading outside it is {@link EventParts.Unreadable}. */
final class Bytes {
    private final byte[] block;
    private char[] buffer = new char[256];
    private int length;

    Bytes(int most) {
        block = new byte[most];
    }

    byte[] block() {
        return block;
    }

    int length() {
        return length;
    }

    void filled(int bytes) {
        length = bytes;
    }

    int u8(int at) throws EventParts.Unreadable {
        within(at, 1);
        return block[at] & 0xFF;
    }

    int u16(int at) throws EventParts.Unreadable {
        within(at, 2);
        return block[at] & 0xFF | (block[at + 1] & 0xFF) << 8;
    }

    int i32(int at) throws EventParts.Unreadable {
        within(at, 4);
        return block[at] & 0xFF
                | (block[at + 1] & 0xFF) << 8
                | (block[at + 2] & 0xFF) << 16
                | (block[at + 3] & 0xFF) << 24;
    }

    long u32(int at) throws EventParts.Unreadable {
        return i32(at) & 0xFFFFFFFFL;
    }

    long i64(int at) throws EventParts.Unreadable {
        return u32(at) | u32(at + 4) << 32;
    }

    /** The place that a 32-bit offset names, which must lie in the block. */
    int offset(int at) throws EventParts.Unreadable {
        int offset = i32(at);
        within(offset, 1);
        return offset;
    }

    void within(int at, long bytes) throws EventParts.Unreadable {
        if (at < 0 || bytes < 0 || at + bytes > length)
            throw new EventParts.Unreadable("expected %d bytes at %d of the chunk, which ends at %d"
                    .formatted(bytes, at & 0xFFFFFFFFL, length));
    }

    boolean isZero(int from, int to) {
        for (int at = from; at < to; at++) if (block[at] != 0) return false;
        return true;
    }

    /** UTF-16 as XML would have given it: line ends as LF, U+FFFD for what XML has no place for, no NUL at the end. */
    String utf16(int at, int chars) throws EventParts.Unreadable {
        within(at, chars * 2L);
        while (chars > 0 && block[at + chars * 2 - 2] == 0 && block[at + chars * 2 - 1] == 0) chars--;
        if (buffer.length < chars) buffer = new char[Math.max(chars, buffer.length * 2)];
        int kept = 0;
        for (int i = 0; i < chars; i++) {
            int from = at + i * 2;
            char c = (char) (block[from] & 0xFF | block[from + 1] << 8);
            if (c < ' ') {
                if (c == '\r') {
                    if (i + 1 < chars && block[from + 2] == '\n' && block[from + 3] == 0) continue;
                    c = '\n';
                } else if (c != '\n' && c != '\t') c = '\uFFFD';
            } else if (c >= 0xD800) c = high(c, kept, i + 1 < chars ? from + 2 : -1);
            buffer[kept++] = c;
        }
        return new String(buffer, 0, kept);
    }

    private char high(char c, int kept, int next) {
        if (Character.isHighSurrogate(c)) return next >= 0 && (block[next + 1] & 0xFC) == 0xDC ? c : '\uFFFD';
        if (Character.isLowSurrogate(c)) return kept > 0 && Character.isHighSurrogate(buffer[kept - 1]) ? c : '\uFFFD';
        return c >= 0xFFFE ? '\uFFFD' : c;
    }
}
