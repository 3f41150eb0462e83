package tilsyn.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. */
final class Hash {
    private Hash() {}

    static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Of the parts, each set off from the next. */
    static String of(Iterable<String> parts) {
        var all = new StringBuilder();
        for (var part : parts) all.append(part.length()).append(':').append(part);
        return of(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
