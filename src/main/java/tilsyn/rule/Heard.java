package tilsyn.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.Match;
import tilsyn.fact.Fact;
import tilsyn.verdict.Reason;

/** What a session of probes had to say, by probe. */
final class Heard extends DefaultAgendaEventListener implements Say {
    static final Heard NOTHING = new Heard(null);

    private static final int MOST = 1_000_000;
    private static final int KEPT = 20_000;
    private static final int SHOWN = 3;

    private final @Nullable Said words;
    private final Map<String, List<Heard.One>> all = new TreeMap<>();
    private @Nullable Match match;
    private int firings;

    private Heard(@Nullable Said words) {
        this.words = words;
    }

    /** One match of a probe, with the values it gave. */
    private record One(
            List<Fact> facts,
            @Nullable Object seen,
            @Nullable Object asked) {}

    /**
     * What came nearest.
     *
     * @param seen empty when nothing was compared
     */
    record Nearest(String seen, String asked, String distance, List<Fact> facts) {
        static final Nearest NONE = new Nearest("", "", "", List.of());

        boolean isNothing() {
            return seen.isEmpty() && asked.isEmpty();
        }
    }

    static Heard of(KieBase probes, Session over) {
        var heard = new Heard(new Said(over.asOf().zone()));
        var session = probes.newKieSession();
        Meter.start();
        try {
            session.setGlobal("say", heard);
            session.addEventListener(heard);
            over.insert(session);
            boolean more = true;
            while (more && heard.firings < MOST)
                try {
                    session.fireAllRules(MOST);
                    more = false;
                } catch (ConsequenceException valueless) {
                    // a value that can't be told for one match; the next may
                }
            return heard.firings < MOST ? heard : NOTHING;
        } catch (RuntimeException | StackOverflowError stopped) {
            return NOTHING;
        } finally {
            Meter.stop();
            session.dispose();
        }
    }

    /** Whether it could not be found out; having heard nothing is another thing. */
    boolean isLost() {
        return this == NOTHING;
    }

    boolean matched(String probe) {
        return all.containsKey(probe);
    }

    int count(String probe) {
        return all.getOrDefault(probe, List.of()).size();
    }

    /** The match whose values are nearest to each other; where they can't be measured, the different ones seen. */
    Nearest of(String probe) {
        var found = all.getOrDefault(probe, List.of());
        var said = words;
        if (found.isEmpty() || said == null) return Nearest.NONE;
        var measured = found.stream().filter(one -> distance(one) != null).min(Comparator.comparing(Heard::size));
        if (measured.isPresent()) {
            var one = measured.get();
            return new Nearest(said.shown(one.seen), said.shown(one.asked), said.shown(distance(one)), one.facts);
        }
        var seen = new LinkedHashSet<String>();
        for (var one : found) if (one.asked != null && seen.size() < SHOWN) seen.add(said.shown(one.seen));
        var asked = found.get(0).asked;
        var facts = new ArrayList<Fact>();
        for (var one : found) if (facts.size() < SHOWN) facts.addAll(one.facts);
        return new Nearest(
                String.join(", ", seen), said.shown(asked), "", facts.subList(0, Math.min(SHOWN, facts.size())));
    }

    private static BigDecimal size(One one) {
        var distance = distance(one);
        return distance instanceof Duration span
                ? BigDecimal.valueOf(span.toSeconds())
                : distance instanceof BigDecimal number ? number : BigDecimal.ZERO;
    }

    private static @Nullable Object distance(One one) {
        if (one.seen instanceof Number seen && one.asked instanceof Number asked)
            return isFinite(seen) && isFinite(asked)
                    ? new BigDecimal(seen.toString())
                            .subtract(new BigDecimal(asked.toString()))
                            .abs()
                    : null;
        if (one.seen instanceof Duration seen && one.asked instanceof Duration asked)
            return seen.minus(asked).abs();
        if (one.seen instanceof Instant seen && one.asked instanceof Instant asked)
            return Duration.between(seen, asked).abs();
        return null;
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        match = event.getMatch();
        firings++;
    }

    @Override
    public void fail(String object, Object... values) {
        if (match == null) return;
        var found = all.computeIfAbsent(match.getRule().getName(), name -> new ArrayList<>());
        if (found.size() < KEPT)
            found.add(new One(
                    Said.cited(match.getObjects()),
                    values.length > 1 ? values[1] : null,
                    values.length > 3 ? values[3] : null));
    }

    @Override
    public void warn(String object, Object... values) {
        fail(object, values);
    }

    @Override
    public void noEvidence(Reason reason, String object, Object... values) {
        fail(object, values);
    }
}
