package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A kind of event that someone has to look at, and how long the slowest of its kind waited for a named person.
 *
 * @param object provider and event id, or program and signature; what a ticket is about
 * @param waited from the event until a person acknowledged it, or up to now
 * @param waiting whether nobody has to this day
 * @param count how many there were in the last 35 days
 * @param time of the event that waited longest
 */
public record CriticalEvent(
        String host,
        String object,
        Duration waited,
        boolean waiting,
        int count,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public CriticalEvent {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return basis.isEmpty() ? "" : basis.get(0).source();
    }
}
