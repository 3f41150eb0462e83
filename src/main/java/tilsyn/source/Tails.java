package tilsyn.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.store.Tail;

/**
 * Reads log files as they grow, also across their rotation: a file that was renamed is read to its end before the new one is
 * begun, also when that happened while nobody watched; one that was cut to nothing is begun anew. How far each was read is
 * kept with what it gave. Known to routes as the bean {@code tail}.
 */
public final class Tails implements AutoCloseable {
    /** Takes what was read; returns once that is on the disk. */
    public interface Taker {
        void take(Chunk chunk) throws InterruptedException;
    }

    /** What is known of how far a file was read. */
    public interface Known {
        Optional<Tail> of(String file);
    }

    /**
     * Whole lines of a file.
     *
     * @param format whose decoder reads them; null when they are of none that is read line by line
     * @param from how far the file was read before them
     * @param lost why lines before these are missing; empty when none are
     * @param to how far it is read with them
     */
    public record Chunk(String file, byte[] bytes, @Nullable Decoder format, Tail from, String lost, Tail to) {
        /** The name of the file, as origins give it. */
        public String feed() {
            return "tail" + (file.startsWith("/") ? "" : "/") + file;
        }
    }

    /** Formats in which a line stands for itself. */
    static final Set<String> BY_LINE = Set.of("syslog", "journal-json", "dmesg", "snmptrap");

    static final int MOST = 1 << 20;
    /** How often a file that was renamed is read before the one that took its place. */
    static final int PATIENT = 5;

    private static final int HEAD = 256;
    private static final int RECOGNISED_BY = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(Tails.class);

    private final List<Watched> watched;
    private final Known known;
    private final Taker taker;
    private final Map<Path, String> problems = new TreeMap<>();

    /** One file, and the one of its name that is open now. */
    private static final class Watched {
        final Path file;

        @Nullable
        FileChannel open;

        Object key = "";
        Tail read;

        @Nullable
        Decoder format;

        boolean begun;
        /** How often it was found under another name. */
        int away;

        String lost = "";

        Watched(Path file) {
            this.file = file;
            this.read = fresh(file);
        }
    }

    public Tails(List<Path> files, Known known, Taker taker) {
        this.watched = files.stream()
                .map(Path::toAbsolutePath)
                .distinct()
                .map(Watched::new)
                .toList();
        this.known = known;
        this.taker = taker;
    }

    boolean isEmpty() {
        return watched.isEmpty();
    }

    /** Why files can't be read now, a sentence each. */
    public synchronized List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** Reads what has grown since it was looked before. */
    public synchronized void look() throws InterruptedException {
        for (var one : watched) {
            try {
                look(one);
                if (problems.remove(one.file) != null) LOG.info("{} can be read again", one.file);
            } catch (IOException broken) {
                close(one);
                var said = "%s can't be read: %s".formatted(one.file, Folder.said(broken));
                if (!said.equals(problems.put(one.file, said))) LOG.error("{}", said);
            }
        }
    }

    private void look(Watched one) throws IOException, InterruptedException {
        if (!one.begun) begin(one);
        while (true) {
            if (one.open == null && !open(one)) return;
            grow(one, false);
            var now = key(one.file);
            if (now.isEmpty()) return;
            if (now.get().equals(one.key)) {
                one.away = 0;
                return;
            }
            // renamed away: its writer may go on with it until it is told, so it is read some times more
            if (++one.away < PATIENT) return;
            grow(one, true);
            close(one);
            one.away = 0;
            one.read = fresh(one.file);
            one.format = null;
        }
    }

    /** Goes on where the process before this one was; the file may have been rotated meanwhile. */
    private void begin(Watched one) throws IOException, InterruptedException {
        var before = known.of(one.file.toString());
        if (before.isPresent() && before.get().bytes() > 0) {
            one.read = before.get();
            if (!isSame(one.file, one.read)) {
                var rotated = rotated(one);
                if (rotated.isPresent()) {
                    one.open = FileChannel.open(rotated.get(), StandardOpenOption.READ);
                    one.key = key(rotated.get()).orElse("");
                    grow(one, true);
                    close(one);
                } else
                    one.lost = "%s was replaced while nobody watched; what it held after byte %d was not read"
                            .formatted(one.file, one.read.bytes());
                one.read = fresh(one.file);
                one.format = null;
            }
        }
        one.begun = true;
    }

    private static boolean isSame(Path file, Tail read) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isSame(channel, read);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Whether the file begins as the one that was read did, and is no shorter than what was read of it. */
    private static boolean isSame(FileChannel file, Tail read) throws IOException {
        return file.size() >= read.bytes()
                && sha256(bytes(file, 0, read.headBytes())).equals(read.head());
    }

    /** The file under the name that rotation gave it. */
    private static Optional<Path> rotated(Watched one) throws IOException {
        var parent = one.file.getParent();
        var name = String.valueOf(one.file.getFileName());
        if (parent == null || !Files.isDirectory(parent)) return Optional.empty();
        DirectoryStream.Filter<Path> alike = path -> {
            var other = String.valueOf(path.getFileName());
            return other.startsWith(name) && other.length() > name.length() && Files.isRegularFile(path);
        };
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(parent, alike)) {
            files.forEach(found::add);
        }
        found.sort(null);
        for (var file : found) if (isSame(file, one.read)) return Optional.of(file);
        return Optional.empty();
    }

    private boolean open(Watched one) throws IOException {
        var key = key(one.file);
        if (key.isEmpty()) return false;
        one.open = FileChannel.open(one.file, StandardOpenOption.READ);
        one.key = key.get();
        return true;
    }

    /** @param last whether it grows no more, so that what ends without a newline is a line too */
    private void grow(Watched one, boolean last) throws IOException, InterruptedException {
        var file = Objects.requireNonNull(one.open);
        if (!isSame(file, one.read)) {
            // cut to nothing, and maybe written to again
            one.read = fresh(one.file);
            one.format = null;
        }
        while (true) {
            var bytes = bytes(file, one.read.bytes(), MOST);
            int end = lineEnd(bytes);
            if (end == 0 && (bytes.length == MOST || last)) end = bytes.length;
            if (end == 0) return;
            if (one.format == null
                    && one.read.bytes() == 0
                    && bytes.length < RECOGNISED_BY
                    && !last
                    && lines(bytes, end) < 2) return;
            if (one.format == null) one.format = format(one, bytes(file, 0, Head.LIMIT));
            var chunk = Arrays.copyOf(bytes, end);
            int head = (int) Math.min(HEAD, one.read.bytes() + end);
            var to = new Tail(
                    one.file.toString(),
                    head,
                    sha256(bytes(file, 0, head)),
                    one.read.bytes() + end,
                    one.read.lines() + lines(bytes, end));
            taker.take(new Chunk(one.file.toString(), chunk, one.format, one.read, one.lost, to));
            one.read = to;
            one.lost = "";
        }
    }

    private static @Nullable Decoder format(Watched one, byte[] head) {
        return Decoders.of(Head.of(one.file.toString(), head))
                .filter(decoder -> BY_LINE.contains(decoder.format().id()))
                .orElse(null);
    }

    private static int lineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) if (bytes[i - 1] == '\n') return i;
        return 0;
    }

    private static long lines(byte[] bytes, int end) {
        long lines = 0;
        for (int i = 0; i < end; i++) if (bytes[i] == '\n') lines++;
        return end > 0 && bytes[end - 1] != '\n' ? lines + 1 : lines;
    }

    private static byte[] bytes(FileChannel file, long from, int most) throws IOException {
        int length = (int) Math.max(0, Math.min(most, file.size() - from));
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {}
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static Optional<Object> key(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) throw new IOException("it is no file but a folder or device");
            return Optional.of(String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static Tail fresh(Path file) {
        return new Tail(file.toString(), 0, sha256(new byte[0]), 0, 0);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void close(Watched one) {
        try {
            if (one.open != null) one.open.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing {}", one.file, alreadyGone);
        }
        one.open = null;
    }

    @Override
    public synchronized void close() {
        watched.forEach(Tails::close);
    }
}
