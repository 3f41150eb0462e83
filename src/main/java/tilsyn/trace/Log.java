package tilsyn.trace;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of an installation: lines that are only ever added to, each a leaf of a Merkle tree whose root is signed after
 * every addition. What has been added is on the disk when {@link #append} returns. Format: {@code docs/trace.md}.
 */
public final class Log {
    static final String LINES = "lines.jsonl";
    static final String LEAVES = "leaves";
    static final String CHECKPOINTS = "checkpoints";
    static final String KEY = "key.pem";
    static final String KEYS = "keys";
    static final String LAST = "checkpoint";
    private static final String TORN = "torn-";

    /** A leaf's hash, and where in the file its line ends. */
    static final int RECORD = Tree.HASH + 8;

    private final Path data;
    private final Path folder;
    private final SigningKey key;
    private final Tree tree;
    private final List<String> setAside;
    private long bytes;

    private Log(Path data, SigningKey key, Tree tree, long bytes, List<String> setAside) {
        this.data = data;
        this.folder = folder(data);
        this.key = key;
        this.tree = tree;
        this.bytes = bytes;
        this.setAside = setAside;
    }

    /** Where it lies in a data folder. */
    public static Path folder(Path data) {
        return data.resolve("log");
    }

    public static boolean exists(Path data) {
        return Files.exists(folder(data).resolve(CHECKPOINTS));
    }

    /**
     * Opens the log of a data folder to add to it, or begins one with a key of its own. What a run that was cut off left
     * behind its last checkpoint is set aside in a file of its own.
     *
     * @throws TraceBroken if less is there than the last checkpoint says, or something else
     */
    public static Log open(Path data) throws IOException {
        var folder = folder(data);
        Files.createDirectories(folder);
        var checkpoints = folder.resolve(CHECKPOINTS);
        var read = Checkpoint.Read.of(Files.exists(checkpoints) ? Files.readAllBytes(checkpoints) : new byte[0]);
        var last = last(read);
        var key = key(folder, last);
        notOlder(data, last);
        if (last != null && !last.signedBy(key.shown()))
            throw new TraceBroken("%s: the last checkpoint is not signed by %s. %s"
                    .formatted(checkpoints, folder.resolve(KEY), hint(data)));
        var tree = new Tree();
        long end = 0;
        long size = last == null ? 0 : last.size();
        var leaves = folder.resolve(LEAVES);
        if (last != null && size > 0) {
            if (!Files.exists(leaves) || Files.size(leaves) < size * RECORD)
                throw new TraceBroken("%s is shorter than the last checkpoint says. %s".formatted(leaves, hint(data)));
            try (var in = new java.io.DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(leaves)))) {
                for (long at = 0; at < size; at++) {
                    tree.add(in.readNBytes(Tree.HASH));
                    end = in.readLong();
                }
            }
            if (!Base64.getEncoder().encodeToString(tree.root()).equals(last.root()))
                throw new TraceBroken(
                        "%s does not hold what the last checkpoint says. %s".formatted(leaves, hint(data)));
        }
        var lines = folder.resolve(LINES);
        if (end > (Files.exists(lines) ? Files.size(lines) : 0))
            throw new TraceBroken("%s is shorter than the last checkpoint says. %s".formatted(lines, hint(data)));
        setAside(lines, end, size);
        setAside(checkpoints, read.whole(), size);
        cut(leaves, size * RECORD);
        return new Log(data, key, tree, end, setAside(folder, size));
    }

    private static String hint(Path data) {
        return "Ask `tilsyn trace verify`; to begin a new log, move %s elsewhere and keep it.".formatted(folder(data));
    }

    static @Nullable Checkpoint last(Checkpoint.Read read) {
        var all = read.checkpoints();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private static SigningKey key(Path folder, @Nullable Checkpoint last) throws IOException {
        var file = folder.resolve(KEY);
        finishRotation(folder, last);
        if (Files.exists(file)) return last == null ? announced(folder, file) : SigningKey.read(file);
        if (last != null) throw new TraceBroken(file + " is gone: nothing more can be added to this log.");
        var first = folder.resolve(KEY + ".first");
        Files.deleteIfExists(first);
        SigningKey.make(first, "");
        Files.move(first, file, StandardCopyOption.ATOMIC_MOVE);
        return announced(folder, file);
    }

    /** A log without a checkpoint has one key, also when the process that made it ended before saying so. */
    private static SigningKey announced(Path folder, Path file) throws IOException {
        var key = SigningKey.read(file);
        var text = key.shown().text() + "\n";
        var keys = folder.resolve(KEYS);
        if (!Files.exists(keys) || !Files.readString(keys).equals(text)) Files.writeString(keys, text);
        return key;
    }

    /** A new key that the last checkpoint bears is in use, also when the process ended before its file was moved. */
    private static void finishRotation(Path folder, @Nullable Checkpoint last) throws IOException {
        var next = folder.resolve(KEY + ".new");
        if (last != null
                && Files.exists(next)
                && last.signedBy(SigningKey.read(next).shown()))
            Files.move(next, folder.resolve(KEY), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A copy of the last checkpoint lies outside the log's folder, so that an old folder put back shows. */
    private static void notOlder(Path data, @Nullable Checkpoint last) throws IOException {
        var kept = data.resolve(LAST);
        if (!Files.exists(kept)) return;
        var copy = Checkpoint.parse(Files.readString(kept)).orElse(null);
        if (copy != null && (last == null || copy.size() > last.size()))
            throw new TraceBroken("%s is older than %s says: it was put back, or cut short. %s"
                    .formatted(folder(data), kept, hint(data)));
    }

    private static void setAside(Path file, long end, long size) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= end) return;
        int number = 1;
        Path to;
        do to = file.resolveSibling("%s%d-%d-%s".formatted(TORN, size, number++, file.getFileName()));
        while (Files.exists(to));
        var part = file.resolveSibling(to.getFileName() + ".part");
        try (var in = FileChannel.open(file, READ);
                var out = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING)) {
            in.position(end);
            var buffer = ByteBuffer.allocate(1 << 16);
            while (in.read(buffer.clear()) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
            }
            out.force(true);
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        cut(file, end);
    }

    /** What was set aside and no line names yet: none was added since. */
    private static List<String> setAside(Path folder, long size) throws IOException {
        var torn = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder, TORN + size + "-*")) {
            for (var file : files) {
                if (file.toString().endsWith(".part")) continue;
                var digest = Tree.sha256();
                try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                torn.add("%s %s".formatted(file.getFileName(), HexFormat.of().formatHex(digest.digest())));
            }
        }
        torn.sort(null);
        return torn;
    }

    private static void cut(Path file, long end) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= end) return;
        try (var channel = FileChannel.open(file, WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    /** How many lines it holds. */
    public long size() {
        return tree.size();
    }

    /** Files with what runs that were cut off left behind, each with its SHA-256, that no line names yet. */
    public List<String> setAside() {
        return List.copyOf(setAside);
    }

    /** The lines that name them; what is added next begins with these. */
    public List<String> torn() {
        return setAside.stream()
                .map(torn -> "{\"kind\":\"torn\",\"file\":\"%s\",\"sha256\":\"%s\"}"
                        .formatted(torn.substring(0, torn.lastIndexOf(' ')), torn.substring(torn.lastIndexOf(' ') + 1)))
                .toList();
    }

    /** Adds lines and signs; on the disk when it returns. */
    public void append(List<String> lines) throws IOException {
        append(lines, List.of(key));
    }

    private void append(List<String> added, List<SigningKey> keys) throws IOException {
        var text = new java.io.ByteArrayOutputStream();
        var leaves = ByteBuffer.allocate(added.size() * RECORD);
        for (var line : added) {
            if (line.indexOf('\n') >= 0) throw new IllegalArgumentException("a line of the log has no line end");
            var raw = line.getBytes(StandardCharsets.UTF_8);
            text.write(raw);
            text.write('\n');
            var leaf = Tree.leaf(raw);
            tree.add(leaf);
            leaves.put(leaf).putLong(bytes + text.size());
        }
        add(folder.resolve(LINES), ByteBuffer.wrap(text.toByteArray()));
        bytes += text.size();
        add(folder.resolve(LEAVES), leaves.flip());
        var note = Checkpoint.of(tree, key.shown().name(), keys).note();
        add(folder.resolve(CHECKPOINTS), ByteBuffer.wrap((note + "\n").getBytes(StandardCharsets.UTF_8)));
        var copy = data.resolve(LAST + ".new");
        Files.writeString(copy, note);
        Files.move(copy, data.resolve(LAST), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(Path file, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(file, CREATE, WRITE)) {
            channel.position(channel.size());
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    /**
     * Takes a new key into use: the line that says so is signed by both. The old key is deleted.
     *
     * @return the public key that signs from now on
     */
    public static String rotate(Path data) throws IOException {
        var log = open(data);
        var file = log.folder.resolve(KEY);
        var next = log.folder.resolve(KEY + ".new");
        Files.deleteIfExists(next);
        var key = SigningKey.make(next, log.key.shown().name());
        Files.writeString(
                log.folder.resolve(KEYS), key.shown().text() + "\n", CREATE, java.nio.file.StandardOpenOption.APPEND);
        var lines = new ArrayList<>(log.torn());
        lines.add("{\"kind\":\"rotation\",\"from\":\"%s\",\"to\":\"%s\",\"before\":%d}"
                .formatted(log.key.shown().text(), key.shown().text(), log.size() - 1));
        log.append(lines, List.of(log.key, key));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return key.shown().text();
    }

    /** Signs what leaves the installation with the log's key: 64 bytes of Ed25519. No such text can be a checkpoint's. */
    public static byte[] sign(Path data, byte[] json) throws IOException {
        if (json.length == 0 || json[0] != '{') throw new IllegalArgumentException("only JSON objects are signed");
        return SigningKey.read(folder(data).resolve(KEY)).sign(json);
    }

    /** Lines of a log as they were added; each is compared with its leaf. */
    public static final class Lines {
        private final Path file;
        private final Path leaves;
        private final long size;

        private Lines(Path data, long size) {
            this.file = folder(data).resolve(LINES);
            this.leaves = folder(data).resolve(LEAVES);
            this.size = size;
        }

        public long size() {
            return size;
        }

        /** @param number counted from 0 */
        public String at(long number) throws IOException {
            return from(number, number + 1).get(0);
        }

        /**
         * @param first counted from 0
         * @param end the first that is not wanted
         * @throws TraceBroken if one is not as it was added
         */
        public List<String> from(long first, long end) throws IOException {
            if (first < 0 || end > size || first > end)
                throw new TraceBroken("%s holds no lines %d to %d.".formatted(file, first + 1, end));
            var lines = new ArrayList<String>();
            try (var records = new RandomAccessFile(leaves.toFile(), "r");
                    var text = new RandomAccessFile(file.toFile(), "r")) {
                long at = 0;
                if (first > 0) {
                    records.seek((first - 1) * RECORD + Tree.HASH);
                    at = records.readLong();
                }
                records.seek(first * RECORD);
                for (long number = first; number < end; number++) {
                    var leaf = new byte[Tree.HASH];
                    records.readFully(leaf);
                    long until = records.readLong();
                    if (until <= at || until - at > Integer.MAX_VALUE - 8 || until > text.length())
                        throw changed(number);
                    var line = new byte[(int) (until - at - 1)];
                    text.seek(at);
                    text.readFully(line);
                    if (!Arrays.equals(Tree.leaf(line), leaf)) throw changed(number);
                    lines.add(new String(line, StandardCharsets.UTF_8));
                    at = until;
                }
            }
            return lines;
        }

        private TraceBroken changed(long number) {
            return new TraceBroken(
                    "%s:%d is not as it was written. Ask `tilsyn trace verify`.".formatted(file, number + 1));
        }
    }

    /** What the last checkpoint covers, to be read. */
    public static Lines lines(Path data) throws IOException {
        var checkpoints = folder(data).resolve(CHECKPOINTS);
        var last = Files.exists(checkpoints) ? last(Checkpoint.Read.of(Files.readAllBytes(checkpoints))) : null;
        return new Lines(data, last == null ? 0 : last.size());
    }
}
