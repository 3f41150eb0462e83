package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log that tells a certain thing of a host, and how far back it tells all of it: {@code windows:System} or
 * {@code syslog} for starts and stops, {@code windows:Security} or {@code syslog} for log-ons, {@code windows:Application}
 * for what drivers of RAID controllers and other programs report, Defender's channel for
 * protection turned off and on, the feeds of sensors and of each backup tool, and the logs of scheduled jobs.
 *
 * @param tells {@code stops}, {@code logons}, {@code applications}, {@code protection}, {@code sensors},
 *     {@code jobs} or {@code backups}
 * @param alive as its {@link SourceHeartbeat} says, and not silent while others see the host in use (LOG-01 F2)
 * @param coveredSince start of the stretch up to now without a hole longer than {@code failAfter}; null when dead
 * @param since when the inventory says it was set up; null when it does not say
 * @param first oldest event held, {@code time} the newest
 */
public record KeyLog(
        String host,
        String tells,
        String source,
        boolean alive,
        @Nullable Instant coveredSince,
        Duration failAfter,
        @Nullable Instant since,
        Instant first,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public KeyLog {
        basis = List.copyOf(basis);
    }

    /**
     * From when on nothing can have happened that it does not tell; the epoch when it tells all since it was set up,
     * {@link Instant#MAX} when it is dead.
     */
    public Instant completeSince() {
        if (!alive || coveredSince == null) return Instant.MAX;
        var from = coveredSince.minus(failAfter);
        return since != null && !since.isBefore(from) ? Instant.EPOCH : from;
    }
}
