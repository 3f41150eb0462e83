package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * Something amiss with stored data, a database or the directory of a host, or a reason why nobody can say.
 *
 * @param object volume, database or directory; empty when not told
 * @param event what told of it, such as {@code MSSQLSERVER 823} or {@code CHECKDB}
 * @param time when it was told, or of the newest word about it
 */
public record Integrity(
        String host, String object, String event, Found found, Instant time, List<Fact> basis, Origin origin)
        implements Derived {
    public Integrity {
        basis = List.copyOf(basis);
    }

    public enum Found {
        /** Data is damaged, and nobody has put down that it was mended and checked. */
        CORRUPT,
        /** A check or the replication fails, or the last good check is too old. */
        FAILING,
        /** A first sign, or a check that is due. */
        WEAK,
        /** The host's role asks for a check, and there is no fresh one. */
        UNCHECKED,
        /** The log that would have told is not there or dead. */
        SILENT,
        /** It lives, and has a hole or begins too late. */
        SHORT
    }

    @Override
    public String source() {
        return "integrity";
    }
}
