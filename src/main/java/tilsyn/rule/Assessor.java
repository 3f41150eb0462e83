package tilsyn.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tilsyn.derive.Context;
import tilsyn.derive.Derive;
import tilsyn.derive.Identity;
import tilsyn.fact.Accounting;
import tilsyn.fact.Attestation;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.HostVerdict;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.Register;
import tilsyn.fact.Tuning;
import tilsyn.fact.Waiver;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Judge;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Score;
import tilsyn.verdict.Story;
import tilsyn.verdict.Verdict;

/** One assessment under way: host items first, each host alone, then the customer's items over what came of them. */
final class Assessor {
    private final Rulebook rulebook;
    private final Customer customer;
    private final Known facts;
    private final Tuned tuned;
    private final AsOf asOf;
    private final Judge judge;
    private final Context context;
    private final Firing firing;
    private final Reuse reuse;
    private String watched = "";
    private volatile @Nullable Session seen;

    /** @throws RulesBroken if a parameter is tuned to what its card doesn't allow */
    Assessor(Rulebook rulebook, Facts facts, Accounting accounting, Customer customer, Instant asOf, Firing firing)
            throws RulesBroken {
        this(rulebook, facts, accounting, customer, asOf, firing, limits -> new Reuse());
    }

    /** @param reuse by its own limits, what it takes over from one before it, or notes for one after it */
    Assessor(
            Rulebook rulebook,
            Facts facts,
            Accounting accounting,
            Customer customer,
            Instant asOf,
            Firing firing,
            Function<Context.Limits, Reuse> reuse)
            throws RulesBroken {
        this.rulebook = rulebook;
        this.customer = customer;
        this.facts = facts instanceof Known known ? known : new Known(facts, asOf);
        this.tuned = tuned(rulebook, this.facts, asOf);
        this.reuse = reuse.apply((parameter, host) -> rulebook.limit(parameter, host, tuned));
        this.asOf = new AsOf(asOf, customer.zone());
        this.judge = new Judge(asOf, customer.zone());
        var inventory = this.facts.declared().values().stream()
                .filter(host -> !host.assumed())
                .toList();
        this.context = Context.of(
                this.facts,
                asOf,
                customer.zone(),
                Identity.of(inventory, this.facts.hosts()),
                (parameter, host) -> this.reuse.limit(parameter, host, rulebook.limit(parameter, host, tuned)),
                rejectedPercent(accounting));
        this.firing = firing;
    }

    private static Tuned tuned(Rulebook rulebook, Known facts, Instant asOf) throws RulesBroken {
        var tunings = new ArrayList<Tuning>();
        for (var fact : facts.customer()) if (fact instanceof Tuning tuning) tunings.add(tuning);
        for (var host : facts.hosts())
            for (var fact : facts.of(host)) if (fact instanceof Tuning tuning) tunings.add(tuning);
        return Tuned.of(
                rulebook.inUse(tunings), rulebook.cards(), facts.declared().keySet(), asOf);
    }

    private static Map<String, Double> rejectedPercent(Accounting accounting) {
        var percent = new TreeMap<String, Double>();
        for (var file : accounting.files())
            if (file.rejected() > 0) percent.merge(file.file(), 100.0 * file.rejected() / file.received(), Math::max);
        return percent;
    }

    /** What an item's clauses had before them on a subject; nothing when it was not judged there. */
    Optional<Session> session(String subject, String item) {
        watched = subject + " " + item;
        assess(asOf.instant());
        return Optional.ofNullable(seen);
    }

    Assessment assess(Instant cutOff) {
        var verdicts = new ArrayList<Verdict>();
        var derived = new TreeMap<String, List<Fact>>();
        for (var host : firing.each(List.copyOf(facts.hosts()), this::host)) {
            derived.put(host.name, host.derived);
            verdicts.addAll(host.verdicts);
        }
        verdicts.addAll(customer(derived, verdicts));
        var judged = verdicts.stream()
                .map(verdict -> firing.isStruck(verdict.item().id())
                        ? Judge.unjudged(verdict.item(), verdict.subject(), verdict.assumed(), Reason.RULE_ERROR)
                        : verdict)
                .sorted()
                .toList();
        return new Assessment(
                customer,
                asOf.instant(),
                cutOff,
                rulebook.hash(),
                judged,
                Score.of(judged),
                Story.of(rulebook.links(), judged),
                rulebook.retired(),
                firing.faults());
    }

    private record Judged(String name, List<Fact> derived, List<Verdict> verdicts) {}

    private Judged host(String name) {
        var own = facts.of(name);
        var derived = reuse.derived(name, () -> Derive.host(name, own, context));
        var host = facts.declared().get(name);
        if (host == null || !host.active()) return new Judged(name, derived, List.of());
        var known = new ArrayList<>(own);
        known.addAll(derived);
        for (var fact : facts.customer()) if (concerns(fact, name)) known.add(fact);
        known.sort(Facts.ORDER);
        var first = new ArrayList<Card>();
        var after = new ArrayList<Card>();
        for (var card : rulebook.hostCards())
            if (Applies.concerns(card, host)) (restsOnVerdicts(card) ? after : first).add(card);
        var verdicts = new ArrayList<>(reuse.verdicts(name, first));
        first.removeIf(reuse::isSame);
        if (!first.isEmpty()) verdicts.addAll(verdicts(name, host.roles(), host, first, known));
        if (!after.isEmpty()) {
            for (var verdict : verdicts) known.add(hostVerdict(verdict));
            known.sort(Facts.ORDER);
            verdicts.addAll(verdicts(name, host.roles(), host, after, known));
        }
        return new Judged(name, derived, verdicts);
    }

    /** Items over what the other items of the same host came to are judged after these. */
    static boolean restsOnVerdicts(Card card) {
        return card.evidence().stream().anyMatch(line -> line.type().equals("HostVerdict"));
    }

    /** Whether a fact about the customer as a whole says something of this host too. */
    private static boolean concerns(Fact fact, String host) {
        if (fact instanceof Attestation attestation)
            return attestation.subjects().contains(host);
        return fact instanceof MaintenanceWindow || fact instanceof Waiver || fact instanceof Register;
    }

    private List<Verdict> customer(SortedMap<String, List<Fact>> derived, List<Verdict> ofHosts) {
        var known = new TreeSet<>(Facts.ORDER);
        known.addAll(facts.customer());
        known.addAll(reuse.derived(Verdict.CUSTOMER, () -> Derive.customer(facts, derived, context)));
        var judged = ofHosts.stream().map(this::hostVerdict).toList();
        known.addAll(judged);
        known.addAll(Derive.judged(judged, facts, derived, context));
        var types = rulebook.customerTypes();
        for (var name : facts.hosts()) {
            for (var fact : facts.of(name)) if (types.contains(fact.type())) known.add(fact);
            for (var fact : derived.getOrDefault(name, List.of())) if (types.contains(fact.type())) known.add(fact);
        }
        var roles = new TreeSet<String>();
        for (var host : facts.declared().values()) if (host.active()) roles.addAll(host.roles());
        return verdicts(Verdict.CUSTOMER, List.copyOf(roles), null, rulebook.customerCards(), List.copyOf(known));
    }

    private HostVerdict hostVerdict(Verdict verdict) {
        var host = facts.declared().get(verdict.subject());
        var origin = verdict.cited().isEmpty()
                ? (host == null ? facts.of(verdict.subject()).get(0) : host).origin()
                : verdict.cited().get(0).origin();
        return new HostVerdict(
                verdict.subject(),
                verdict.item().id(),
                verdict.item().severity().name().toLowerCase(Locale.ROOT),
                verdict.outcome().name(),
                verdict.clause(),
                asOf.instant(),
                verdict.cited(),
                origin);
    }

    private List<Verdict> verdicts(
            String name, List<String> roles, @Nullable Host host, List<Card> cards, List<Fact> known) {
        var verdicts = new ArrayList<Verdict>();
        var judged = new ArrayList<Card>();
        var holder = new Holder(host == null ? "" : name, roles, tuned);
        boolean assumed = host != null && host.assumed();
        for (var card : cards) {
            var declaration = host == null ? Optional.<Fact>empty() : Applies.not(card, host, known, asOf.instant());
            if (declaration.isPresent()) verdicts.add(Judge.notApplicable(card.item(holder), name, declaration.get()));
            else if (!card.enabled())
                verdicts.add(Judge.unjudged(card.item(holder), name, assumed, Reason.RULE_DISABLED));
            else judged.add(card);
        }
        var stratum = host == null ? rulebook.customerStratum() : rulebook.hostStratum();
        var few = Fewer.of(stratum.matched(stratum.items(), known));
        for (var cut : few.cut().entrySet())
            firing.note("facts on %s: of %s only the newest are judged, from %s on"
                    .formatted(name, cut.getKey(), cut.getValue()));
        var session = new Session(new Subject(name, roles), asOf, rulebook.params(holder), few.kept());
        if (judged.stream().anyMatch(card -> watched.equals(name + " " + card.id()))) seen = session;
        var fired = firing.fire(host == null ? stratum : reuse.fired(stratum), judged, session);
        for (var card : judged) {
            var item = card.item(holder);
            var findings = fired.get(card.id());
            verdicts.add(
                    findings == null
                            ? Judge.unjudged(item, name, assumed, Reason.RULE_ERROR)
                            : cautious(card, few, judge.judge(item, name, assumed, known, findings)));
        }
        return verdicts;
    }

    /** What was cut off can't show that all is well. */
    private static Verdict cautious(Card card, Fewer few, Verdict verdict) {
        boolean lacks = card.evidence().stream().anyMatch(line -> few.cut().containsKey(line.type()));
        return lacks && (verdict.outcome() == Outcome.PASS || verdict.outcome() == Outcome.WARN)
                ? Judge.unjudged(verdict.item(), verdict.subject(), verdict.assumed(), Reason.INSUFFICIENT_HISTORY)
                : verdict;
    }
}
