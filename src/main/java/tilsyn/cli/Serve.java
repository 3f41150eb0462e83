package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tilsyn.Live;
import tilsyn.Round;
import tilsyn.delivery.Connector;
import tilsyn.delivery.Connectors;
import tilsyn.delivery.ConnectorsBroken;
import tilsyn.rule.RulesBroken;
import tilsyn.service.Service;
import tilsyn.source.Listeners;
import tilsyn.source.Topics;

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

    @Mixin
    private ServeOptions options = new ServeOptions();

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

    private static List<Connector> connectors(Path folder, Path data) throws IOException {
        try {
            return Connectors.load(new Connectors.Place(folder, data, Round.HOME, System.getenv(), PATIENCE));
        } catch (ConnectorsBroken broken) {
            throw new UsageProblem(String.valueOf(broken.getMessage()));
        }
    }

    private Service.Setup setup() throws IOException {
        var told = options.configuration(spec);
        if (told.text("logs").equals("json")) Logs.asJson();
        var customer = told.path("customer").orElseThrow();
        Given.input(customer);
        var address = told.text("address");
        try {
            Listeners.requireLoopback(address);
        } catch (IllegalArgumentException refused) {
            throw new UsageProblem("--listen: " + refused.getMessage());
        }
        try {
            told.tls().ifPresent(tls -> {
                var unused = tls.expires();
            });
            told.topics().ifPresent(Topics::requireSafe);
        } catch (IllegalArgumentException refused) {
            throw new UsageProblem(String.valueOf(refused.getMessage()));
        }
        var folders = options.folders;
        var data = told.path("data").orElseThrow();
        var place = new Live.Place(
                customer,
                told.path("rules").orElseGet(folders::rules),
                told.path("routes").orElseGet(folders::routes),
                data,
                folders.cache(),
                Given.zone(told.text("zone").isEmpty() ? null : told.text("zone")),
                told.text("language"));
        return new Service.Setup(
                place,
                told.path("out").orElse(data.resolve("out")),
                address,
                told.number("syslog.port"),
                told.number("http.port"),
                told.tls().orElse(null),
                told.drops(),
                told.tails(),
                told.topics().orElse(null),
                told.duration("rounds.soon"),
                told.duration("rounds.every"),
                Duration.ofDays(told.number("keep.days")),
                connectors(
                        told.path("connectors").orElseGet(() -> Folders.home().resolve("connectors")), data));
    }
}
