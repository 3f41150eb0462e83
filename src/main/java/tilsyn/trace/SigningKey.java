package tilsyn.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** The key that checkpoints are signed with: PKCS #8 in PEM, readable by its owner alone; the JDK's Ed25519. */
record SigningKey(PrivateKey secret, VerifierKey shown) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";
    private static final String PUBLIC = "# public: ";

    /** A new key in a new file. The name of a log is made of its first key, so that no other key fits the name. */
    static SigningKey make(Path file, String name) throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var der = pair.getPublic().getEncoded();
            var key = Arrays.copyOfRange(der, der.length - 32, der.length);
            var shown = VerifierKey.of(name.isEmpty() ? named(key) : name, key);
            var text =
                    BEGIN + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + END + PUBLIC
                            + shown.text() + "\n";
            write(file, text);
            return new SigningKey(pair.getPrivate(), shown);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    static SigningKey read(Path file) throws IOException {
        var text = Files.readString(file);
        try {
            int end = text.indexOf(END);
            int shown = text.indexOf(PUBLIC);
            if (!text.startsWith(BEGIN) || end < 0 || shown < 0) throw new TraceBroken(file + " is no key of Tilsyn.");
            var secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text.substring(BEGIN.length(), end))));
            var verifier = VerifierKey.parse(text.substring(shown + PUBLIC.length()))
                    .orElseThrow(() -> new TraceBroken(file + " holds no public key."));
            return new SigningKey(secret, verifier);
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new TraceBroken(file + " is no key of Tilsyn.", wrong);
        }
    }

    static String named(byte[] key) {
        return "tilsyn/" + HexFormat.of().formatHex(Tree.sha256().digest(key), 0, 8);
    }

    /** Whether the name was made of this key. */
    static boolean isNamedAfter(VerifierKey key) {
        return key.name().equals(named(Base64.getDecoder().decode(key.encoded())));
    }

    byte[] sign(byte[] text) {
        try {
            var signing = Signature.getInstance("Ed25519");
            signing.initSign(secret);
            signing.update(text);
            return signing.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has Ed25519", impossible);
        }
    }

    private static void write(Path file, String text) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }
}
