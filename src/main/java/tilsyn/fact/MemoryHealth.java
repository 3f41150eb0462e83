package tilsyn.fact;

import java.time.Instant;
import java.util.List;

/**
 * One memory module, processor or bus, by the errors that logs and counters tell of. Where both tell of it, the one that
 * tells more counts.
 *
 * @param module the tool's name for it; of a controller that counts what its modules do only uncorrected errors are told
 * @param corrected errors in the last 14 days
 * @param uncorrected errors in the last 30 days after which nobody has replaced it
 * @param most corrected errors within 24 hours of the last 14 days
 * @param mostPerhaps the same if all that one counter gained between two samples came within 24 hours
 * @param days local days of the last 14 with corrected errors
 * @param daysPerhaps the same if what a counter gained between two samples was spread as far as it could be
 * @param state what a tool says of it now; UNKNOWN when that is in no known word and it counts nothing either
 * @param since the newest error; the newest statement when there is none
 */
public record MemoryHealth(
        String host,
        String module,
        long corrected,
        long uncorrected,
        long most,
        long mostPerhaps,
        int days,
        int daysPerhaps,
        MemoryError.State state,
        Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public MemoryHealth {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "memory";
    }
}
