package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tilsyn.service.Configuration;
import tilsyn.service.ConfigurationBroken;

/** What serve is told on the command line, and the file that says the rest. */
final class ServeOptions {
    private static final Set<String> SECONDS = Set.of("--soon", "--every");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "says all this, and what to watch and how to listen with TLS; options here come before it")
    @Nullable
    Path config;

    @Option(
            names = "--customer",
            paramLabel = "FOLDER",
            description =
                    "what people wrote: customer.yaml, inventory, attestations, waivers; read again when it changes")
    @Nullable
    Path customer;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where report, verdicts and tickets go (default: out/ in the data folder)")
    @Nullable
    Path out;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "an address that only this machine reaches (default: 127.0.0.1)")
    @Nullable
    String address;

    @Option(names = "--syslog", paramLabel = "PORT", description = "port for syslog, UDP and TCP (default: 1514)")
    @Nullable
    Integer syslog;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "port for HTTP: /ingest, /health/live, /health/ready, /metrics (default: 8080)")
    @Nullable
    Integer http;

    @Option(
            names = "--soon",
            paramLabel = "SECONDS",
            description = "how long after input that matters it judges (default: 2)")
    @Nullable
    Integer soon;

    @Option(names = "--every", paramLabel = "SECONDS", description = "how often it judges at least (default: 900)")
    @Nullable
    Integer every;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: nb)")
    Check.@Nullable Language language;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "local time of messages that name none (default: customer.yaml's, else Europe/Oslo)")
    @Nullable
    String zone;

    @Option(
            names = "--connectors",
            paramLabel = "FOLDER",
            description = "who is told of tickets (default: connectors/ of this installation)")
    @Nullable
    Path connectors;

    @Mixin
    Folders folders = new Folders();

    /** @throws UsageProblem if it can't be used */
    Configuration configuration(CommandSpec spec) throws IOException {
        if (config != null && !Files.isReadable(config))
            throw new UsageProblem("--config: there is no file %s that can be read.".formatted(config));
        var given = new TreeMap<String, String>();
        for (var option : spec.commandLine().getParseResult().matchedOptions())
            if (!option.stringValues().isEmpty())
                given.put(
                        option.longestName(),
                        option.stringValues().get(0) + (SECONDS.contains(option.longestName()) ? "s" : ""));
        try {
            return Configuration.of(config, given);
        } catch (ConfigurationBroken broken) {
            throw new UsageProblem(String.valueOf(broken.getMessage()));
        }
    }
}
