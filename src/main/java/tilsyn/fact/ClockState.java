package tilsyn.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How right a host's clock is.
 *
 * @param state as last stated
 * @param offset how far it is off, ahead or behind; null when nothing of the last two days states it
 * @param unsynchronised for how long it has followed no source; zero when it was following one when last asked, null when
 *     nobody can say since when
 * @param since when it last followed a source, as far as anybody says; null when nobody does
 * @param time when last asked
 */
public record ClockState(
        String host,
        TimeSync.State state,
        @Nullable Duration offset,
        @Nullable Duration unsynchronised,
        @Nullable Instant since,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ClockState {
        basis = List.copyOf(basis);
    }

    @Override
    public String source() {
        return "time";
    }
}
