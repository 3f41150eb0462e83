package tilsyn.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Facts;
import tilsyn.fact.Maybe;
import tilsyn.fact.Tuning;

/** The values a customer has set instead of the standard ones (R15): for a host, else for all. */
final class Tuned {
    static final Tuned NONE = new Tuned(new TreeMap<>());

    private final Map<String, Tuning> byName;

    private Tuned(Map<String, Tuning> byName) {
        this.byName = byName;
    }

    /**
     * Those that hold at a moment; of several for the same, the newest.
     *
     * @param hosts whom a value may be set for
     * @throws RulesBroken with every value that no card allows
     */
    static Tuned of(Collection<Tuning> tunings, List<Card> cards, Set<String> hosts, Instant asOf) throws RulesBroken {
        var problems = new ArrayList<Problem>();
        var byName = new TreeMap<String, Tuning>();
        for (var tuning : tunings.stream().sorted(Facts.ORDER).toList()) {
            problem(tuning, cards, hosts).ifPresent(problems::add);
            if (!tuning.time().isAfter(asOf))
                byName.put(name(tuning.item(), tuning.parameter(), tuning.host()), tuning);
        }
        if (!problems.isEmpty()) throw new RulesBroken(problems);
        return byName.isEmpty() ? NONE : new Tuned(byName);
    }

    private static String name(String item, String parameter, String host) {
        return item + "." + parameter + " " + host;
    }

    /** What was set for this host, else for the customer. */
    Optional<Tuning> of(String item, String parameter, String host) {
        var own = byName.get(name(item, parameter, host));
        return Optional.ofNullable(own == null ? byName.get(name(item, parameter, "")) : own);
    }

    private static Optional<Problem> problem(Tuning tuning, List<Card> cards, Set<String> hosts) {
        var card = cards.stream().filter(one -> one.id().equals(tuning.item())).findFirst();
        if (card.isEmpty()) {
            var ids = new TreeSet<>(cards.stream().map(Card::id).toList());
            return wrong(tuning, "There is no item '%s'.".formatted(tuning.item()), Maybe.word(tuning.item(), ids));
        }
        var setting = card.get().setting(tuning.parameter());
        if (setting.isEmpty()) {
            var names = new TreeSet<>(
                    card.get().settings().stream().map(Setting::name).toList());
            return wrong(
                    tuning,
                    "%s has no parameter '%s'. It has: %s."
                            .formatted(tuning.item(), tuning.parameter(), String.join(", ", names)),
                    Maybe.word(tuning.parameter(), names));
        }
        if (!tuning.host().isEmpty() && !hosts.contains(tuning.host()))
            return wrong(tuning, "There is no host '%s'.".formatted(tuning.host()), Maybe.word(tuning.host(), hosts));
        return setting.get()
                .refusal(tuning)
                .flatMap(why -> wrong(tuning, "%s.%s: %s".formatted(tuning.item(), tuning.parameter(), why), ""));
    }

    private static Optional<Problem> wrong(Tuning tuning, String text, String maybe) {
        return Optional.of(new Problem(
                tuning.origin().file(), (int) Math.max(1, tuning.origin().line()), text, maybe));
    }
}
