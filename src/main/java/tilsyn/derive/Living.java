package tilsyn.derive;

import java.time.Duration;
import java.util.List;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Sighting;
import tilsyn.fact.SourceHeartbeat;

/** Whether a source lives in the sense of LOG-01: neither silent for too long, nor silent while others see the host. */
final class Living {
    private final List<Fact> facts;
    private final List<Fact> heartbeats;
    private final List<Fact> seen;
    private final Context context;

    /**
     * @param facts the host's, with what the inventory expects of it
     * @param seen its sightings
     */
    Living(List<Fact> facts, List<Fact> heartbeats, List<Fact> seen, Context context) {
        this.facts = facts;
        this.heartbeats = heartbeats;
        this.seen = seen;
        this.context = context;
    }

    boolean is(String source) {
        for (var fact : heartbeats)
            if (fact instanceof SourceHeartbeat beat && beat.source().equals(source))
                return beat.alive() && !silentWhileInUse(beat);
        return false;
    }

    private boolean silentWhileInUse(SourceHeartbeat beat) {
        var limit = Duration.ofSeconds(Math.round(context.limit("LOG-01.alive_elsewhere_fail_h", beat.host()) * 3600));
        if (beat.silence().compareTo(limit) <= 0 || hasRhythm(beat.source())) return false;
        var last = context.asOf().minus(beat.silence());
        return seen.stream()
                .anyMatch(fact -> fact instanceof Sighting sighting
                        && sighting.elsewhere()
                        && sighting.onADayBetween(last, context.asOf(), context.zone()));
    }

    /** A feed with a declared rhythm of its own is held to that. */
    private boolean hasRhythm(String source) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof ExpectedSource expected
                        && expected.expects().equals(source)
                        && expected.maxSilence() != null);
    }
}
