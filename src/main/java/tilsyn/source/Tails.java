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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
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
     * Whole lines of a file, or of what is read as one.
     *
     * @param feed its name, as origins give it
     * @param route what read it
     * @param format whose decoder reads them; null when they are of none that is read line by line
     * @param from how far the file was read before them
     * @param lost why lines before these are missing; empty when none are
     * @param to how far it is read with them
     */
    public record Chunk(
            String feed,
            String route,
            byte[] bytes,
            @Nullable Decoder format,
            Tail from,
            String lost,
            Tail to) {}

    /** Formats in which a line stands for itself. */
    static final Set<String> BY_LINE = Set.of("syslog", "journal-json", "dmesg", "snmptrap");

    static final int MOST = 1 << 20;
    /** How often a file that was renamed is read before the one that took its place. */
    static final int PATIENT = 5;

    /** What rotation adds to a name: {@code .1}, {@code -20261123}, {@code .2026-11-23}. */
    private static final Pattern ROTATED =
            Pattern.compile("(\\.\\d{1,4}|[-.]\\d{4}-?\\d\\d-?\\d\\d([-.]\\d{1,10})?)(\\.(gz|bz2|xz|zst))?");

    private static final Pattern NUMBERED = Pattern.compile("\\.(\\d{1,4})(?![\\d-])");
    private static final Pattern PACKED = Pattern.compile("\\.(gz|bz2|xz|zst)$");
    private static final int HEAD = 256;
    private static final int RECOGNISED_BY = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(Tails.class);

    private final List<Watched> watched;
    private final Known known;
    private final Taker taker;
    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();

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

    /** Why files can't be read now, a sentence each; never waits for one that is being read. */
    public List<String> problems() {
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
            if (!isSame(Objects.requireNonNull(one.open), one.read)) {
                // cut to nothing, and maybe written to again
                close(one);
                rest(one);
                continue;
            }
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
            anew(one);
        }
    }

    /** Goes on where the process before this one was; the file may have been rotated meanwhile. */
    private void begin(Watched one) throws IOException, InterruptedException {
        var before = known.of(one.file.toString());
        if (before.isPresent() && before.get().bytes() > 0) {
            one.read = before.get();
            if (!isSame(one.file, one.read)) rest(one);
        }
        one.begun = true;
    }

    /** Reads what rotation moved or copied elsewhere before it was read, and is ready to begin the file anew. */
    private void rest(Watched one) throws IOException, InterruptedException {
        var read = one.read;
        var moved = rotated(one.file);
        int at = 0;
        while (at < moved.size() && !isSame(moved.get(at), read)) at++;
        if (at == moved.size())
            one.lost =
                    "%s was replaced or cut, and no file beside it goes on after byte %d; what came then was not read"
                            .formatted(one.file, read.bytes());
        else
            for (var file : moved.subList(at, moved.size())) {
                if (PACKED.matcher(file.toString()).find()) {
                    one.lost = "%s was compressed before it was read".formatted(file);
                    continue;
                }
                one.open = FileChannel.open(file, StandardOpenOption.READ);
                one.key = key(file).orElse("");
                grow(one, true);
                close(one);
                anew(one);
            }
        anew(one);
    }

    private static void anew(Watched one) {
        one.read = fresh(one.file);
        one.format = null;
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

    /** The files that rotation made of it, the oldest first. */
    private static List<Path> rotated(Path file) throws IOException {
        var parent = file.getParent();
        var name = String.valueOf(file.getFileName());
        if (parent == null || !Files.isDirectory(parent)) return List.of();
        DirectoryStream.Filter<Path> alike = path -> {
            var other = String.valueOf(path.getFileName());
            return other.startsWith(name)
                    && ROTATED.matcher(other.substring(name.length())).matches()
                    && Files.isRegularFile(path);
        };
        var found = new TreeMap<String, Path>();
        try (var files = Files.newDirectoryStream(parent, alike)) {
            for (var path : files)
                found.put(age(String.valueOf(path.getFileName()).substring(name.length())), path);
        }
        return List.copyOf(found.values());
    }

    /** Sorts before that of a newer one: dates count up, numbers down. */
    private static String age(String added) {
        var number = NUMBERED.matcher(added);
        return number.lookingAt() ? "~%04d".formatted(9_999 - Integer.parseInt(number.group(1))) + added : added;
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
            taker.take(new Chunk(feed(one.file), "tail", chunk, one.format, one.read, one.lost, to));
            one.read = to;
            one.lost = "";
        }
    }

    private static @Nullable Decoder format(Watched one, byte[] head) {
        return Decoders.of(Head.of(one.file.toString(), head))
                .filter(decoder -> BY_LINE.contains(decoder.format().id()))
                .orElse(null);
    }

    private static String feed(Path file) {
        return "tail" + (file.toString().startsWith("/") ? "" : "/") + file;
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
