package tilsyn.fact;

import java.time.Instant;

/**
 * Something harmful that an antivirus product found, or what became of it.
 *
 * @param threat the product's name of it; its number where it gives no name
 * @param severity {@code low}, {@code moderate}, {@code high}, {@code severe}, or empty when it is not said
 * @param path where it was; empty when it is not said
 * @param sha256 of the file in lower-case hex; empty when it is not said
 * @param nativeState the product's own word for what became of it
 * @param id the product's own number of this detection; empty when it gives none
 * @param time of this state
 */
public record AvDetection(
        String host,
        Instant time,
        String product,
        String threat,
        String severity,
        String path,
        String sha256,
        State state,
        String nativeState,
        String id,
        Origin origin)
        implements Fact {

    public enum State {
        /** Found; nothing says what became of it. */
        DETECTED,
        /** Cleaned, removed, blocked or in quarantine. */
        RESOLVED,
        /** The product tried to act on it, and could not. */
        FAILED,
        ALLOWED,
        /** Put back from quarantine. */
        RESTORED
    }

    @Override
    public String source() {
        return "antivirus";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
