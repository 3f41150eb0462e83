package tilsyn.decoder;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How bytes are taken as text. */
final class Text {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Text() {}

    static Charset sniff(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) return StandardCharsets.UTF_8;
        if (starts(bytes, 0xFF, 0xFE)) return StandardCharsets.UTF_16LE;
        if (starts(bytes, 0xFE, 0xFF)) return StandardCharsets.UTF_16BE;
        if (bytes.length >= 4 && everyOther(bytes, 1)) return StandardCharsets.UTF_16LE;
        if (bytes.length >= 4 && everyOther(bytes, 0)) return StandardCharsets.UTF_16BE;
        return isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }

    /** Text of the bytes, without a byte order mark. */
    static String decode(byte[] bytes, Charset charset) {
        var text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static boolean isBinary(String text) {
        int controls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B && c != 0x1E) controls++;
        }
        return controls * 50 > text.length();
    }

    private static boolean starts(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) return false;
        for (int i = 0; i < wanted.length; i++) if ((bytes[i] & 0xFF) != wanted[i]) return false;
        return true;
    }

    private static boolean everyOther(byte[] bytes, int from) {
        int zeros = 0;
        int looked = Math.min(bytes.length, 64) / 2 * 2;
        for (int i = from; i < looked; i += 2) if (bytes[i] == 0) zeros++;
        int others = 0;
        for (int i = 1 - from; i < looked; i += 2) if (bytes[i] == 0) others++;
        return zeros > looked / 2 - looked / 8 && others == 0;
    }

    /** Strict, but a character cut off by the end of the head is no fault. */
    private static boolean isUtf8(byte[] bytes) {
        int length = bytes.length;
        for (int cut = 0; cut < 4 && cut <= bytes.length; cut++, length--) {
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, 0, length));
                return true;
            } catch (CharacterCodingException malformed) {
                if (bytes.length < Head.LIMIT) return false;
            }
        }
        return false;
    }
}
