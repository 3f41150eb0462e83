package tilsyn.source;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
    /** In bytes; file systems take 255, and a hash and an ending are added. */
    private static final int LONGEST_NAME = 200;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Logger LOG = LoggerFactory.getLogger(Drops.class);

    private final List<Drop> drops;
    private final Path copies;
    private final Taker taker;
    private final LongSupplier nanos;
    /** Files met that haven't settled. */
    private final Map<Path, Met> met = new ConcurrentHashMap<>();

    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();

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

    /** Why folders and files can't be read now, a sentence each; never waits for one that is being read. */
    public List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** Files that were seen and haven't settled yet. */
    public int waiting() {
        return met.size();
    }

    /** Reads what has settled since it was looked before. */
    public synchronized void look() throws InterruptedException {
        for (var drop : drops) {
            try (var opened = (SecureDirectoryStream<Path>) Files.newDirectoryStream(drop.folder())) {
                requireSame(drop.folder(), opened);
                look(drop, opened);
                good(drop.folder());
            } catch (IOException | DirectoryIteratorException broken) {
                bad(drop.folder(), broken);
            }
        }
    }

    /** The folder may have been swapped for a link since, also between two steps of ours. */
    private static void requireSame(Path folder, SecureDirectoryStream<Path> opened) throws IOException {
        var named = Files.readAttributes(folder, BasicFileAttributes.class, NOFOLLOW_LINKS);
        var open = opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
        if (!named.isDirectory() || !Objects.equals(named.fileKey(), open.fileKey()))
            throw new IOException("it is a link now, and links are not followed; put the folder itself there");
    }

    private void good(Path path) {
        if (problems.remove(path) != null) LOG.info("{} can be read again", path);
    }

    private void bad(Path path, Exception broken) {
        var why = broken instanceof IOException failed ? Folder.said(failed) : String.valueOf(broken.getMessage());
        var said = "%s can't be read or moved: %s".formatted(path, why);
        if (!said.equals(problems.put(path, said))) LOG.error("{}", said);
    }

    private void look(Drop drop, SecureDirectoryStream<Path> folder) throws IOException, InterruptedException {
        var names = new ArrayList<Path>();
        for (var path : folder) names.add(path.getFileName());
        names.sort(null);
        var there = new HashSet<>(names);
        Predicate<Path> gone = path -> drop.folder().equals(path.getParent()) && !there.contains(path.getFileName());
        met.keySet().removeIf(gone);
        problems.keySet().removeIf(gone);
        for (var name : names) {
            if (isLeftAlone(name.toString())) continue;
            var path = drop.folder().resolve(name);
            try {
                look(drop, folder, name, path);
            } catch (IOException | RuntimeException broken) {
                // one that can't be taken holds up no other
                bad(path, broken);
            }
        }
    }

    private void look(Drop drop, SecureDirectoryStream<Path> folder, Path name, Path path)
            throws IOException, InterruptedException {
        var file = attributes(folder, name);
        if (file.isEmpty()) return;
        if (!file.get().isRegularFile()) {
            if (!file.get().isDirectory()) refuse(folder, name, kept(name, ""), "it is no file but a link or device");
            return;
        }
        long now = nanos.getAsLong();
        var before = met.get(path);
        var seen = Met.of(file.get(), now);
        if (before == null || !before.sameAs(seen)) met.put(path, seen);
        else if (now - before.since >= drop.settled().toNanos()) {
            met.remove(path);
            take(folder, name, seen);
            good(path);
        }
    }

    /**
     * The name under which a file is kept: its own as far as it can be written and shown, no longer than leaves room for
     * what is added.
     */
    private static String kept(Path name, String sha256) {
        var own = name.toString();
        boolean plain = isWhole(name, own);
        var shown = CONTROL.matcher(plain ? own : ascii(own)).replaceAll("_");
        while (shown.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME)
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
        return sha256.isEmpty() ? shown : shown + "~" + sha256.substring(0, NAMED);
    }

    /** Whether the text gives the very bytes of the name again. */
    private static boolean isWhole(Path name, String text) {
        try {
            return text.indexOf('\uFFFD') < 0 && Path.of(text).equals(name);
        } catch (InvalidPathException odd) {
            return false;
        }
    }

    private static String ascii(String text) {
        return text.codePoints()
                .mapToObj(point -> point > 0 && point < 0x7F ? Character.toString(point) : "_")
                .collect(Collectors.joining());
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
            refuse(folder, name, kept(name, ""), "it is longer than %d bytes; give it in parts".formatted(LONGEST));
            return;
        }
        var copy = Files.createTempFile(copies, "drop", "");
        try {
            var sha256 = copied(folder, name, copy, seen.size);
            // written to while it was copied: it hasn't settled after all
            if (!isStill(folder, name, seen)) return;
            // the name under which it is kept, so that a source line can be found again
            var kept = kept(name, sha256);
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

    private static String copied(SecureDirectoryStream<Path> folder, Path name, Path copy, long size)
            throws IOException {
        var digest = sha256();
        try (SeekableByteChannel from = folder.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
                var in = Channels.newInputStream(from);
                var out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
            // no more than it had, also of one that grows for ever
            var buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (length < 0) break;
                out.write(buffer, 0, length);
                left -= length;
            }
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
                """.formatted(kept(name, ""), why);
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
