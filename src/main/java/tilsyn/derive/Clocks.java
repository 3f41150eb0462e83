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
        if (followed != null) basis.add(followed);
        return List.of(new ClockState(
                host,
                newest.state(),
                measured == null || measured.offset() == null
                        ? null
                        : measured.offset().abs(),
                unsynchronised(said, newest, followed, context),
                followed == null ? null : heard(followed),
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

    /** The statement by which it heard of its source last. */
    private static @Nullable TimeSync followed(List<TimeSync> said) {
        TimeSync followed = null;
        for (var sync : said) {
            var at = heard(sync);
            if (at == null || at.isAfter(sync.time())) continue;
            var before = followed == null ? null : heard(followed);
            if (before == null || at.isAfter(before)) followed = sync;
        }
        return followed;
    }

    /** When it heard of its source; one that is said to follow a source and doesn't say when heard of it then. */
    private static @Nullable Instant heard(TimeSync sync) {
        return sync.lastSync() == null && sync.state() == TimeSync.State.SYNCHRONISED ? sync.time() : sync.lastSync();
    }

    /** Up to when it was last asked while it was following; up to now when it was not. */
    private static @Nullable Duration unsynchronised(
            List<TimeSync> said, TimeSync newest, @Nullable TimeSync followed, Context context) {
        boolean follows = newest.state() == TimeSync.State.SYNCHRONISED;
        var heard = followed == null ? null : heard(followed);
        if (heard != null) return Duration.between(heard, follows ? newest.time() : context.asOf());
        if (follows) return null;
        // it never was as far back as anybody asked
        return Duration.between(said.get(0).time(), context.asOf());
    }
}
