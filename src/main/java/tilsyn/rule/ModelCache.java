package tilsyn.rule;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compiled clauses by content hash, one file each. What doesn't hash to what was written is compiled anew; a cache that can't
 * be written costs time and nothing else.
 */
final class ModelCache {
    private static final int HASH = 64;

    private final Path folder;

    ModelCache(Path folder) {
        this.folder = folder;
    }

    Optional<Compiled> get(String key) {
        try {
            var file = file(key);
            if (!Files.isRegularFile(file)) return Optional.empty();
            var bytes = Files.readAllBytes(file);
            if (bytes.length < HASH) return Optional.empty();
            var content = Arrays.copyOfRange(bytes, HASH, bytes.length);
            var said = new String(bytes, 0, HASH, StandardCharsets.US_ASCII);
            return said.equals(sealed(key, content)) ? Optional.of(unpacked(content)) : Optional.empty();
        } catch (IOException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    void put(String key, Compiled unit) {
        try {
            Files.createDirectories(folder);
            var content = packed(unit);
            var whole = new ByteArrayOutputStream();
            whole.writeBytes(sealed(key, content).getBytes(StandardCharsets.US_ASCII));
            whole.writeBytes(content);
            var temporary = Files.createTempFile(folder, "rules", ".tmp");
            try {
                Files.write(temporary, whole.toByteArray());
                Files.move(temporary, file(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException unwritable) {
            // compiled again next time
        }
    }

    /** The hash of key and content, so that no file can stand in for another. */
    private static String sealed(String key, byte[] content) {
        return Hash.of(java.util.List.of(key, Hash.of(content)));
    }

    private Path file(String key) {
        return folder.resolve(key + ".rules");
    }

    private static byte[] packed(Compiled unit) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(unit.model());
            out.writeInt(unit.classes().size());
            for (var compiled : unit.classes().entrySet()) {
                out.writeUTF(compiled.getKey());
                out.writeInt(compiled.getValue().length);
                out.write(compiled.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can always be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static Compiled unpacked(byte[] content) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(content));
        var model = in.readUTF();
        var classes = new TreeMap<String, byte[]>();
        for (int left = in.readInt(); left > 0; left--) {
            var name = in.readUTF();
            classes.put(name, in.readNBytes(in.readInt()));
        }
        return new Compiled(model, classes);
    }
}
