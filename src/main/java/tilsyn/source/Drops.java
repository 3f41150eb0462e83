package tilsyn.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.fact.FileRead;

/**
 * Watches folders that programs put files in. A file is read once it has settled, and moved to {@code done} or, with the
 * reason beside it, to {@code failed}, when what it gave is on the disk. Links are never followed: every step names its file
 * within an open folder. Known to routes as the bean {@code drop}.
 */
public final class Drops {
    /** Takes a file; gives what became of it once that is on the disk. */
    public interface Taker {
        /** @param name what origins call it */
        List<FileRead> take(Path copy, String name, String sha256) throws InterruptedException;
    }

    /** The longest file, in bytes. */
    static final long LONGEST = 1L << 30;

    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".crdownload", ".swp");
    private static final int NAMED = 12;
    private static final Logger LOG = LoggerFactory.getLogger(Drops.class);

    private final List<Drop> drops;
    private final Path copies;
    private final Taker taker;
    private final LongSupplier nanos;
    /** Files met that haven't settled. */
    private final Map<Path, Met> met = new HashMap<>();

    private final Map<Path, String> problems = new TreeMap<>();

    /** @param since in the terms of the clock that was given */
    private record Met(Object key, long size, long modified, long since) {
        static Met of(BasicFileAttributes file, long now) {
            return new Met(
                    String.valueOf(file.fileKey()),
                    file.size(),
                    file.lastModifiedTime().toMillis(),
                    now);
        }

        boolean sameAs(Met other) {
            return key.equals(other.key) && size == other.size && modified == other.modified;
        }
    }

    /**
     * @param copies folder of our own where files are copied to before they are read
     * @param nanos a clock as {@link System#nanoTime} is
     * @throws IOException if a folder can't be watched
     */
    public Drops(List<Drop> drops, Path copies, Taker taker, LongSupplier nanos) throws IOException {
        this.copies = copies;
        this.taker = taker;
        this.nanos = nanos;
        var real = new ArrayList<Drop>();
        for (var drop : drops) {
            if (!Files.isDirectory(drop.folder()))
                throw new IOException("%s, which is to be watched, is no folder".formatted(drop.folder()));
            var folder = drop.folder().toRealPath();
            for (var name : List.of(DONE, FAILED))
                if (!Files.isDirectory(folder.resolve(name), NOFOLLOW_LINKS))
                    Files.createDirectory(folder.resolve(name));
            try (var opened = Files.newDirectoryStream(folder)) {
                if (!(opened instanceof SecureDirectoryStream))
                    throw new IOException(
                            "this system can't watch %s without following links; bring files to /ingest instead"
                                    .formatted(folder));
            }
            real.add(new Drop(folder, drop.settled()));
        }
        this.drops = List.copyOf(real);
    }

    boolean isEmpty() {
        return drops.isEmpty();
    }

    /** Why folders can't be read now, a sentence each. */
    public synchronized List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** Files that were seen and haven't settled yet. */
    public synchronized int waiting() {
        return met.size();
    }

    /** Reads what has settled since it was looked before. */
    public synchronized void look() throws InterruptedException {
        for (var drop : drops) {
            try (var opened = Files.newDirectoryStream(drop.folder())) {
                look(drop, (SecureDirectoryStream<Path>) opened);
                if (problems.remove(drop.folder()) != null) LOG.info("{} can be read again", drop.folder());
            } catch (IOException broken) {
                var said = "%s can't be read: %s".formatted(drop.folder(), Folder.said(broken));
                if (!said.equals(problems.put(drop.folder(), said))) LOG.error("{}", said);
            }
        }
    }

    private void look(Drop drop, SecureDirectoryStream<Path> folder) throws IOException, InterruptedException {
        var names = new ArrayList<Path>();
        for (var path : folder) names.add(path.getFileName());
        names.sort(null);
        met.keySet().removeIf(path -> path.startsWith(drop.folder()) && !names.contains(path.getFileName()));
        for (var name : names) {
            if (isLeftAlone(name.toString())) continue;
            var file = attributes(folder, name);
            if (file.isEmpty()) continue;
            if (!file.get().isRegularFile()) {
                if (!file.get().isDirectory())
                    refuse(folder, name, name.toString(), "it is no file but a link or device");
                continue;
            }
            long now = nanos.getAsLong();
            var path = drop.folder().resolve(name);
            var before = met.get(path);
            var seen = Met.of(file.get(), now);
            if (before == null || !before.sameAs(seen)) met.put(path, seen);
            else if (now - before.since >= drop.settled().toNanos()) {
                met.remove(path);
                take(folder, name, seen);
            }
        }
    }

    /** What is still being written, by the names that programs give it. */
    private static boolean isLeftAlone(String name) {
        return name.equals(DONE)
                || name.equals(FAILED)
                || name.startsWith(".")
                || UNFINISHED.stream().anyMatch(name::endsWith);
    }

    private static Optional<BasicFileAttributes> attributes(SecureDirectoryStream<Path> folder, Path name) {
        try {
            return Optional.of(folder.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                    .readAttributes());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void take(SecureDirectoryStream<Path> folder, Path name, Met seen)
            throws IOException, InterruptedException {
        if (seen.size > LONGEST) {
            refuse(folder, name, name.toString(), "it is longer than %d bytes; give it in parts".formatted(LONGEST));
            return;
        }
        var copy = Files.createTempFile(copies, "drop", "");
        try {
            var sha256 = copied(folder, name, copy);
            // written to while it was copied: it hasn't settled after all
            if (!isStill(folder, name, seen)) return;
            // the name under which it is kept, so that a source line can be found again
            var kept = name + "~" + sha256.substring(0, NAMED);
            var reads = taker.take(copy, "drop/" + kept, sha256);
            if (!isStill(folder, name, seen)) return;
            var problem = reads.stream()
                    .filter(read -> !read.problem().isEmpty())
                    .map(read -> read.file() + ": " + read.problem())
                    .collect(Collectors.joining("\n"));
            if (problem.isEmpty()) move(folder, name, DONE, kept);
            else refuse(folder, name, kept, problem);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static boolean isStill(SecureDirectoryStream<Path> folder, Path name, Met seen) {
        return attributes(folder, name)
                .filter(now -> seen.sameAs(Met.of(now, 0)))
                .isPresent();
    }

    private static String copied(SecureDirectoryStream<Path> folder, Path name, Path copy) throws IOException {
        var digest = sha256();
        try (SeekableByteChannel from = folder.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
                var in = Channels.newInputStream(from);
                var out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
            long length = in.transferTo(out);
            if (length > LONGEST) throw new IOException(name + " grew while it was read");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void refuse(SecureDirectoryStream<Path> folder, Path name, String kept, String why)
            throws IOException {
        move(folder, name, FAILED, kept);
        var text = """
                %s was not taken, or not all of it:
                %s
                `tilsyn formats` lists what is read, and the command that exports each. Put a better file into the folder above.
                """.formatted(name, why);
        try (var failed = folder.newDirectoryStream(Path.of(FAILED), NOFOLLOW_LINKS);
                var out = failed.newByteChannel(
                        Path.of(kept + ".why.txt"),
                        Set.of(
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                NOFOLLOW_LINKS))) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void move(SecureDirectoryStream<Path> folder, Path name, String to, String kept) throws IOException {
        try (var target = folder.newDirectoryStream(Path.of(to), NOFOLLOW_LINKS)) {
            folder.move(name, target, Path.of(kept));
        }
    }
}
