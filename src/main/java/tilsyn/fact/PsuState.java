package tilsyn.fact;

import java.time.Instant;

/**
 * The state of one power supply of the machine, or of their redundancy.
 *
 * @param name the tool's name for it, such as {@code PSU1 Status}
 * @param nativeState the tool's own words
 */
public record PsuState(String host, String name, State state, String nativeState, Instant time, Origin origin)
        implements Fact {

    public enum State {
        OK,
        /** It works, but not as it should: redundancy is lost, or failure is predicted. */
        WARNING,
        /** It is broken, or gets no current. */
        FAILED,
        /** Its bay is empty. */
        ABSENT,
        /** Nothing readable is said of it, or in words not known to Tilsyn; never counts as health. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "sensors";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
