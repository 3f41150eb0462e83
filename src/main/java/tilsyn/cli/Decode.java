package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.decoder.register.Customers;
import tilsyn.source.Direct;

/** Shows what Tilsyn makes of each record of files, without judging it. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is read out of files, as JSON lines: \"kind\" is fact, ignored or rejected for each record,",
            "and summary at the end of each file. Takes folders and zip files as check does. Judges nothing."
        })
final class Decode implements Callable<Integer> {
    private final Clock clock;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files, zip files or folders")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "when they count as received; years that are left out are taken nearest to it (default: now)")
    private @Nullable String asOf;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "local time of files that name none (default: customer.yaml's, else Europe/Oslo)")
    private @Nullable String zone;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Decode(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        var received = asOf == null ? clock.instant() : Given.moment(asOf, "");
        var stated = Given.zone(zone);
        for (var file : files) Given.input(file);
        try (var lines = new DecodedLines(spec.commandLine().getOut())) {
            for (var file : files) {
                var customer = Customers.in(file, stated == null ? Round.HOME : stated);
                var settings = Round.settings(file, stated, customer, received);
                Direct.read(settings, (name, format) -> lines.file(asGiven(file, name), format));
            }
        }
        return ExitCode.FINE;
    }

    /** The name below the folder that was given, or beside the file. */
    private static String asGiven(Path given, String name) {
        var folder = Files.isDirectory(given) ? given : given.getParent();
        return folder == null ? name : folder + "/" + name;
    }
}
