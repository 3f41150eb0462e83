package tilsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;

/** Reads zip files, and zip files in them, entry by entry; entries are named {@code outer.zip!inner}. */
final class Zip {
    /** Seconds between 1601, where Windows begins to count, and 1970. */
    private static final long WINDOWS_EPOCH = 11_644_473_600L;

    private final Bounds bounds;
    private final ZoneId zone;
    private final AtomicLong expanded;

    Zip(Bounds bounds, ZoneId zone, AtomicLong expanded) {
        this.bounds = bounds;
        this.zone = zone;
        this.expanded = expanded;
    }

    static boolean is(byte[] magic) {
        return magic.length >= 4
                && magic[0] == 'P'
                && magic[1] == 'K'
                && (magic[2] == 3 && magic[3] == 4 || magic[2] == 5 && magic[3] == 6);
    }

    /** Hands each entry on while the zip is open; an entry may be read until {@code each} returns. */
    void read(String name, Path path, int depth, Consumer<Met> each) {
        try (var zip = open(path)) {
            if (zip.size() > bounds.entries()) {
                each.accept(new Met.Unreadable(
                        name, "a zip of %d entries; up to %d are read".formatted(zip.size(), bounds.entries())));
                return;
            }
            var entries = new ArrayList<ZipEntry>();
            zip.stream().filter(entry -> !entry.isDirectory()).forEach(entries::add);
            entries.sort(Comparator.comparing(ZipEntry::getName));
            var seen = new HashSet<String>();
            for (var entry : entries) {
                var inner = name + "!" + Folder.printable(entry.getName());
                if (leadsOut(entry.getName()))
                    each.accept(new Met.Unreadable(
                            inner, "its name leads out of the zip, as none does that was packed honestly"));
                else if (seen.add(entry.getName())) read(inner, zip, entry, depth, each);
                else each.accept(new Met.Unreadable(inner, "a second entry of the same name, which can't be reached"));
            }
        } catch (IOException | RuntimeException broken) {
            if (!(broken instanceof IOException || broken instanceof IllegalArgumentException))
                throw (RuntimeException) broken;
            each.accept(new Met.Unreadable(name, "a zip that is cut off or damaged: " + Folder.said(broken)));
        }
    }

    /** Nothing is written where such a name points to; what uses one is not to be believed either. */
    private static boolean leadsOut(String name) {
        return name.startsWith("/")
                || name.startsWith("\\")
                || name.matches("[A-Za-z]:.*")
                || Arrays.asList(name.split("[/\\\\]")).contains("..");
    }

    private void read(String name, ZipFile zip, ZipEntry entry, int depth, Consumer<Met> each) {
        Input.Opener packed = () -> unpacking(zip, entry);
        try {
            byte[] magic;
            try (var in = packed.open()) {
                magic = in.readNBytes(4);
            }
            if (!is(magic)) each.accept(readable(name, packed, entry, magic));
            else if (depth >= bounds.depth())
                each.accept(new Met.Unreadable(name, "zip files are opened %d deep".formatted(bounds.depth())));
            else nested(name, packed, depth, each);
        } catch (IOException broken) {
            each.accept(new Met.Unreadable(name, "can't be unpacked: " + Folder.said(broken)));
        }
    }

    private void nested(String name, Input.Opener packed, int depth, Consumer<Met> each) throws IOException {
        var copy = Files.createTempFile("tilsyn", ".zip");
        try {
            try (var in = packed.open();
                    var out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            read(name, copy, depth + 1, each);
        } finally {
            Files.delete(copy);
        }
    }

    private Met readable(String name, Input.Opener packed, ZipEntry entry, byte[] magic) {
        var opener = Gzip.is(magic) ? Gzip.opener(packed, entry.getSize(), bounds, expanded) : packed;
        return new Met.Readable(
                name, packed, opener, modified(entry), entry.getCrc(), Math.max(0, entry.getCompressedSize()));
    }

    private InputStream unpacking(ZipFile zip, ZipEntry entry) throws IOException {
        var in = zip.getInputStream(entry);
        if (in == null) throw new ZipException("the entry is gone");
        return new Expanding(in, entry.getCompressedSize(), bounds, expanded);
    }

    /** Windows writes names in its own code page, unless it says UTF-8. */
    private static ZipFile open(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException notUtf8) {
            var page = Charset.isSupported("IBM850") ? Charset.forName("IBM850") : StandardCharsets.ISO_8859_1;
            return new ZipFile(path.toFile(), page);
        }
    }

    /** In UTC where the entry says so; else its local time, in the customer's zone rather than this machine's. */
    private @Nullable Instant modified(ZipEntry entry) {
        var extra = entry.getExtra();
        if (extra != null) {
            var stated = stated(ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN));
            if (stated != null) return stated;
        }
        try {
            return entry.getTime() == -1
                    ? null
                    : entry.getTimeLocal().atZone(zone).toInstant();
        } catch (DateTimeException odd) {
            return null;
        }
    }

    /** The extended time stamp (0x5455), or NTFS times (0x000a), of an entry's extra fields. */
    private static @Nullable Instant stated(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int length = extra.getShort() & 0xFFFF;
            if (length > extra.remaining()) return null;
            var field = extra.slice().order(ByteOrder.LITTLE_ENDIAN).limit(length);
            if (id == 0x5455 && length >= 5 && (field.get(0) & 1) == 1) return Instant.ofEpochSecond(field.getInt(1));
            if (id == 0x000a && length >= 16 && field.getShort(4) == 1) {
                long ticks = field.getLong(8);
                return Instant.ofEpochSecond(ticks / 10_000_000 - WINDOWS_EPOCH, ticks % 10_000_000 * 100);
            }
            extra.position(extra.position() + length);
        }
        return null;
    }
}
