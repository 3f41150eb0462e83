package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * One copy that a list of what is stored shows, from which data could be restored as it was at {@code made}. That it is
 * listed does not say that its run left nothing out; a {@link BackupRun} says that.
 *
 * @param host the host whose data it holds, empty when the list does not say
 * @param job what it is a copy of: a job, a database cluster, a set
 * @param id the tool's own name of it
 * @param form {@code full}, {@code incremental}, {@code differential} or empty
 * @param bytes what it holds, -1 when the list does not say
 * @param objects paths, machines or databases in it; empty when the list does not say
 * @param repository where it is stored, empty when the list does not say
 * @param nativeState the tool's own word for its state
 * @param time when the list was made
 */
public record RestorePoint(
        String host,
        String tool,
        String job,
        String id,
        String form,
        State state,
        String nativeState,
        Instant made,
        long bytes,
        List<String> objects,
        String repository,
        Instant time,
        Origin origin)
        implements Fact {
    public RestorePoint {
        objects = List.copyOf(objects);
    }

    public enum State {
        /** The tool lists it as complete. */
        COMPLETE,
        /** It is there, but the tool knows of damage or gaps in it. */
        FLAWED,
        /** The tool lists it as failed or broken. */
        FAILED,
        /** The list does not say, or in words not known to Tilsyn; never counts as complete. */
        UNKNOWN
    }

    @Override
    public String source() {
        return "restore-points";
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT;
    }
}
