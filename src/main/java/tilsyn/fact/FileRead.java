package tilsyn.fact;

import java.util.Locale;

/**
 * What became of one file, zip entry or batch. Every record received ended in exactly one way, so that
 * {@code received = facts + rolledUp + duplicates + ignored + rejected}.
 *
 * @param file as {@link Origin#file()} gives it
 * @param sha256 of its bytes; empty when they could not be read
 * @param bytes how many it holds; 0 when they could not be read
 * @param format id of the format it was recognised as; empty when none
 * @param route id of the route that read it; empty when none did
 * @param received lines or records; a file that could not be taken at all counts as one, rejected
 * @param facts records that are kept as facts of their own
 * @param rolledUp records that are kept as part of a {@link LogCount}
 * @param duplicates records that other files, or other places in this one, hold as well
 * @param problem why it, or the rest of it, could not be read; empty when all of it was
 */
public record FileRead(
        String file,
        String sha256,
        long bytes,
        String format,
        String route,
        long received,
        long facts,
        long rolledUp,
        long duplicates,
        long ignored,
        long rejected,
        String problem) {
    public FileRead {
        if (received != facts + rolledUp + duplicates + ignored + rejected)
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: received %d is not facts %d + rolled up %d + duplicates %d + ignored %d + rejected %d",
                    file,
                    received,
                    facts,
                    rolledUp,
                    duplicates,
                    ignored,
                    rejected));
    }

    /** Whether all of it was read by a decoder that knows its format. */
    public boolean taken() {
        return problem.isEmpty();
    }
}
