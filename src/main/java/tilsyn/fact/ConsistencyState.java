package tilsyn.fact;

import java.time.Instant;

/**
 * Whether an application was in order within a copy, as the tool that made it states.
 *
 * @param job the job whose run it was of; empty when not said
 * @param object the application, as the register of scopes calls it: {@code system_state}, {@code postgres}, {@code sql}
 * @param nativeMode the tool's own word
 * @param time when the copy was made
 */
public record ConsistencyState(
        String host, String tool, String job, String object, Mode mode, String nativeMode, Instant time, Origin origin)
        implements Fact {

    public enum Mode {
        /** The application took part, or a dump of it was made. */
        APPLICATION,
        /** Copied as if the power had gone. */
        CRASH,
        /** The application was asked to take part and did not. */
        FAILED,
        /** The log does not say; never counts as consistent. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "consistency";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
