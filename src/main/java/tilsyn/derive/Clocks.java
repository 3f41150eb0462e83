package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.ClockState;
import tilsyn.fact.Fact;
import tilsyn.fact.TimeSync;

/** How right a host's clock is, by what the services that set it have said. */
final class Clocks {
    private static final Duration FRESH = Duration.ofHours(48);

    private Clocks() {}

    /**
     * Empty when no service said anything.
     *
     * @param facts in the order of time
     */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var said = new ArrayList<TimeSync>();
        for (var fact : facts)
            if (fact instanceof TimeSync sync && !sync.time().isAfter(context.asOf())) said.add(sync);
        if (said.isEmpty()) return List.of();
        var newest = said.get(said.size() - 1);
        var measured = measured(said, context);
        var followed = followed(said);
        var basis = new LinkedHashSet<Fact>();
        basis.add(newest);
        if (measured != null) basis.add(measured);
        return List.of(new ClockState(
                host,
                newest.state(),
                measured == null || measured.offset() == null
                        ? null
                        : measured.offset().abs(),
                unsynchronised(said, newest, followed, context),
                followed,
                newest.time(),
                List.copyOf(basis),
                newest.origin()));
    }

    private static @Nullable TimeSync measured(List<TimeSync> said, Context context) {
        for (int at = said.size() - 1; at >= 0; at--) {
            var sync = said.get(at);
            if (sync.time().isBefore(context.asOf().minus(FRESH))) return null;
            if (sync.offset() != null) return sync;
        }
        return null;
    }

    /** When it last heard of its source; one that is said to follow a source and doesn't say when followed it then. */
    private static @Nullable Instant followed(List<TimeSync> said) {
        Instant followed = null;
        for (var sync : said) {
            var at = sync.lastSync();
            if (at == null && sync.state() == TimeSync.State.SYNCHRONISED) at = sync.time();
            if (at == null || at.isAfter(sync.time())) continue;
            if (followed == null || at.isAfter(followed)) followed = at;
        }
        return followed;
    }

    /** Up to when it was last asked while it was following; up to now when it was not. */
    private static @Nullable Duration unsynchronised(
            List<TimeSync> said, TimeSync newest, @Nullable Instant followed, Context context) {
        boolean follows = newest.state() == TimeSync.State.SYNCHRONISED;
        if (followed != null) return Duration.between(followed, follows ? newest.time() : context.asOf());
        if (follows) return null;
        // it never was as far back as anybody asked
        return Duration.between(said.get(0).time(), context.asOf());
    }
}
