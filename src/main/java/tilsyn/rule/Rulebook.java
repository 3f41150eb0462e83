package tilsyn.rule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;
import tilsyn.derive.Signatures;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Facts;
import tilsyn.fact.Host;
import tilsyn.fact.Tuning;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Item;
import tilsyn.verdict.Link;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Unmet;

/** All items, signatures and parameters of a rules folder, ready to judge. Immutable; safe to share between threads. */
public final class Rulebook {
    /** Part of the rulebook's hash: another engine may decide otherwise. */
    static final String ENGINE = "drools 10.2.0, tilsyn 1";

    /** What derivations work with in a rulebook that lacks the item, for servers; from the checklist. */
    private static final Map<String, Double> DEFAULTS = Map.ofEntries(
            Map.entry("BCK-01.default_rpo_h", 24.0),
            Map.entry("HW-02.growth_window_d", 30.0),
            Map.entry("LOG-01.alive_elsewhere_fail_h", 72.0),
            Map.entry("LOG-01.silence_fail_h", 24.0),
            Map.entry("LOG-01.silence_warn_h", 6.0),
            Map.entry("LOG-05.burst_fail", 50.0),
            Map.entry("LOG-05.burst_warn", 10.0),
            Map.entry("LOG-05.lookback_d", 14.0),
            Map.entry("LOG-05.spray_accounts", 10.0),
            Map.entry("LOG-05.success_after", 20.0),
            Map.entry("OPS-01.lookback_d", 35.0),
            Map.entry("UPD-04.fail_window_d", 14.0),
            Map.entry("UPD-09.plan_due_d", 7.0),
            Map.entry("UPD-10.post_patch_h", 72.0),
            Map.entry("USR-01.talk_cadence_d", 35.0));

    private final String hash;
    private final List<Card> cards;
    private final List<Retired> retired;
    private final Stratum hosts;
    private final Stratum customer;
    private final Signatures signatures;
    private final List<Link> links;
    private final Masking masking;
    private final int compiled;
    private final Map<String, Set<String>> asked;

    private Rulebook(
            String hash,
            List<Card> cards,
            List<Retired> retired,
            Map<String, Model> models,
            Signatures signatures,
            List<Link> links,
            Masking masking,
            int compiled,
            Map<String, Set<String>> asked) {
        this.hash = hash;
        this.cards = List.copyOf(cards);
        this.retired = List.copyOf(retired);
        this.hosts = stratum(models, hostCards());
        this.customer = stratum(models, customerCards());
        this.signatures = signatures;
        this.links = List.copyOf(links);
        this.masking = masking;
        this.compiled = compiled;
        this.asked = Map.copyOf(asked);
    }

    private static Stratum stratum(Map<String, Model> models, List<Card> cards) {
        var wanted = new TreeMap<>(models);
        wanted.keySet()
                .retainAll(cards.stream().filter(Card::enabled).map(Card::id).toList());
        return new Stratum(wanted);
    }

    /**
     * Reads a rules folder; compiles what wasn't compiled before.
     *
     * @param cache folder for compiled clauses, made when it isn't there
     * @throws RulesBroken with everything that is wrong in the folder
     */
    public static Rulebook load(Path folder, Path cache) throws IOException, RulesBroken {
        return new Loader(folder, new ModelCache(cache)).load();
    }

    /** @param asked by item: those whose parameters its clauses ask for; missing where that isn't known */
    static Rulebook of(
            String hash,
            List<Card> cards,
            List<Retired> retired,
            Map<String, Model> models,
            Signatures signatures,
            List<Link> links,
            Masking masking,
            int compiled,
            Map<String, Set<String>> asked) {
        return new Rulebook(hash, cards, retired, models, signatures, links, masking, compiled, asked);
    }

    /** SHA-256 over paths and bytes of cards, clauses, signatures, links and masks, and the engine's version. */
    public String hash() {
        return hash;
    }

    /** The items with their parameters as for a server, in the checklist's order. */
    public List<Item> items() {
        return cards.stream().map(card -> card.item(List.of())).toList();
    }

    /** The items that are judged no more, in the checklist's order. */
    public List<Retired> retired() {
        return retired;
    }

    /** Without those for items that are judged no more: what a customer once set there harms nobody. */
    List<Tuning> inUse(List<Tuning> tunings) {
        return tunings.stream().filter(tuning -> !isRetired(tuning.item())).toList();
    }

    private boolean isRetired(String item) {
        return retired.stream().anyMatch(one -> one.id().equals(item));
    }

    /** What of an item may be set, and how, in the card's order. */
    public List<Limit> limits(String item) {
        return card(item).stream()
                .flatMap(card -> card.settings().stream())
                .map(Setting::limit)
                .toList();
    }

    /**
     * What is wrong with values that a customer sets, sorted; empty when all may be set so.
     *
     * @param hosts whom a value may be set for
     */
    public List<Problem> refused(List<Tuning> tunings, Set<String> hosts, Instant asOf) {
        try {
            Tuned.of(inUse(tunings), cards, hosts, asOf);
            return List.of();
        } catch (RulesBroken broken) {
            return broken.problems();
        }
    }

    /** The item's card, clauses and scenarios lie beside each other; this is the card, beginning with {@code rules/}. */
    public String file(String item) {
        return card(item).map(Card::file).orElse("");
    }

    /** Which findings are told together. */
    List<Link> links() {
        return links;
    }

    /** How many clause files had to be compiled when it was loaded. */
    public int compiled() {
        return compiled;
    }

    /**
     * Judges a customer's facts as of a moment.
     *
     * @param facts with host names resolved
     * @param accounting how much of what was read could be read (R16)
     * @param cutOff latest receipt of the facts
     * @throws RulesBroken if a parameter is tuned to what its card doesn't allow
     */
    public Assessment assess(Facts facts, Accounting accounting, Customer of, Instant asOf, Instant cutOff)
            throws RulesBroken {
        return assess(facts, accounting, of, asOf, cutOff, Runtime.getRuntime().availableProcessors());
    }

    /** @param threads how many hosts are judged at a time; the result is the same with any number */
    public Assessment assess(Facts facts, Accounting accounting, Customer of, Instant asOf, Instant cutOff, int threads)
            throws RulesBroken {
        try (var firing = new Firing(threads, Firing.LONGEST)) {
            return masking.over(new Assessor(this, facts, accounting, of, asOf, firing).assess(cutOff), links);
        }
    }

    /**
     * Why the clauses of an item that did not fire on a subject did not: for each of their rules the first condition that
     * nothing met, with what came nearest.
     *
     * @param folder that this rulebook was loaded from
     * @param subject a host, or {@link tilsyn.verdict.Verdict#CUSTOMER}
     * @return in the order of the clause file; empty when the item was not judged there, or it can't be told
     */
    public List<Unmet> whyNot(
            Path folder, Facts facts, Accounting accounting, Customer of, Instant asOf, String subject, String item)
            throws IOException, RulesBroken {
        var clauses = file(item).replaceFirst("\\.yaml$", ".drl");
        var source = Sources.read(folder, new ArrayList<>()).stream()
                .filter(file -> file.path().equals(clauses))
                .findFirst();
        if (source.isEmpty()) return List.of();
        try (var firing = new Firing(Runtime.getRuntime().availableProcessors(), Firing.LONGEST)) {
            return new Assessor(this, facts, accounting, of, asOf, firing)
                    .session(subject, item)
                    .map(session -> WhyNot.of(source.get(), session))
                    .orElse(List.of());
        }
    }

    /**
     * Fires the clauses of all host items over each host's facts as they are, without deriving or judging; for measuring.
     *
     * @return how many findings there were
     */
    public int fire(Facts facts, Instant asOf, ZoneId zone, int threads) {
        var moment = new AsOf(asOf, zone);
        var params = params(Holder.of(List.of()));
        try (var firing = new Firing(threads, Firing.LONGEST)) {
            return firing
                    .each(List.copyOf(facts.hosts()), host -> {
                        var session = new Session(new Subject(host, List.of()), moment, params, facts.of(host));
                        return firing.fire(hosts, hostCards(), session).values().stream()
                                .mapToInt(List::size)
                                .sum();
                    })
                    .stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    /** Whether the item's clauses ask for no parameter of any of these. */
    boolean asksNothingOf(String item, Set<String> others) {
        var asks = asked.get(item);
        return asks != null && Collections.disjoint(asks, others);
    }

    List<Card> cards() {
        return cards;
    }

    List<Card> hostCards() {
        return cards.stream().filter(Card::perHost).toList();
    }

    List<Card> customerCards() {
        return cards.stream().filter(card -> !card.perHost()).toList();
    }

    Stratum hostStratum() {
        return hosts;
    }

    Stratum customerStratum() {
        return customer;
    }

    /** The named log events, for what condenses logs on their way into the store. */
    public Signatures signatures() {
        return signatures;
    }

    /** What is hidden of source lines on their way into the store. */
    public Masking masking() {
        return masking;
    }

    /** Fact types that customer items take their evidence from. */
    Set<String> customerTypes() {
        var types = new TreeSet<String>();
        for (var card : customerCards()) for (var line : card.evidence()) types.add(line.type());
        return types;
    }

    /** Every item's parameters as they hold for a subject, sorted by id. */
    List<Param> params(Holder holder) {
        var params = new ArrayList<Param>();
        for (var card : cards) params.addAll(card.params(holder));
        params.sort(java.util.Comparator.comparing(Param::id));
        return params;
    }

    /** A parameter's value for a host; the checklist's default when no card has it. */
    double limit(String parameter, @Nullable Host host, Tuned tuned) {
        int dot = parameter.indexOf('.');
        var item = parameter.substring(0, dot);
        var holder = host == null ? new Holder("", List.of(), tuned) : new Holder(host.host(), host.roles(), tuned);
        return card(item)
                .flatMap(card -> card.setting(parameter.substring(dot + 1)))
                .map(setting -> holder.value(item, setting))
                .map(value -> value.number() == null ? 0 : value.number().doubleValue())
                .orElseGet(() -> DEFAULTS.getOrDefault(parameter, 0.0));
    }

    private Optional<Card> card(String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }
}
