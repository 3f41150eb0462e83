package tilsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, sorted by path. Links are never followed; pipes, devices and sockets are never opened; what
 * can't be read is listed with the reason.
 */
final class Folder {
    private static final Set<String> VERSION_CONTROL = Set.of(".git", ".hg", ".svn", ".bzr", "CVS");
    private static final int DEEPEST = 100;

    /** @param refused why it is not read; null when it can be */
    record Listed(
            String name,
            Path path,
            long bytes,
            @Nullable Instant modified,
            @Nullable String refused) {}

    private final Bounds bounds;
    private final List<Listed> files = new ArrayList<>();
    private boolean full;

    private Folder(Bounds bounds) {
        this.bounds = bounds;
    }

    /** All files at or below the path; the path itself may be a link. */
    static List<Listed> list(Path root, Bounds bounds) {
        var folder = new Folder(bounds);
        try {
            var real = root.toRealPath();
            if (Files.isDirectory(real)) folder.walk("", real, 0);
            else folder.add(printable(String.valueOf(root.getFileName())), real);
        } catch (IOException broken) {
            folder.refuse(printable(root.toString()), root, "can't be read: " + said(broken));
        }
        return folder.files;
    }

    private void walk(String prefix, Path path, int depth) {
        var names = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(path)) {
            for (var entry : entries) names.add(entry);
        } catch (IOException | DirectoryIteratorException broken) {
            refuse(prefix.isEmpty() ? "./" : prefix, path, "a folder that can't be read: " + said(broken));
            return;
        }
        names.sort(Comparator.comparing(name -> name.getFileName().toString()));
        for (var entry : names) {
            if (full) return;
            var name = prefix + printable(entry.getFileName().toString());
            if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) add(name, entry);
            else if (depth >= DEEPEST) refuse(name + "/", entry, "folders are read %d deep".formatted(DEEPEST));
            else if (!VERSION_CONTROL.contains(entry.getFileName().toString())) walk(name + "/", entry, depth + 1);
        }
    }

    private void add(String name, Path path) {
        if (files.size() >= bounds.files()) {
            full = true;
            refuse(
                    name,
                    path,
                    "this and all after it are not read: a folder is read up to %d files".formatted(bounds.files()));
            return;
        }
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) refuse(name, path, "a link, which is not followed");
            else if (!attributes.isRegularFile()) refuse(name, path, "a pipe, socket or device, which is not opened");
            else
                files.add(new Listed(
                        name,
                        path,
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant(),
                        null));
        } catch (IOException broken) {
            refuse(name, path, "can't be read: " + said(broken));
        }
    }

    private void refuse(String name, Path path, String reason) {
        files.add(new Listed(name, path, 0, null, reason));
    }

    static InputStream open(Path path) throws IOException {
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** File names may hold anything but a slash; what we print holds no control characters. */
    static String printable(String name) {
        return name.codePoints().anyMatch(Folder::odd)
                ? name.codePoints()
                        .map(c -> odd(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : name;
    }

    private static boolean odd(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.FORMAT;
    }

    static String said(Exception broken) {
        if (broken instanceof AccessDeniedException) return "no rights";
        if (broken instanceof NoSuchFileException) return "there is no such file";
        var message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : printable(message);
    }
}
