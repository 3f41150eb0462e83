package tilsyn.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.PowerState;
import tilsyn.fact.PsuState;
import tilsyn.fact.UpsHealth;

/** Whether all is told of a machine's power that the inventory expects. */
final class Power {
    private Power() {}

    /** Power supplies and UPSes one by one, and the power as a whole; nothing when nothing is told of any. */
    static List<Fact> of(String host, List<Fact> facts, Context context) {
        var upses = Upses.of(host, facts, context);
        var read = new ArrayList<PsuState>();
        for (var fact : facts)
            if (fact instanceof PsuState state
                    && !state.time().isAfter(context.asOf())
                    && !Supplies.isOfPart(state)
                    && !Supplies.name(state.name()).equals(Supplies.REDUNDANCY)) read.add(state);
        var found = new ArrayList<Fact>(Supplies.of(host, facts, context));
        found.addAll(upses);
        var whole = whole(host, read, upses, context);
        if (whole != null) found.add(whole);
        return found;
    }

    private static @Nullable PowerState whole(String host, List<PsuState> read, List<Fact> upses, Context context) {
        var declared = context.hosts().get(host);
        int expected = expected(declared);
        var rounds = Rounds.of(read, PsuState::name);
        var newest = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
        boolean fresh =
                newest != null && !newest.get(0).time().isBefore(context.asOf().minus(Supplies.FRESH));
        int at = rounds.size();
        if (fresh) while (at > 0 && present(rounds.get(at - 1)) < expected) at--;
        var lacking = at == rounds.size() ? null : rounds.get(at).get(0);
        var basis = new LinkedHashSet<Fact>();
        if (newest != null) basis.addAll(newest);
        for (var ups : upses) if (ups instanceof UpsHealth health) basis.addAll(health.basis());
        var last = basis.stream().max(Facts.ORDER).orElse(null);
        if (last == null) return null;
        if (lacking != null) basis.add(lacking);
        if (declared != null && !declared.assumed()) basis.add(declared);
        return new PowerState(
                host,
                expected,
                fresh && newest != null ? present(newest) : -1,
                lacking == null ? Duration.ZERO : Duration.between(lacking.time(), context.asOf()),
                Upses.declared(declared),
                !upses.isEmpty(),
                lacking == null ? last.time() : lacking.time(),
                last.time(),
                List.copyOf(basis),
                last.origin());
    }

    private static int expected(@Nullable Host declared) {
        var hardware = declared == null ? null : declared.hardware();
        return hardware == null || hardware.psus() == null ? -1 : hardware.psus();
    }

    private static int present(List<PsuState> round) {
        var names = new TreeSet<String>();
        for (var state : round) if (state.state() != PsuState.State.ABSENT) names.add(Supplies.name(state.name()));
        return names.size();
    }
}
