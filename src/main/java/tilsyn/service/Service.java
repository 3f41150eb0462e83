package tilsyn.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tilsyn.Condensing;
import tilsyn.Live;
import tilsyn.decoder.Sink;
import tilsyn.delivery.Connector;
import tilsyn.delivery.Courier;
import tilsyn.fact.Accounting;
import tilsyn.fact.Fact;
import tilsyn.fact.FileRead;
import tilsyn.fact.LogCount;
import tilsyn.fact.Origin;
import tilsyn.output.Results;
import tilsyn.rule.MaskedReading;
import tilsyn.rule.RulesBroken;
import tilsyn.source.Batch;
import tilsyn.source.Drop;
import tilsyn.source.Drops;
import tilsyn.source.Listeners;
import tilsyn.source.Pouring;
import tilsyn.source.SequenceIds;
import tilsyn.source.Tails;
import tilsyn.source.Tls;
import tilsyn.source.Topics;
import tilsyn.store.Intake;
import tilsyn.store.StoreBroken;
import tilsyn.ticket.FollowUp;
import tilsyn.trace.Log;
import tilsyn.trace.TraceBroken;

/**
 * Listens, keeps and judges one customer until it is closed. A round is due on schedule, and soon after input of which a
 * fact of its own was kept; a round that finds nothing new is kept only when the schedule asked for it.
 */
public final class Service implements AutoCloseable {
    /**
     * @param address to listen at, which only this machine reaches
     * @param syslog port, UDP and TCP
     * @param http port, for what programs of this machine bring and ask
     * @param tls where senders with a certificate are listened to; null for nowhere
     * @param drops folders to watch
     * @param tails files to read as they grow
     * @param topics of Kafka to read; null for none
     * @param soon how long after input that matters a round begins
     * @param every how long after a scheduled round the next begins
     * @param keep how long what arrived is kept
     * @param connectors those to tell of tickets
     */
    public record Setup(
            Live.Place place,
            Path out,
            String address,
            int syslog,
            int http,
            @Nullable Tls tls,
            List<Drop> drops,
            List<Path> tails,
            Topics.@Nullable Setup topics,
            Duration soon,
            Duration every,
            Duration keep,
            List<Connector> connectors) {}

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration DELIVERED_EVERY = Duration.ofSeconds(1);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);
    private static final Duration DROPS_EVERY = Duration.ofDays(1);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final Setup setup;
    private final Clock clock;
    private final PrintWriter to;
    private final Live live;
    private final Ledger ledger;
    private final RoutesInUse routes;
    private final Drops drops;
    private final Tails tails;
    private final Topics topics;
    private final Http http;
    private final Courier courier;
    private final SequenceIds numbers = new SequenceIds();
    private final Thread rounds;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong judged = new AtomicLong();
    private final RulesInUse rules;
    /** By which what is now being read is masked; only while the ledger's thread reads. */
    private volatile MaskedReading masking;

    private volatile long roundEnded = System.nanoTime();
    private volatile long roundTook;
    private volatile String roundProblem = "";
    private long dropNext = System.nanoTime();
    /** What was kept and is not yet in files; of the thread of rounds alone. */
    private @Nullable Results unwritten;

    private volatile SortedMap<String, String> standing = new TreeMap<>();
    /** In the terms of {@link System#nanoTime}; null when no input waits to be judged. */
    private @Nullable Long due;

    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean closing;

    private Service(Setup setup, Clock clock, PrintWriter to) throws IOException, RulesBroken {
        this.setup = setup;
        this.clock = clock;
        this.to = to;
        this.rules = new RulesInUse(setup.place().rules(), setup.place().cache());
        this.masking = rules.rulebook().masking().reading();
        this.live = Live.open(setup.place(), clock.instant());
        var id = live.customer().id();
        this.ledger = new Ledger(
                () -> {
                    live.store().revive();
                    return live.store().intake(id, line -> masking.apply(line));
                },
                (intake, batches) -> pouring(intake).batches(batches));
        this.courier = Courier.start(
                live.store().tickets(), setup.connectors(), setup.place().data(), clock, DELIVERED_EVERY);
        this.rounds = new Thread(this::rounds, "rounds");
        RoutesInUse listening;
        try {
            var incoming = Files.createDirectories(setup.place().data().resolve("incoming"));
            this.drops = new Drops(setup.drops(), incoming, this::dropped, System::nanoTime);
            this.tails = new Tails(setup.tails(), file -> live.store().tail(id, file), this::grown);
            this.topics = new Topics(setup.topics(), feed -> live.store().tail(id, feed), this::grown);
            listening = new RoutesInUse(
                    setup.place().routes().resolve("listen"),
                    new Listeners.Setup(
                            setup.address(), setup.syslog(), setup.tls(), drops, tails, topics, this::take, clock));
        } catch (IOException | RuntimeException broken) {
            stop();
            throw broken;
        }
        this.routes = listening;
        try {
            this.http = new Http(
                    setup.address(),
                    setup.http(),
                    setup.place().data().resolve("incoming"),
                    this::ingest,
                    () -> String.join("\n", problems()),
                    this::metrics);
        } catch (IOException | RuntimeException broken) {
            listening.close();
            stop();
            throw broken;
        }
        rounds.start();
    }

    /**
     * Starts; when this returns, sources listen.
     *
     * @param to where changed verdicts and tickets are printed as they come
     * @throws tilsyn.source.RoutesBroken if the routes can't be used
     * @throws tilsyn.store.StoreBroken if the data folder fails
     */
    public static Service start(Setup setup, Clock clock, PrintWriter to) throws IOException, RulesBroken {
        var service = new Service(setup, clock, to);
        service.say("""
                Listens at %1$s:%2$d for syslog, and at %1$s:%5$d for HTTP.
                  syslog-tcp  a message is kept once its batch is on the disk. The protocol acknowledges nothing: what the
                              kernel holds is lost if this process is killed. When the store can't keep up, senders wait.
                  syslog-udp  nothing is acknowledged, and the kernel drops what comes too fast; it counts what it drops.
                  ingest      202 means that it is on the disk; what was not answered can be sent again without harm.
                %6$sJudges within %3$d s of input that matters, and every %4$d s. Ctrl-C ends it; what was taken is kept.""".formatted(
                        setup.address(),
                        setup.syslog(),
                        setup.soon().toSeconds() + 1,
                        setup.every().toSeconds(),
                        setup.http(),
                        service.more()));
        return service;
    }

    private String more() {
        var lines = new StringBuilder();
        var tls = setup.tls();
        if (tls != null)
            lines.append("""
                      syslog-tls  at %s:%d, as syslog-tcp, and only from senders whose certificate is trusted and valid; %d of them
                                  speak for one host each, whatever they claim.
                    """.formatted(tls.address(), tls.port(), tls.hosts().size()));
        for (var drop : setup.drops())
            lines.append("""
                      drop        %s: read once unchanged for %d s, and moved to done or failed when it is on the disk.
                    """.formatted(drop.folder(), drop.settled().toSeconds()));
        for (var file : setup.tails()) lines.append("""
                      tail        %s: each line once, how far it was read is kept with what it gave; read on across rotation.
                    """.formatted(file));
        var read = setup.topics();
        if (read != null) lines.append("""
                      kafka       %s: each record once, how far each partition was read is kept with what it gave; none is lost that
                                  the broker still has.
                    """.formatted(String.join(", ", read.topics())));
        return lines.toString();
    }

    // taking

    private void take(Batch batch) throws InterruptedException {
        ledger.put(batch);
    }

    private CompletableFuture<Http.Taken> ingest(Path body, String name, String sha256) throws InterruptedException {
        return ledger.put(intake -> {
            var before = live.store().taken(live.customer().id(), name);
            if (before.isPresent())
                return new Http.Taken(
                        List.of(before.get()), true, !before.get().sha256().equals(sha256));
            var read = pouring(intake).file(body, name, "ingest", clock.instant());
            return new Http.Taken(read, false, false);
        });
    }

    private List<FileRead> dropped(Path copy, String name, String sha256) throws InterruptedException {
        return waited(ledger.put(intake -> {
            // after a crash the file is still where it was put
            var before = live.store().taken(live.customer().id(), name);
            return before.isPresent()
                    ? List.of(before.get())
                    : pouring(intake).file(copy, name, "drop", clock.instant());
        }));
    }

    private void grown(Tails.Chunk chunk) throws InterruptedException {
        waited(ledger.put(intake -> pouring(intake).chunk(chunk, clock.instant())));
    }

    /** What it gives once it is on the disk. */
    private static <T> T waited(Future<T> kept) throws InterruptedException {
        try {
            return kept.get();
        } catch (CancellationException closing) {
            throw new InterruptedException("closing");
        } catch (ExecutionException ours) {
            throw new IllegalStateException(ours);
        }
    }

    private String metrics() {
        return new Metrics()
                .events(accounting())
                .gauge("tilsyn_waiting", "Batches and files that wait to be kept.", ledger.waiting())
                .gauge(
                        "tilsyn_ready",
                        "Whether what arrives is kept and judged.",
                        problems().isEmpty() ? 1 : 0)
                .gauge("tilsyn_drop_waiting", "Files in watched folders that haven't settled.", drops.waiting())
                .gauge("tilsyn_http_connections", "Connections for HTTP that are open.", http.connected())
                .gauge(
                        "tilsyn_http_turned_away",
                        "Connections for HTTP that were turned away, as there were too many.",
                        http.turnedAway())
                .connections(routes.connections())
                .sequences(numbers.missing())
                .gauge("tilsyn_rounds", "Rounds judged since the start.", judged())
                .kernelDrops(setup.syslog())
                .seconds(
                        "tilsyn_lag_seconds",
                        "How long the oldest has waited of what waits to be kept.",
                        ledger.lag().toMillis())
                .seconds("tilsyn_round_duration_seconds", "How long the last round took.", roundTook / NANOS_OF_A_MILLI)
                .seconds(
                        "tilsyn_round_age_seconds",
                        "Since the last round ended well, or the start.",
                        (System.nanoTime() - roundEnded) / NANOS_OF_A_MILLI)
                .gauge(
                        "tilsyn_rules_refused",
                        "Whether the rules have changed and can't be used.",
                        rules.problem().isEmpty() ? 0 : 1)
                .checkpoint(setup.place().data(), clock.instant())
                .outbox(live.store().tickets().outbox(), clock.instant())
                .rulebook(rules.rulebook().hash())
                .verdicts(live.customer().id(), standing)
                .toString();
    }

    private Pouring pouring(Intake intake) {
        // one rulebook for all of an input, also when another comes meanwhile
        var rulebook = rules.rulebook();
        var hides = rulebook.masking().reading();
        masking = hides;
        return new Pouring(
                intake,
                live.zone(),
                live.zoneNote(),
                sink -> new Condensing(new Noticing(sink, this::soon), rulebook.signatures(), hides),
                numbers);
    }

    /** Notices facts of their own; counts of chatter wait for the schedule. */
    private record Noticing(Sink sink, Runnable noticed) implements Sink {
        @Override
        public void fact(Fact fact) {
            sink.fact(fact);
            if (!(fact instanceof LogCount)) noticed.run();
        }

        @Override
        public void ignored(String why) {
            sink.ignored(why);
        }

        @Override
        public void rejected(Origin origin, String reason) {
            sink.rejected(origin, reason);
        }

        @Override
        public void end() {
            sink.end();
        }
    }

    private void soon() {
        lock.lock();
        try {
            if (due == null) due = System.nanoTime() + setup.soon().toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // judging

    private void rounds() {
        long scheduled = System.nanoTime();
        long looked = scheduled;
        try {
            while (true) {
                boolean onSchedule;
                boolean isDue;
                lock.lock();
                try {
                    while (true) {
                        if (closing) return;
                        long now = System.nanoTime();
                        onSchedule = now - scheduled >= 0;
                        isDue = due != null && now - due >= 0;
                        if (onSchedule || isDue || now - looked >= LOOKS_EVERY.toNanos()) break;
                        long wait = Math.min(scheduled - now, looked + LOOKS_EVERY.toNanos() - now);
                        var unused = changed.awaitNanos(due == null ? wait : Math.min(wait, due - now));
                    }
                    if (onSchedule || isDue) due = null;
                } finally {
                    lock.unlock();
                }
                looked = System.nanoTime();
                if (!onSchedule && !isDue) {
                    if (edited()) soon();
                    continue;
                }
                if (onSchedule) scheduled = System.nanoTime() + setup.every().toNanos();
                round(onSchedule);
                if (onSchedule && System.nanoTime() - dropNext >= 0) drop();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody saved rules or routes; the next round then takes them, or says why not. */
    private boolean edited() {
        try {
            return rules.isBehind() || routes.isBehind();
        } catch (IOException unreadable) {
            LOG.debug("the next round will say so", unreadable);
            return true;
        }
    }

    private void round(boolean onSchedule) {
        long begun = System.nanoTime();
        try {
            rules.look().ifPresent(this::say);
            routes.look().ifPresent(this::say);
            if (rules.isBehind()) soon();
            var now = clock.instant();
            var results = live.judge(rules.rulebook(), now);
            var said = Live.said(results);
            boolean first = judged.get() == 0;
            if (onSchedule || !said.equals(standing)) {
                var tickets = live.keep(results, courier.names(), now);
                if (first) begun(results);
                else changes(results, said);
                tickets.forEach(this::ticket);
                standing = said;
                unwritten = results;
            }
            judged.incrementAndGet();
            write();
            roundEnded = System.nanoTime();
            roundTook = roundEnded - begun;
            roundProblem = "";
        } catch (IOException | RulesBroken | TraceBroken failed) {
            failed(failed);
        } catch (RuntimeException failed) {
            failed(failed);
        }
    }

    /** What was committed and told stays to be written until it is, whatever rounds find meanwhile. */
    private void write() throws IOException {
        if (unwritten == null) return;
        try {
            Live.write(unwritten, setup.out());
        } catch (IOException broken) {
            throw new IOException("%s can't be written: %s".formatted(setup.out(), broken.getMessage()), broken);
        }
        unwritten = null;
    }

    private void drop() {
        dropNext = System.nanoTime() + DROPS_EVERY.toNanos();
        try {
            var dropped =
                    live.store().drop(live.customer().id(), clock.instant().minus(setup.keep()));
            if (!dropped.nothing())
                say("Older than %d days, and dropped: %d facts, %d inputs, %d assessments; the signed log has them all."
                        .formatted(setup.keep().toDays(), dropped.facts(), dropped.inputs(), dropped.assessments()));
        } catch (StoreBroken broken) {
            LOG.warn("what is too old could not be dropped, which is tried again tomorrow", broken);
        }
    }

    private void failed(Exception failed) {
        var problem = String.valueOf(failed.getMessage());
        if (!problem.equals(roundProblem))
            LOG.error("a round failed; it is tried again every {} s", AGAIN.toSeconds(), failed);
        roundProblem = problem;
        lock.lock();
        try {
            due = System.nanoTime() + AGAIN.toNanos();
        } finally {
            lock.unlock();
        }
    }

    // saying

    private void begun(Results results) {
        say("%s  %d verdicts; %s"
                .formatted(
                        time(results),
                        results.assessment().verdicts().size(),
                        live.accounting().line()));
    }

    private void changes(Results results, SortedMap<String, String> said) {
        for (var verdict : results.assessment().verdicts()) {
            var key = verdict.subject() + " " + verdict.item().id();
            var before = standing.getOrDefault(key, "nothing");
            var after = said.getOrDefault(key, "nothing");
            if (before.equals(after)) continue;
            var why = verdict.first()
                    .map(finding -> "  " + finding.said(verdict.item()).in(results.language()))
                    .orElse("");
            say("%s  verdict  %-20s %-8s %s -> %s%s"
                    .formatted(time(results), verdict.subject(), verdict.item().id(), before, after, why));
        }
    }

    private void ticket(FollowUp change) {
        var ticket = change.ticket();
        for (var step : change.steps()) {
            // what nobody outside is told of is in the ticket's history
            if (!step.kind().leaves()) continue;
            say("%s  ticket   %s  P%d  %s  %s  %s"
                    .formatted(
                            local(step.at()),
                            ticket.id(),
                            ticket.ticket().priority(),
                            step.kind(),
                            ticket.ticket().subject(),
                            ticket.ticket().title().in(setup.place().language())));
        }
    }

    private String time(Results results) {
        return local(results.assessment().asOf());
    }

    /** With the offset, as the customer's clocks show it. */
    private String local(Instant moment) {
        return SECONDS.format(moment.atZone(live.zone()));
    }

    private synchronized void say(String lines) {
        to.println(lines);
        to.flush();
    }

    // being asked

    /** What became of all that arrived by itself; adds up at every moment. */
    public Accounting accounting() {
        return live.accounting();
    }

    /** Verdicts of the last round by subject and item, such as {@code FAIL F1}. */
    public SortedMap<String, String> standing() {
        return standing;
    }

    /** Rounds that were judged. */
    public long judged() {
        return judged.get();
    }

    /** What keeps it from doing its work, a sentence each; empty when nothing does. */
    public List<String> problems() {
        return Stream.concat(
                        Stream.of(
                                ledger.problem(),
                                roundProblem,
                                rules.problem(),
                                routes.problem(),
                                topics.problem(),
                                trace()),
                        Stream.concat(drops.problems().stream(), tails.problems().stream()))
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    /** Whether the log of assessments can be written, as far as the file system tells. */
    private String trace() {
        var log = Log.folder(setup.place().data());
        return !Files.exists(log) || Files.isWritable(log) ? "" : log + " can't be written.";
    }

    /** Stops listening, keeps what was taken, and closes the store. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        http.close();
        routes.close();
        tails.close();
        topics.close();
        stop();
        say("Ended; all that was taken is kept.");
    }

    private void stop() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            rounds.join();
            courier.close();
            ledger.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        live.close();
    }
}
