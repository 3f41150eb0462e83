package tilsyn.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;

/** Something met on the way through a folder. */
sealed interface Met {
    /** Path below the input, as {@link tilsyn.fact.Origin#file()} gives it. */
    String name();

    /**
     * A file or zip entry that can be opened.
     *
     * @param packed opens its bytes as they are, which its hash is of
     * @param opener opens what it holds: the same, or what it unpacks to
     * @param crc of its bytes, as the zip states it; -1 when it does not
     * @param onDisk its share of the bytes on the disk
     */
    record Readable(
            String name,
            Input.Opener packed,
            Input.Opener opener,
            @Nullable Instant modified,
            long crc,
            long onDisk) implements Met {}

    /** Something that is never opened, or could not be. */
    record Unreadable(String name, String reason) implements Met {}
}
