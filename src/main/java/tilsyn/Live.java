package tilsyn;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.register.Customers;
import tilsyn.derive.Identity;
import tilsyn.derive.Pictures;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.FileRead;
import tilsyn.fact.Rejection;
import tilsyn.output.Outputs;
import tilsyn.output.Results;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.source.Progress;
import tilsyn.source.Sources;
import tilsyn.store.Store;
import tilsyn.store.StoredAssessment;
import tilsyn.ticket.FollowUp;
import tilsyn.ticket.TicketPlan;
import tilsyn.trace.Trace;
import tilsyn.verdict.Words;

/**
 * Rounds over a store that lasts: what people wrote is read from the customer's folder, again when it has changed; what
 * machines say arrives by itself. Not safe for several threads.
 */
public final class Live implements AutoCloseable {
    private final Place place;
    private final Store store;
    private final Customer customer;
    private final boolean named;
    private final ZoneId zone;
    private @Nullable Store registers;
    private String read = "";

    /**
     * @param customer folder with what people wrote: customer, inventory, attestations, waivers
     * @param zone of local times that name none; null for the customer's
     */
    public record Place(
            Path customer,
            Path rules,
            Path routes,
            Path data,
            Path cache,
            @Nullable ZoneId zone,
            String language) {}

    private Live(Place place, Store store, Instant now) {
        this.place = place;
        this.store = store;
        var found = Customers.in(place.customer(), place.zone() == null ? Round.HOME : place.zone());
        var settings = Round.settings(place.customer(), place.zone(), found, now);
        this.named = found != null;
        this.zone = settings.zone();
        this.customer = found == null ? Round.unnamed(zone, now) : found;
    }

    /** @throws tilsyn.store.StoreBroken if the data folder fails */
    public static Live open(Place place, Instant now) throws IOException {
        Files.createDirectories(place.data());
        return new Live(place, Store.open(Store.live(place.data())), now);
    }

    public Store store() {
        return store;
    }

    public Customer customer() {
        return customer;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Where {@link #zone} comes from. */
    public String zoneNote() {
        return Round.settings(place.customer(), place.zone(), named ? customer : null, Instant.EPOCH)
                .zoneNote();
    }

    /** What became of all that arrived by itself. */
    public Accounting accounting() {
        return store.accounting(customer.id());
    }

    /**
     * Judges what is known at that moment.
     *
     * @throws RulesBroken if the tuning that the customer has is refused
     */
    public Results judge(Rulebook rulebook, Instant asOf) throws IOException, RulesBroken {
        var registers = registers(rulebook, asOf);
        var id = customer.id();
        var names = new TreeSet<>(store.names(id));
        names.addAll(registers.names(id));
        var identity = Identity.of(registers.inventory(id), names, Exports.prefixes());
        var keeping = Keeping.in(place.data());
        var recorded =
                keeping.recording(new Both(registers.facts(id, identity::resolve), store.facts(id, identity::resolve)));
        var facts = new Drawn(recorded);
        var accounting = both(registers.accounting(id), accounting());
        var assessment = rulebook.assess(facts, accounting, customer, asOf, asOf);
        var note = new Words(
                "Times without a zone are read in " + zone + ".", "Klokkeslett uten tidssone er lest i " + zone + ".");
        last = new Last(keeping, recorded);
        return new Results(
                assessment,
                accounting,
                TicketPlan.decide(assessment, List.of()),
                Trace.lines(assessment),
                Exports.all(),
                Round.improvements(facts),
                Pictures.of(facts.noted(), asOf, customer.zone(), rulebook.masking()::apply),
                keeping.compared(customer, asOf),
                place.language(),
                note.in(place.language()));
    }

    private record Last(Keeping keeping, Keeping.Recorded facts) {}

    private @Nullable Last last;

    /**
     * Keeps the assessment just judged: in the log and archive, and in the store with what it does to tickets. When this
     * throws no ticket has changed.
     *
     * @param connectors names of those to tell of tickets
     * @return the tickets that changed
     */
    public List<FollowUp> keep(Results results, Collection<String> connectors, Instant now) throws IOException {
        var judged = last;
        if (judged == null) throw new IllegalStateException("nothing was judged");
        last = null;
        var assessment = results.assessment();
        var request = new Round.Request(
                place.customer(),
                place.rules(),
                place.routes(),
                place.data(),
                place.cache(),
                java.util.Optional.of(assessment.asOf()),
                false,
                now,
                place.zone(),
                place.language());
        judged.keeping.keep(request, results, judged.facts);
        Files.write(Round.trace(place.data()), results.trace());
        var json = Keeping.JSON.createArrayNode();
        for (var verdict : assessment.verdicts())
            json.addObject()
                    .put("subject", verdict.subject())
                    .put("item", verdict.item().id())
                    .put("verdict", verdict.outcome().name())
                    .put("clause", verdict.clause());
        var stored = new StoredAssessment(
                assessment.asOf().toString(),
                assessment.customer().id(),
                assessment.asOf(),
                assessment.rulebook(),
                Keeping.text(json));
        return store.tickets().follow(stored, assessment, connectors, now);
    }

    /**
     * Writes verdicts, tickets and report, each in place of the one before.
     *
     * @param out where they go
     */
    public static void write(Results results, Path out) throws IOException {
        Files.createDirectories(out);
        for (var output : Outputs.all()) {
            var file = out.resolve(output.file());
            var unfinished = out.resolve(output.file() + ".new");
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                output.write(results, writer);
            }
            Files.move(unfinished, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the customer's folder holds, read again when a file in it is new, gone or changed. */
    private Store registers(Rulebook rulebook, Instant now) throws IOException {
        var seen = fingerprint();
        if (registers != null && seen.equals(read)) return registers;
        if (registers != null) registers.close();
        registers = null;
        var fresh = Store.create(place.data().resolve("registers"));
        var masking = rulebook.masking().reading();
        try (var intake = fresh.intake(customer.id(), masking);
                var sources = Sources.open(
                        place.routes(),
                        Round.settings(place.customer(), place.zone(), named ? customer : null, now),
                        intake,
                        sink -> new Condensing(sink, rulebook.signatures(), masking),
                        Progress.NONE)) {
            sources.run();
        } catch (RuntimeException broken) {
            fresh.close();
            throw broken;
        }
        registers = fresh;
        read = seen;
        return fresh;
    }

    private String fingerprint() throws IOException {
        return Fingerprint.of(place.customer());
    }

    private static Accounting both(Accounting one, Accounting other) {
        var files = new ArrayList<FileRead>(one.files());
        files.addAll(other.files());
        var rejections = new ArrayList<Rejection>(one.rejections());
        rejections.addAll(other.rejections());
        return new Accounting(files, rejections);
    }

    /** Facts of two stores as one. */
    private record Both(Facts one, Facts other) implements Facts {
        @Override
        public SortedSet<String> hosts() {
            var hosts = new TreeSet<>(one.hosts());
            hosts.addAll(other.hosts());
            return Collections.unmodifiableSortedSet(hosts);
        }

        @Override
        public List<Fact> of(String host) {
            return sorted(one.of(host), other.of(host));
        }

        @Override
        public List<Fact> customer() {
            return sorted(one.customer(), other.customer());
        }

        private static List<Fact> sorted(List<Fact> one, List<Fact> other) {
            if (other.isEmpty()) return one;
            if (one.isEmpty()) return other;
            var all = new ArrayList<Fact>(one);
            all.addAll(other);
            all.sort(ORDER);
            return Collections.unmodifiableList(all);
        }
    }

    /** Verdicts by subject and item, as {@code FAIL F1}. */
    public static SortedMap<String, String> said(Results results) {
        var said = new TreeMap<String, String>();
        for (var verdict : results.assessment().verdicts())
            said.put(
                    verdict.subject() + " " + verdict.item().id(),
                    (verdict.outcome().name() + " " + verdict.clause()).strip());
        return said;
    }

    @Override
    public void close() {
        if (registers != null) registers.close();
        store.close();
    }
}
