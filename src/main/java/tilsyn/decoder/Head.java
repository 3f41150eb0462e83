package tilsyn.decoder;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The beginning of an input, by which its format is recognised.
 *
 * @param name file name with folders, only for telling hosts and dates apart, never formats
 * @param bytes up to {@value #LIMIT} bytes
 * @param charset as sniffed: a byte order mark, then NUL pattern, then strict UTF-8, else windows-1252
 * @param text the bytes as text, without byte order mark
 * @param binary holds control bytes that no text has
 */
public record Head(String name, byte[] bytes, Charset charset, String text, boolean binary) {
    public static final int LIMIT = 64 * 1024;

    public static Head of(String name, byte[] bytes) {
        var charset = Text.sniff(bytes);
        var text = Text.decode(bytes, charset);
        return new Head(name, bytes, charset, text, Text.isBinary(text));
    }

    /** The first lines that aren't blank. */
    public List<String> lines(int most) {
        return text.lines().filter(line -> !line.isBlank()).limit(most).toList();
    }

    /** The first character that isn't white space, or 0. */
    public char firstChar() {
        for (int i = 0; i < text.length(); i++) if (!Character.isWhitespace(text.charAt(i))) return text.charAt(i);
        return 0;
    }
}
