package tilsyn.decoder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Origin;

/**
 * One file, zip entry or batch to be decoded.
 *
 * @param file path below the input folder, as {@link Origin#file()} gives it
 * @param sha256 of all its bytes
 * @param modified the file's own date; null when it has none
 * @param received when Tilsyn got it: the as-of of a check; year-less times are taken nearest to it
 * @param zone of local times in it
 * @param linesBefore that stand before it in its source; 0 for a whole file
 * @param bytesBefore that stand before it
 * @param zoneNote where the zone comes from, for {@link Origin#timeNote()}
 */
public record Input(
        String file,
        Opener opener,
        String sha256,
        @Nullable Instant modified,
        Instant received,
        ZoneId zone,
        String zoneNote,
        long linesBefore,
        long bytesBefore) {
    /** A whole file. */
    public Input(
            String file,
            Opener opener,
            String sha256,
            @Nullable Instant modified,
            Instant received,
            ZoneId zone,
            String zoneNote) {
        this(file, opener, sha256, modified, received, zone, zoneNote, 0, 0);
    }

    /** Opens the bytes from the start, each time anew. */
    public interface Opener {
        InputStream open() throws IOException;
    }

    /** Bytes at hand, for tests and batches. */
    public static Input of(String file, byte[] bytes, Instant received, ZoneId zone) {
        return new Input(
                file, () -> new ByteArrayInputStream(bytes), sha256(bytes), null, received, zone, "zone " + zone);
    }

    public InputStream open() throws IOException {
        return opener.open();
    }

    public Head head() throws IOException {
        try (var in = open()) {
            return Head.of(file, in.readNBytes(Head.LIMIT));
        }
    }

    /** Line by line; to be closed. */
    public Lines lines() throws IOException {
        return new Lines(open(), head().charset());
    }

    /** As text in its own charset, with a byte order mark left out; to be closed. */
    public Reader reader() throws IOException {
        var reader = new java.io.PushbackReader(new InputStreamReader(open(), head().charset()));
        int first = reader.read();
        if (first != -1 && first != '\uFEFF') reader.unread(first);
        return reader;
    }

    /** The whole as text, or null when it is longer than {@code most} characters. */
    public @Nullable String text(int most) throws IOException {
        try (var reader = reader()) {
            var text = new StringBuilder();
            var buffer = new char[8192];
            for (int read = reader.read(buffer); read != -1; read = reader.read(buffer)) {
                text.append(buffer, 0, read);
                if (text.length() > most) return null;
            }
            return text.toString();
        }
    }

    public Origin origin(long line, long offset, String raw) {
        return new Origin(
                file,
                line > 0 ? linesBefore + line : line,
                offset >= 0 ? bytesBefore + offset : offset,
                sha256,
                raw,
                "",
                "",
                received);
    }

    public Origin origin(Line line) {
        return origin(line.number(), line.offset(), line.text());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
