package tilsyn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tilsyn.store.Store;
import tilsyn.store.StoreBroken;
import tilsyn.trace.Log;
import tilsyn.trace.Verification;

/** What Tilsyn keeps between calls, as a whole: the stores, the signed log, the archive. */
public final class DataFolder {
    private static final String STORE = ".mv.db";

    /** Made anew from the rest, or by the next check or round. */
    private static final Set<String> MADE_ANEW = Set.of("rules-cache", "registers" + STORE, "out", "incoming");

    private DataFolder() {}

    /**
     * What is wrong with it, a sentence each; empty when it is whole.
     *
     * @throws NoSuchFileException if nothing is kept there
     * @throws StoreBroken if another process uses a store
     */
    public static List<String> problems(Path data) throws IOException {
        var stores = stores(data);
        if (stores.isEmpty() && !Log.exists(data)) throw new NoSuchFileException(data.toString());
        var problems = new ArrayList<String>();
        for (var file : stores) {
            try (var store = Store.open(data.resolve(name(file).replace(STORE, "")))) {
                for (var problem : store.problems()) problems.add(file + ": " + problem);
            } catch (StoreBroken broken) {
                if (broken.reason() == StoreBroken.Reason.LOCKED) throw broken;
                problems.add(String.valueOf(broken.getMessage()));
            }
        }
        if (Log.exists(data))
            for (var tampering : Verification.of(data, "").tamperings())
                problems.add(Log.folder(data) + ": " + tampering.said().en());
        return problems;
    }

    /**
     * Copies all that can't be made anew into a zip that only its owner may read, as it holds the key of the log.
     *
     * @return how many files it holds
     * @throws FileAlreadyExistsException if there is such a file
     * @throws StoreBroken if another process uses a store
     */
    public static int backup(Path data, Path zip) throws IOException {
        if (Files.exists(zip)) throw new FileAlreadyExistsException(zip.toString());
        var unfinished = zip.resolveSibling(name(zip) + ".new");
        Files.deleteIfExists(unfinished);
        int files = 0;
        try (var channel = create(unfinished)) {
            var out = new ZipOutputStream(Channels.newOutputStream(channel));
            for (var file : files(data)) {
                out.putNextEntry(new ZipEntry(data.relativize(file).toString().replace('\\', '/')));
                if (name(file).endsWith(STORE)) copyLocked(file, out);
                else Files.copy(file, out);
                out.closeEntry();
                files++;
            }
            out.finish();
            channel.force(true);
        }
        Files.move(unfinished, zip, StandardCopyOption.ATOMIC_MOVE);
        return files;
    }

    private static FileChannel create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix"))
            return FileChannel.open(file, options);
        return FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void copyLocked(Path file, ZipOutputStream to) throws IOException {
        try (var from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = from.tryLock()) {
            if (lock == null) throw new OverlappingFileLockException();
            var buffer = ByteBuffer.allocate(1 << 16);
            while (from.read(buffer) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (OverlappingFileLockException inUse) {
            throw StoreBroken.locked(file, inUse);
        }
    }

    /**
     * Unpacks a backup into a folder that holds nothing yet.
     *
     * @return how many files it held
     * @throws DirectoryNotEmptyException if the folder holds something
     * @throws ZipException if it is no whole backup
     */
    public static int restore(Path zip, Path data) throws IOException {
        Files.createDirectories(data);
        try (var there = Files.list(data)) {
            if (there.findAny().isPresent()) throw new DirectoryNotEmptyException(data.toString());
        }
        try (var from = new ZipFile(zip.toFile())) {
            var entries = from.stream().filter(entry -> !entry.isDirectory()).toList();
            for (var entry : entries) inside(data, entry);
            for (var entry : entries) {
                var file = inside(data, entry);
                Files.createDirectories(file.getParent());
                try (InputStream in = from.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return entries.size();
        }
    }

    private static Path inside(Path data, ZipEntry entry) throws ZipException {
        var file = data.resolve(entry.getName()).normalize();
        if (!file.startsWith(data.normalize()) || file.equals(data.normalize()))
            throw new ZipException("it holds '%s', which no backup does".formatted(entry.getName()));
        return file;
    }

    private static List<Path> stores(Path data) throws IOException {
        if (!Files.isDirectory(data)) return List.of();
        try (var files = Files.list(data)) {
            return files.filter(file -> name(file).endsWith(STORE) && !MADE_ANEW.contains(name(file)))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !MADE_ANEW.contains(data.relativize(file).getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
