package tilsyn.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Keeps what assessments were made of, once for each content, under the SHA-256 of the content. */
public final class Archive {
    /** What is put in is bounded by what an assessment holds; more than this coming out is a bomb. */
    private static final int LARGEST = 1 << 30;

    private final Path folder;

    public Archive(Path data) {
        this.folder = data.resolve("archive");
    }

    /** Lower-case hex. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Tree.sha256().digest(content));
    }

    /** @return the content's SHA-256, lower-case hex */
    public String put(byte[] content) throws IOException {
        var hash = sha256(content);
        var file = file(hash);
        if (Files.exists(file)) return hash;
        Files.createDirectories(file.getParent());
        var part = Files.createTempFile(file.getParent(), "new", "");
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(compressed(content));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(false);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return hash;
    }

    public boolean has(String hash) {
        return Files.exists(file(hash));
    }

    /** @throws TraceBroken if it is not there, or not what was put in */
    public byte[] get(String hash) throws IOException {
        var file = file(hash);
        if (!Files.exists(file)) throw new TraceBroken("%s is gone from the archive.".formatted(file));
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var content = in.readNBytes(LARGEST);
            if (hash.equals(sha256(content))) return content;
        } catch (java.util.zip.ZipException | java.io.EOFException damaged) {
            throw new TraceBroken("%s is damaged.".formatted(file), damaged);
        }
        throw new TraceBroken("%s is not what was put there.".formatted(file));
    }

    private Path file(String hash) {
        if (!hash.matches("[0-9a-f]{64}")) throw new TraceBroken("'%s' is no SHA-256.".formatted(hash));
        return folder.resolve(hash.substring(0, 2)).resolve(hash + ".gz");
    }

    private static byte[] compressed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream(content.length / 4 + 64);
        try (var out = new GZIPOutputStream(bytes, 1 << 13) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
