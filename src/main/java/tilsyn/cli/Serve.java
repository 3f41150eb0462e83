package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tilsyn.Live;
import tilsyn.Round;
import tilsyn.delivery.Connector;
import tilsyn.delivery.Connectors;
import tilsyn.delivery.ConnectorsBroken;
import tilsyn.rule.RulesBroken;
import tilsyn.service.Service;
import tilsyn.source.Listeners;

/** Listens for what machines send, judges on a schedule and when something happens, and follows tickets. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Listens for syslog, keeps what arrives, judges on a schedule and soon after what matters,",
            "and prints verdicts that change and tickets that follow."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:ended when asked to",
            "2:wrong call",
            "3:rules or routes are broken",
            "5:the store or the trace is damaged",
            "70:our own fault"
        })
final class Serve implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Clock clock;

    @Option(
            names = "--customer",
            paramLabel = "FOLDER",
            required = true,
            description =
                    "what people wrote: customer.yaml, inventory, attestations, waivers; read again when it changes")
    @SuppressWarnings("NullAway.Init")
    private Path customer;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where report, verdicts and tickets go (default: out/ in the data folder)")
    private @Nullable Path out;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "an address that only this machine reaches (default: ${DEFAULT-VALUE})")
    private String address = "127.0.0.1";

    @Option(
            names = "--syslog",
            paramLabel = "PORT",
            description = "port for syslog, UDP and TCP (default: ${DEFAULT-VALUE})")
    private int syslog = 1514;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "port for HTTP: /ingest, /health/live, /health/ready, /metrics (default: ${DEFAULT-VALUE})")
    private int http = 8080;

    @Option(
            names = "--soon",
            paramLabel = "SECONDS",
            description = "how long after input that matters it judges (default: ${DEFAULT-VALUE})")
    private int soon = 2;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "how often it judges at least (default: ${DEFAULT-VALUE})")
    private int every = 900;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "local time of messages that name none (default: customer.yaml's, else Europe/Oslo)")
    private @Nullable String zone;

    @Option(
            names = "--connectors",
            paramLabel = "FOLDER",
            description = "who is told of tickets (default: connectors/ of this installation)")
    private @Nullable Path connectors;

    @Mixin
    private Folders folders = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Serve(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, RulesBroken, InterruptedException {
        var service = Service.start(setup(), clock, spec.commandLine().getOut());
        var ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            ended.countDown();
                        },
                        "end"));
        ended.await();
        return ExitCode.FINE;
    }

    private List<Connector> connectors() throws IOException {
        var folder = connectors != null
                ? connectors
                : Path.of(System.getProperty("tilsyn.home", ".")).resolve("connectors");
        try {
            return Connectors.load(new Connectors.Place(folder, folders.data(), Round.HOME, System.getenv(), PATIENCE));
        } catch (ConnectorsBroken broken) {
            throw new UsageProblem(String.valueOf(broken.getMessage()));
        }
    }

    private Service.Setup setup() throws IOException {
        Given.input(customer);
        try {
            Listeners.requireLoopback(address);
        } catch (IllegalArgumentException refused) {
            throw new UsageProblem("--listen: " + refused.getMessage());
        }
        if (syslog < 1 || syslog > 65_535)
            throw new UsageProblem("--syslog %d is no port. Right would be 1514.".formatted(syslog));
        if (http < 1 || http > 65_535)
            throw new UsageProblem("--http %d is no port. Right would be 8080.".formatted(http));
        if (soon < 0 || soon > 3_600)
            throw new UsageProblem("--soon %d. Right would be 0 to 3600 seconds.".formatted(soon));
        if (every < 1 || every > 86_400)
            throw new UsageProblem("--every %d. Right would be 1 to 86400 seconds.".formatted(every));
        var place = new Live.Place(
                customer,
                folders.rules(),
                folders.routes(),
                folders.data(),
                folders.cache(),
                Given.zone(zone),
                language.name());
        return new Service.Setup(
                place,
                out == null ? folders.data().resolve("out") : out,
                address,
                syslog,
                http,
                Duration.ofSeconds(soon),
                Duration.ofSeconds(every),
                connectors());
    }
}
