package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.rule.RulesBroken;
import tilsyn.source.Progress;

/** Drafts the registers of a new customer from what the input shows; never touches one that is there. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Drafts customer.yaml, inventory/hosts.yaml and inventory/scopes.yaml from what the folder's files show.",
            "Registers that are there already are left alone."
        })
final class Init implements Callable<Integer> {
    private final Clock clock;

    @Parameters(paramLabel = "FOLDER", description = "what a customer's servers left behind")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", description = "the customer's name (default: the folder's)")
    private @Nullable String name;

    @Option(names = "--zone", paramLabel = "ZONE", description = "the customer's time zone (default: Europe/Oslo)")
    private @Nullable String zone;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Mixin
    private Folders folders = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Init(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, RulesBroken {
        if (!Files.isDirectory(Given.input(folder)))
            throw new UsageProblem("%s is no folder. Right would be the customer's folder.".formatted(folder));
        var stated = Given.zone(zone);
        var draft = Round.draft(
                new Round.Request(
                        folder,
                        folders.rules(),
                        folders.routes(),
                        folders.data(),
                        folders.cache(),
                        Optional.empty(),
                        false,
                        clock.instant(),
                        stated,
                        language.name()),
                Progress.NONE);
        var called = name == null ? folder.toRealPath().getFileName().toString() : name;
        var id = called.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        if (!draft.hasCustomer())
            write("customer.yaml", draft.customer(id, called, (stated == null ? Round.HOME : stated).getId()));
        if (!draft.hasHosts() && !draft.machines().isEmpty())
            write("inventory/hosts.yaml", draft.hosts(language.name()));
        if (!draft.hasScopes()) write("inventory/scopes.yaml", draft.scopes(language.name()));
        var out = spec.commandLine().getOut();
        out.println(
                draft.machines().isEmpty()
                        ? say("The files speak of no machine.", "Filene forteller ikke om noen maskin.")
                        : say("Machines the files speak of: ", "Maskiner filene forteller om: ")
                                + draft.machines().size());
        out.flush();
        return ExitCode.FINE;
    }

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        var out = spec.commandLine().getOut();
        if (Files.exists(path)) {
            out.println(say("There already: ", "Finnes fra før: ") + path);
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        out.println(say("Drafted: ", "Utkast: ") + path);
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}
