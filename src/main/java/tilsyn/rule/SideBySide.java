package tilsyn.rule;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Facts;
import tilsyn.verdict.Assessment;

/**
 * Two rulebooks over the same facts. What both must come to is worked out once; the result is as if each had judged alone.
 */
public final class SideBySide implements AutoCloseable {
    private final Rulebook active;
    private final Rulebook edited;
    private final Set<String> same;
    private final Stratum changed;
    private final Firing firing;

    public SideBySide(Rulebook active, Rulebook edited) {
        this.active = active;
        this.edited = edited;
        this.same = same(active, edited);
        this.changed = edited.hostStratum().without(same);
        this.firing = new Firing(Runtime.getRuntime().availableProcessors(), Firing.LONGEST);
    }

    /** What each rulebook says. */
    public record Both(Assessment before, Assessment after) {}

    /**
     * Judges as of a moment, by the active rulebook and by the edited one.
     *
     * @throws RulesBroken if a parameter is tuned to what a card of either doesn't allow
     */
    public Both assess(Facts facts, Accounting accounting, Customer customer, Instant asOf, Instant cutOff)
            throws RulesBroken {
        var known = new Known(facts, asOf);
        var noted = new Reuse();
        var before = new Assessor(active, known, accounting, customer, asOf, firing, by -> noted).assess(cutOff);
        var after = new Assessor(
                        edited,
                        known,
                        accounting,
                        customer,
                        asOf,
                        firing,
                        by -> noted.handedOn(before.verdicts(), same, changed, by))
                .assess(cutOff);
        return new Both(before, after);
    }

    /**
     * The items on hosts that both judge alike: card and clauses are the same, none of their clauses asks for a parameter of a
     * card that isn't, and they don't rest on other verdicts.
     */
    private static Set<String> same(Rulebook active, Rulebook edited) {
        var versions = active.cards().stream().collect(Collectors.toMap(Card::id, Card::version));
        var differ = new HashSet<String>();
        for (var card : edited.cards()) if (!card.version().equals(versions.get(card.id()))) differ.add(card.id());
        var same = new HashSet<String>();
        for (var card : edited.hostCards())
            if (!differ.contains(card.id())
                    && !Assessor.restsOnVerdicts(card)
                    && edited.asksNothingOf(card.id(), differ)) same.add(card.id());
        return same;
    }

    @Override
    public void close() {
        firing.close();
    }
}
