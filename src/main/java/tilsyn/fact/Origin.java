package tilsyn.fact;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a fact was read and how its time was understood.
 *
 * @param file path below the input folder with forward slashes; for a zip entry {@code outer.zip!inner/path}
 * @param line 1-based line, or 1-based record number where the format has no lines
 * @param offset byte offset of that line or record in the file, -1 when unknown
 * @param sha256 SHA-256 of the whole file (of the entry's bytes in a zip), lower-case hex
 * @param raw the line or record as read, cut to {@value #RAW_LIMIT} characters
 * @param timeText the time as it stood in the input, empty when the input states none
 * @param timeNote how the time became UTC, such as {@code zone Europe/Oslo from customer.yaml} or
 *     {@code year taken nearest to receipt}; empty when the text said it all
 * @param received when Tilsyn received it, UTC
 */
public record Origin(
        String file,
        long line,
        long offset,
        String sha256,
        String raw,
        String timeText,
        String timeNote,
        Instant received)
        implements Comparable<Origin> {
    public static final int RAW_LIMIT = 2_000;

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::file)
            .thenComparingLong(Origin::line)
            .thenComparingLong(Origin::offset)
            .thenComparing(Origin::raw);

    public Origin {
        if (raw.length() > RAW_LIMIT) raw = raw.substring(0, RAW_LIMIT);
    }

    /** The same place, with how a time read there was understood. */
    public Origin withTime(String text, String note) {
        return new Origin(file, line, offset, sha256, raw, text, note, received);
    }

    /** {@code file:line}, as editors and people jump to it. */
    public String place() {
        return file + ":" + line;
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place();
    }
}
