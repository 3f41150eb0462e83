package tilsyn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.register.Customers;
import tilsyn.derive.Identity;
import tilsyn.derive.Pictures;
import tilsyn.derive.Signatures;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Improvement;
import tilsyn.fact.Origin;
import tilsyn.output.Results;
import tilsyn.rule.MaskedReading;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.source.Progress;
import tilsyn.source.Settings;
import tilsyn.source.Sources;
import tilsyn.store.Store;
import tilsyn.ticket.TicketPlan;
import tilsyn.trace.Trace;
import tilsyn.verdict.Words;

/** One pass: what a customer's servers left behind becomes facts, an assessment, ticket changes and outputs. */
public final class Round {
    /** Where local times are read when nobody says. */
    public static final ZoneId HOME = ZoneId.of("Europe/Oslo");

    private Round() {}

    /**
     * What to judge, and with what.
     *
     * @param input folder, zip or single file
     * @param data what Tilsyn keeps: the store of the last check and its trace, the log and the archive of all checks
     * @param cache compiled rules
     * @param asOf the moment to judge at; empty for what {@code customer.yaml} says, else now
     * @param latest judge at the newest time in the input instead
     * @param zone of local times in files that name none; null for the customer's
     * @param language {@code nb} or {@code en}
     */
    public record Request(
            Path input,
            Path rules,
            Path routes,
            Path data,
            Path cache,
            Optional<Instant> asOf,
            boolean latest,
            Instant now,
            @Nullable ZoneId zone,
            String language) {}

    /** The trace of the last round with that data folder. */
    public static Path trace(Path data) {
        return data.resolve("trace.jsonl");
    }

    /**
     * Reads, judges and remembers. Rules are loaded while the input is read.
     *
     * @throws RulesBroken if the rules can't be used
     * @throws tilsyn.source.RoutesBroken if the routes can't be used
     * @throws tilsyn.store.StoreBroken if the data folder fails
     * @throws tilsyn.trace.TraceBroken if the log in it is not as it was written
     */
    public static Results run(Request request, Progress progress) throws IOException, RulesBroken {
        var rulebook = loading(request);
        Files.createDirectories(request.data());
        var named = Customers.in(request.input(), request.zone() == null ? HOME : request.zone());
        var received = request.latest() ? request.now() : moment(request, named);
        var customer = named == null ? unnamed(request, received) : named;
        var zone = request.zone() == null ? customer.zone() : request.zone();
        try (var store = Store.create(request.data().resolve("check"))) {
            var keeping = Keeping.in(request.data());
            read(request, named, received, store, rulebook, progress);
            var identity = identity(store, customer.id());
            var recorded = keeping.recording(store.facts(customer.id(), identity::resolve));
            var facts = new Drawn(recorded);
            var asOf = request.latest() ? newest(facts).orElse(received) : received;
            var accounting = store.accounting(customer.id());
            var assessment = loaded(rulebook).assess(facts, accounting, customer, asOf, received);
            var lines = Trace.lines(assessment);
            Files.write(trace(request.data()), lines);
            var results = new Results(
                    assessment,
                    accounting,
                    TicketPlan.decide(assessment, List.of()),
                    lines,
                    Exports.all(),
                    improvements(facts),
                    Pictures.of(
                            facts.noted(),
                            asOf,
                            customer.zone(),
                            loaded(rulebook).masking()::apply),
                    keeping.compared(customer, asOf),
                    request.language(),
                    zoneSaid(request, named, zone).in(request.language()));
            keeping.keep(request, results, recorded);
            return results;
        }
    }

    /**
     * Reads and judges nothing: what the input speaks of, host by host.
     *
     * @throws RulesBroken if the signatures can't be used
     * @throws tilsyn.source.RoutesBroken if the routes can't be used
     */
    public static Draft draft(Request request, Progress progress) throws IOException, RulesBroken {
        var rulebook = loading(request);
        Files.createDirectories(request.data());
        var named = Customers.in(request.input(), request.zone() == null ? HOME : request.zone());
        var received = moment(request, named);
        try (var store = Store.create(request.data().resolve("init"))) {
            Keeping.in(request.data());
            read(request, named, received, store, rulebook, progress);
            var id = named == null ? "" : named.id();
            var identity = identity(store, id);
            return Draft.of(store.facts(id, identity::resolve), named != null);
        }
    }

    /**
     * Starts the routes on an empty folder.
     *
     * @param data where that may be
     * @throws tilsyn.source.RoutesBroken if they can't be used
     */
    public static void tryRoutes(Path routes, Path data, Instant now) throws IOException {
        Files.createDirectories(data);
        var nothing = Files.createTempDirectory(data, "nothing");
        try (var store = Store.create(data.resolve("routes"));
                var intake = store.intake("");
                var sources =
                        Sources.open(routes, settings(nothing, null, null, now), intake, sink -> sink, Progress.NONE)) {
            sources.run();
        } finally {
            Files.deleteIfExists(nothing);
        }
    }

    /** Rules are loaded while the input is read. */
    private static Future<Rulebook> loading(Request request) {
        var rulebook = new FutureTask<>(() -> Rulebook.load(request.rules(), request.cache()));
        new Thread(rulebook, "rulebook").start();
        return rulebook;
    }

    private static void read(
            Request request,
            @Nullable Customer named,
            Instant received,
            Store store,
            Future<Rulebook> rulebook,
            Progress progress)
            throws IOException, RulesBroken {
        var signatures = new Signatures[] {Signatures.NONE};
        var masking = new ArrayList<MaskedReading>();
        try (var intake = store.intake(
                        named == null ? "" : named.id(), line -> masking.get(0).apply(line));
                var sources = Sources.open(
                        request.routes(),
                        settings(request.input(), request.zone(), named, received),
                        intake,
                        sink -> new Condensing(sink, signatures[0], masking.get(0)),
                        progress)) {
            masking.add(loaded(rulebook).masking().reading());
            signatures[0] = loaded(rulebook).signatures();
            sources.run();
        }
    }

    private static Identity identity(Store store, String customer) {
        return Identity.of(store.inventory(customer), store.names(customer), Exports.prefixes());
    }

    private static Instant moment(Request request, @Nullable Customer customer) {
        var stated = customer == null ? null : customer.asOf();
        return request.asOf().orElse(stated == null ? request.now() : stated);
    }

    private static Customer unnamed(Request request, Instant received) {
        return unnamed(request.zone() == null ? HOME : request.zone(), received);
    }

    static Customer unnamed(ZoneId zone, Instant received) {
        return new Customer("", "", zone, "", null, false, received, new Origin("", 0, -1, "", "", "", "", received));
    }

    /**
     * How an input is read: local times in the zone stated, else the customer's, else as in Oslo.
     *
     * @param stated zone by {@code --zone}; null when nobody states one
     */
    public static Settings settings(
            Path input, @Nullable ZoneId stated, @Nullable Customer customer, Instant received) {
        if (stated != null) return new Settings(input, stated, "zone " + stated + " from --zone", received);
        if (customer == null) return new Settings(input, HOME, "zone " + HOME + ", assumed", received);
        return new Settings(input, customer.zone(), "zone " + customer.zone() + " from customer.yaml", received);
    }

    private static Words zoneSaid(Request request, @Nullable Customer customer, ZoneId zone) {
        if (request.zone() != null)
            return new Words(
                    "Times without a zone are read in " + zone + ", as --zone says.",
                    "Klokkeslett uten tidssone er lest i " + zone + ", slik --zone sier.");
        if (customer != null)
            return new Words(
                    "Times without a zone are read in " + zone + ", as customer.yaml says.",
                    "Klokkeslett uten tidssone er lest i " + zone + ", slik customer.yaml sier.");
        return new Words(
                "Times without a zone are read in " + zone + ", which is assumed: no customer.yaml says so.",
                "Klokkeslett uten tidssone er lest i " + zone + ". Det er antatt, for ingen customer.yaml sier det.");
    }

    static List<Improvement> improvements(Facts facts) {
        return facts.customer().stream()
                .filter(Improvement.class::isInstance)
                .map(Improvement.class::cast)
                .toList();
    }

    /** The newest time that a machine's reading states, clocks that run ahead of now left out. */
    private static Optional<Instant> newest(Facts facts) {
        return facts.hosts().stream()
                .flatMap(host -> facts.of(host).stream())
                .filter(fact -> fact.kind() == Fact.Kind.STREAM || fact.kind() == Fact.Kind.SNAPSHOT)
                .filter(fact -> !fact.time().isAfter(fact.origin().received()))
                .map(Fact::time)
                .max(Instant::compareTo);
    }

    /** A fault of loading comes out as itself. */
    private static Rulebook loaded(Future<Rulebook> rulebook) throws IOException, RulesBroken {
        try {
            return rulebook.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RulesBroken broken) throw broken;
            if (failed.getCause() instanceof RuntimeException broken) throw broken;
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while rules were loading", stopped);
        }
    }
}
