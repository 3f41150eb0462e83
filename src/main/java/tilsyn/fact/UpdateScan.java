package tilsyn.fact;

import java.time.Instant;

/**
 * One search for updates.
 *
 * @param good it got an answer; which updates it found is another matter
 * @param code the error's code as read; empty when none is given
 * @param feed the feed it came by, as {@link Fact#source()} gives it
 */
public record UpdateScan(String host, Instant time, boolean good, String code, String feed, Origin origin)
        implements Fact {
    @Override
    public String source() {
        return feed;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }
}
