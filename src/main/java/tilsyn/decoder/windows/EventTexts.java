package tilsyn.decoder.windows;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;

/**
 * The {@code <Event>} elements of a stream as texts, one at a time, whatever stands around them: a root element, none, or
 * an envelope. So one broken event, or a file that ends in the middle, costs no other event.
 */
final class EventTexts implements AutoCloseable {
    static final int LIMIT = 1 << 20;

    /**
     * @param text from {@code <Event} to {@code </Event>}, or what was found instead
     * @param line 1-based, where it begins
     * @param offset in bytes
     * @param problem what was expected; empty for an event
     */
    record Piece(String text, long line, long offset, String problem) {}

    private record Start(String tag, long line, long offset) {}

    private static final int STRAY_LIMIT = 4_000;
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";

    private final Reader in;
    private final int width;
    private final char[] buffer = new char[1 << 14];
    private int from;
    private int to;
    private long line = 1;
    private long offset;
    private @Nullable Start pending;
    private boolean enveloped;
    private boolean inside;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder tag = new StringBuilder();
    private long textLine;
    private long textOffset;

    EventTexts(Input input) throws IOException {
        var head = input.head();
        this.in = input.reader();
        this.width = width(head.charset());
        this.offset = mark(head);
    }

    private static int width(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE)) return 2;
        return charset.equals(StandardCharsets.UTF_8) ? 0 : 1;
    }

    private static int mark(Head head) {
        if (head.bytes().length < 2) return 0;
        int first = head.bytes()[0] & 0xFF;
        int second = head.bytes()[1] & 0xFF;
        if (first == 0xEF && second == 0xBB) return 3;
        return first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF ? 2 : 0;
    }

    /** The next event or stray text, or null at the end. */
    @Nullable
    Piece next() throws IOException {
        text.setLength(0);
        var start = pending;
        pending = null;
        if (start != null) return event(start);
        boolean stray = false;
        int closing = 0;
        for (int c = read(); c != -1; c = read()) {
            if (c != '<') {
                if (!stray && (enveloped || Character.isWhitespace(c))) continue;
                if (!stray && closing < CDATA_END.length() && c == CDATA_END.charAt(closing)) {
                    closing = (closing + 1) % CDATA_END.length();
                    continue;
                }
                if (!stray) begin();
                stray = true;
                if (text.length() < STRAY_LIMIT) text.append((char) c);
                continue;
            }
            long tagLine = line;
            long tagOffset = offset - Math.max(1, width);
            readTag();
            // an envelope of WS-Management may hold each event as text
            if (!stray && tag.indexOf(CDATA) == 0) continue;
            if (isOpen()) {
                var found = new Start(tag.toString(), tagLine, tagOffset);
                if (!stray) return event(found);
                pending = found;
                return strayText();
            }
            if (!stray && isFrame()) {
                if (isEnvelope()) enveloped = tag.charAt(1) != '/';
                continue;
            }
            if (!stray) {
                textLine = tagLine;
                textOffset = tagOffset;
            }
            stray = true;
            if (text.length() < STRAY_LIMIT) text.append(tag);
        }
        return stray ? strayText() : null;
    }

    private Piece strayText() {
        var problem = text.indexOf("<!DOCTYPE") < 0 && text.indexOf("<!ENTITY") < 0
                ? "expected <Event>"
                : "declares a document type, of which nothing is read: no entity is expanded or fetched";
        return new Piece(text.toString(), textLine, textOffset, problem);
    }

    private Piece event(Start start) throws IOException {
        inside = true;
        try {
            return whole(start);
        } finally {
            inside = false;
        }
    }

    private Piece whole(Start start) throws IOException {
        text.append(start.tag());
        if (start.tag().endsWith("/>")) return new Piece(text.toString(), start.line(), start.offset(), "");
        int depth = 1;
        for (int c = read(); c != -1; c = read()) {
            if (text.length() > LIMIT)
                return new Piece(
                        text.substring(0, STRAY_LIMIT),
                        start.line(),
                        start.offset(),
                        "expected an event shorter than 1 MiB");
            if (c != '<') {
                text.append((char) c);
                continue;
            }
            readTag();
            text.append(tag);
            if (isOpen() && tag.charAt(tag.length() - 2) != '/') depth++;
            else if (isNamed("</Event") && --depth == 0)
                return new Piece(text.toString(), start.line(), start.offset(), "");
        }
        return new Piece(
                text.toString(), start.line(), start.offset(), "expected </Event>; the file ends inside an event");
    }

    private void begin() {
        textLine = line;
        textOffset = offset - Math.max(1, width);
    }

    /** From {@code <} to {@code >}, at most so long that a name and its attributes fit. */
    private void readTag() throws IOException {
        tag.setLength(0);
        tag.append('<');
        char quote = 0;
        while (tag.length() < STRAY_LIMIT) {
            int c = read();
            if (c == -1) return;
            tag.append((char) c);
            if (!inside && c == '[' && tag.length() == CDATA.length() && tag.indexOf(CDATA) == 0) return;
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '>') {
                return;
            } else if ((c == '"' || c == '\'') && tag.charAt(1) != '!') {
                quote = (char) c;
            }
        }
    }

    /** Of SOAP, whose head holds texts that are of no event. */
    private boolean isEnvelope() {
        int end = 1;
        while (end < tag.length() && !Character.isWhitespace(tag.charAt(end)) && tag.charAt(end) != '>') end++;
        int from = Math.max(tag.lastIndexOf(":", end) + 1, tag.charAt(1) == '/' ? 2 : 1);
        return from <= end && tag.substring(from, end).equals("Envelope");
    }

    private boolean isOpen() {
        return isNamed("<Event");
    }

    private boolean isNamed(String start) {
        if (tag.length() <= start.length() || tag.indexOf(start) != 0) return false;
        char next = tag.charAt(start.length());
        return next == '>' || next == '/' || Character.isWhitespace(next);
    }

    /** What may stand around events: the declaration, comments, a root, an envelope; but no part of an event. */
    private boolean isFrame() {
        if (tag.charAt(tag.length() - 1) != '>') return false;
        for (var part : new String[] {
            "</Event",
            "<System",
            "</System",
            "<EventData",
            "</EventData",
            "<UserData",
            "</UserData",
            "<Data",
            "<Provider",
            "<RenderingInfo",
            "</RenderingInfo",
            "<!DOCTYPE",
            "<!ENTITY"
        }) if (isNamed(part)) return false;
        return true;
    }

    private int read() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
            if (to == 0) return -1;
        }
        char c = buffer[from++];
        if (c == '\n') line++;
        offset += width != 0 ? width : c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
