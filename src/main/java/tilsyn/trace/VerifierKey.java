package tilsyn.trace;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public Ed25519 key by name, written as C2SP signed notes do: {@code name+hash+base64(0x01 || key)}.
 *
 * @param name of the log it signs for
 * @param encoded the 32 bytes of the key, base64
 */
record VerifierKey(String name, String encoded) {
    private static final byte ED25519 = 1;

    /** What stands before the key itself in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    static Optional<VerifierKey> parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3) return Optional.empty();
        try {
            var bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length != 33 || bytes[0] != ED25519) return Optional.empty();
            var key = of(parts[0], Arrays.copyOfRange(bytes, 1, 33));
            return key.text().equals(text.strip()) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static VerifierKey of(String name, byte[] key) {
        return new VerifierKey(name, Base64.getEncoder().encodeToString(key));
    }

    private byte[] key() {
        return Base64.getDecoder().decode(encoded);
    }

    /** The first four bytes of a hash over name and key. */
    byte[] hash() {
        var digest = Tree.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(ED25519);
        return Arrays.copyOf(digest.digest(key()), 4);
    }

    String text() {
        var typed = new byte[33];
        typed[0] = ED25519;
        System.arraycopy(key(), 0, typed, 1, 32);
        return "%s+%s+%s"
                .formatted(
                        name,
                        HexFormat.of().formatHex(hash()),
                        Base64.getEncoder().encodeToString(typed));
    }

    /** As openssl reads it. */
    String pem() {
        var der = Arrays.copyOf(X509, X509.length + 32);
        System.arraycopy(key(), 0, der, X509.length, 32);
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    boolean signed(byte[] text, byte[] signature) {
        try {
            var der = Arrays.copyOf(X509, X509.length + 32);
            System.arraycopy(key(), 0, der, X509.length, 32);
            var verifying = Signature.getInstance("Ed25519");
            verifying.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            verifying.update(text);
            return verifying.verify(signature);
        } catch (GeneralSecurityException no) {
            return false;
        }
    }
}
