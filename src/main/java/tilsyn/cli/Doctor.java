package tilsyn.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tilsyn.DataFolder;
import tilsyn.Round;
import tilsyn.decoder.register.Customers;
import tilsyn.delivery.Connectors;
import tilsyn.delivery.ConnectorsBroken;
import tilsyn.delivery.NotDelivered;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.service.Configuration;
import tilsyn.source.RoutesBroken;
import tilsyn.source.Tls;
import tilsyn.source.Topics;
import tilsyn.store.StoreBroken;
import tilsyn.trace.Log;

/** Looks at what a person would look at when something doesn't work; judges nobody, and changes nothing that is kept. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks at installation, rules, data folder and clock; given what serve is given, also at",
            "customer, ports, certificate, watched folders and connectors."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing fails", "1:something fails", "2:wrong call", "70:our own fault"})
final class Doctor implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofDays(30);
    private static final Duration JITTER = Duration.ofMinutes(5);
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 100L << 20;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private int failing;
    private int warning;

    Doctor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        ok("java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
        var serve = options.config == null && options.customer == null ? null : options.configuration(spec);
        var data = serve == null ? options.folders.data() : serve.path("data").orElseThrow();
        rules(serve);
        routes(serve);
        boolean inUse = data(data);
        disk(data);
        clock(data);
        if (serve != null) {
            customer(serve);
            ports(serve, inUse);
            serve.tls().ifPresent(this::certificate);
            for (var drop : serve.drops()) folder("drop", drop.folder());
            for (var tail : serve.tails()) file(tail);
            serve.topics().ifPresent(this::topics);
            connectors(serve, data);
        }
        say("%n%s".formatted(summary(serve)));
        return failing == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private String summary(@Nullable Configuration serve) {
        var said = failing > 0
                ? "Failing: %d. Warnings: %d.".formatted(failing, warning)
                : warning > 0 ? "Nothing fails. Warnings: %d.".formatted(warning) : "All is in order.";
        return serve == null ? said + " With --config FILE it looks at what serve needs, too." : said;
    }

    private void rules(@Nullable Configuration serve) throws IOException {
        var folder =
                serve == null ? options.folders.rules() : serve.path("rules").orElseGet(options.folders::rules);
        try {
            var rulebook = Rulebook.load(folder, options.folders.cache());
            ok("rules", "%d items in %s".formatted(rulebook.items().size(), folder));
        } catch (RulesBroken broken) {
            fail("rules", String.valueOf(broken.getMessage()), "tilsyn rules check says more.");
        }
    }

    private void routes(@Nullable Configuration serve) throws IOException {
        var folder =
                serve == null ? options.folders.routes() : serve.path("routes").orElseGet(options.folders::routes);
        var aside = Files.createTempDirectory("tilsyn-doctor");
        try {
            Round.tryRoutes(folder, aside, clock.instant());
            ok("routes", folder.toString());
        } catch (RoutesBroken broken) {
            fail("routes", String.valueOf(broken.getMessage()), "Each line names the file, and what would be right.");
        } finally {
            try (var left = Files.walk(aside)) {
                for (var file : left.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    /** Whether a store in it is in use. */
    private boolean data(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            var parent = data.toAbsolutePath().getParent();
            if (parent != null && Files.isWritable(parent)) ok("data", data + " is made by the first check");
            else fail("data", data + " can't be made", "Give --data FOLDER, where this user may write.");
            return false;
        }
        if (!Files.isWritable(data)) {
            fail("data", data + " can't be written", "Its owner must be who runs Tilsyn: chown -R USER " + data);
            return false;
        }
        try {
            var problems = DataFolder.problems(data);
            if (problems.isEmpty()) ok("data", data + " is whole");
            else
                fail(
                        "data",
                        String.join("\n", problems),
                        "Keep a copy, then: tilsyn db restore BACKUP --data NEW-FOLDER");
        } catch (NoSuchFileException empty) {
            ok("data", data + " holds nothing yet");
        } catch (StoreBroken broken) {
            if (broken.reason() != StoreBroken.Reason.LOCKED) throw broken;
            ok("data", data + " is in use by a serve that runs; tilsyn trace verify reads its log");
            return true;
        }
        return false;
    }

    private void disk(Path data) throws IOException {
        var there = data.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
        long free = Files.getFileStore(there).getUsableSpace();
        var said = "%,d MiB free at %s".formatted(free >> 20, there);
        if (free < TOO_LITTLE) fail("disk", said, "Make room: nothing more is taken once it is full.");
        else if (free < LITTLE) warn("disk", said, "Make room, before nothing more can be taken.");
        else ok("disk", said);
    }

    /** A clock that was set back would take what comes for older than what is there. */
    private void clock(Path data) throws IOException {
        var now = clock.instant();
        var said = "%s, %s".formatted(seconds(now), ZoneId.systemDefault());
        var signed = data.resolve("checkpoint");
        if (!Log.exists(data) || !Files.exists(signed)) {
            ok("clock", said);
            return;
        }
        var last = Files.getLastModifiedTime(signed).toInstant();
        if (last.isAfter(now.plus(JITTER)))
            fail(
                    "clock",
                    said + ", but an assessment was signed at " + seconds(last),
                    "Set the clock, and let it be kept: timedatectl set-ntp true");
        else ok("clock", said + "; last assessment " + seconds(last));
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private void customer(Configuration serve) {
        var folder = serve.path("customer").orElseThrow();
        if (!Files.isDirectory(folder)) {
            fail("customer", "there is no folder " + folder, "tilsyn init FOLDER drafts one of what was exported.");
            return;
        }
        var customer = Customers.in(folder, Round.HOME);
        if (customer == null)
            warn(
                    "customer",
                    folder + " holds no customer.yaml that can be read",
                    "tilsyn init FOLDER drafts one; without, servers have no owner and no zone.");
        else ok("customer", "%s, %s, zone %s".formatted(customer.id(), customer.name(), customer.zone()));
    }

    private void ports(Configuration serve, boolean inUse) {
        var address = serve.text("address");
        int http = serve.number("http.port");
        var ready = inUse ? ask(address, http) : null;
        if (ready != null) {
            if (ready.isEmpty()) ok("serve", "runs, and is ready");
            else fail("serve", "runs, but: " + ready, "It goes on by itself once that is mended.");
            return;
        }
        if (inUse) {
            fail(
                    "serve",
                    "the data folder is in use, but nobody answers at http://%s:%d/health/ready"
                            .formatted(address, http),
                    "Does another call of Tilsyn use it, or serve with other ports?");
            return;
        }
        boolean free = free(address, http, false);
        int syslog = serve.number("syslog.port");
        free &= free(address, syslog, false) && free(address, syslog, true);
        var tls = serve.tls();
        if (tls.isPresent()) free &= free(tls.get().address(), tls.get().port(), false);
        if (free) ok("serve", "doesn't run; its ports are free");
    }

    private boolean free(String address, int port, boolean udp) {
        try {
            var at = new InetSocketAddress(InetAddress.getByName(address), port);
            if (udp)
                try (var socket = new DatagramSocket(at)) {
                    return socket.isBound();
                }
            try (var socket = new ServerSocket(port, 1, at.getAddress())) {
                return socket.isBound();
            }
        } catch (IOException taken) {
            var name = "%s:%d (%s)".formatted(address, port, udp ? "UDP" : "TCP");
            fail(
                    "serve",
                    "%s can't be listened at: %s".formatted(name, taken.getMessage()),
                    "Another program has it: ss -lnp | grep :%d. Or choose another port.".formatted(port));
            return false;
        }
    }

    /** What is wrong with the serve that listens there, empty when nothing is; null when nobody answers. */
    private static @Nullable String ask(String address, int port) {
        var request = HttpRequest.newBuilder(URI.create("http://%s:%d/health/ready".formatted(address, port)))
                .timeout(PATIENCE)
                .build();
        try {
            var answer =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.body().strip();
        } catch (IOException nobody) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void certificate(Tls tls) {
        Instant until;
        try {
            until = tls.expires();
        } catch (IllegalArgumentException unusable) {
            fail("tls", String.valueOf(unusable.getMessage()), "Until then serve does not start.");
            return;
        }
        var now = clock.instant();
        var said = "%s is valid until %s".formatted(tls.certificate(), DAY.format(until));
        if (!until.isAfter(now)) fail("tls", said, "Senders refuse it: get a new one.");
        else if (until.isBefore(now.plus(SOON))) warn("tls", said, "Get a new one; serve reads it when it starts.");
        else ok("tls", said);
    }

    private void folder(String what, Path folder) {
        if (!Files.isDirectory(folder)) fail(what, "there is no folder " + folder, "mkdir -p " + folder);
        else if (!Files.isWritable(folder))
            fail(
                    what,
                    folder + " can't be written",
                    "Files are moved to done/ or failed/ in it, which takes that right.");
        else ok(what, folder.toString());
    }

    private void file(Path file) {
        if (!Files.exists(file)) warn("tail", file + " isn't there yet", "It is read as soon as it is.");
        else if (!Files.isReadable(file))
            fail("tail", file + " can't be read", "Logs are often readable by a group: usermod -aG adm USER");
        else ok("tail", file.toString());
    }

    private void topics(Topics.Setup topics) {
        try {
            Topics.requireSafe(topics);
            ok("kafka", "%s at %s".formatted(String.join(", ", topics.topics()), topics.brokers()));
        } catch (IllegalArgumentException refused) {
            fail("kafka", String.valueOf(refused.getMessage()), "Until then serve does not start.");
        }
    }

    private void connectors(Configuration serve, Path data) throws IOException {
        var folder = serve.path("connectors").orElseGet(() -> Folders.home().resolve("connectors"));
        try {
            var all = Connectors.load(new Connectors.Place(folder, data, zone(serve), System.getenv(), PATIENCE));
            if (all.isEmpty()) warn("tickets", "nobody outside is told of tickets", "docs/tickets.md says how.");
            for (var connector : all)
                try {
                    connector.probe();
                    ok("tickets", "%s (%s)".formatted(connector.name(), connector.described()));
                } catch (NotDelivered failed) {
                    fail(
                            "tickets",
                            "%s (%s): %s".formatted(connector.name(), connector.described(), failed.getMessage()),
                            "What is to be told waits, and is tried again.");
                }
        } catch (ConnectorsBroken broken) {
            fail("tickets", String.valueOf(broken.getMessage()), "Until then serve does not start.");
        }
    }

    private static ZoneId zone(Configuration serve) {
        try {
            return serve.text("zone").isEmpty() ? Round.HOME : ZoneId.of(serve.text("zone"));
        } catch (DateTimeException unknown) {
            throw new IllegalStateException("the configuration was read", unknown);
        }
    }

    private void ok(String what, String said) {
        say("ok    %-9s %s".formatted(what, indented(said)));
    }

    private void warn(String what, String said, String todo) {
        warning++;
        say("warn  %-9s %s%n                %s".formatted(what, indented(said), todo));
    }

    private void fail(String what, String said, String todo) {
        failing++;
        say("FAIL  %-9s %s%n                %s".formatted(what, indented(said), todo));
    }

    private static String indented(String said) {
        return said.strip().replace("\n", "\n                ");
    }

    private void say(String lines) {
        var out = spec.commandLine().getOut();
        out.println(lines);
        out.flush();
    }
}
