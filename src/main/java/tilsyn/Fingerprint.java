package tilsyn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeSet;

/** Tells whether files of a folder are new, gone or changed since it was looked at. */
public final class Fingerprint {
    private static final int DEEPEST = 16;

    private Fingerprint() {}

    /** Names, sizes and dates of all files at or below the path; of a link its own, as none is followed. */
    public static String of(Path folder) throws IOException {
        var files = new TreeSet<String>();
        try (var walk = Files.walk(folder, DEEPEST)) {
            for (var file : (Iterable<Path>) walk::iterator) {
                var about = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!about.isDirectory())
                    files.add(folder.relativize(file) + " " + about.size() + " " + about.lastModifiedTime() + " "
                            + about.fileKey());
            }
        } catch (NoSuchFileException gone) {
            return "changing: " + gone.getFile();
        } catch (java.io.UncheckedIOException gone) {
            return "changing: " + gone.getMessage();
        }
        return String.join("\n", files);
    }
}
