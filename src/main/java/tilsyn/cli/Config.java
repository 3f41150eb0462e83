package tilsyn.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What serve would be told. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows what serve is told, and by whom.",
        subcommands = Config.Show.class)
final class Config implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "What of the configuration? There is: show");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "every setting that serve would use, given the same options; refuses what serve would refuse")
    static final class Show implements Runnable {
        @Option(names = "--origin", description = "with the option, or file and line, that says it")
        private boolean origin;

        @Mixin
        private ServeOptions options = new ServeOptions();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            try {
                var out = spec.commandLine().getOut();
                for (var value : options.configuration(spec).values())
                    out.println(
                            origin
                                    ? "%-18s %-40s %s".formatted(value.key(), value.text(), value.origin())
                                    : "%s: %s".formatted(value.key(), value.text()));
                out.flush();
            } catch (IOException unreadable) {
                throw new UsageProblem("--config: " + unreadable.getMessage());
            }
        }
    }
}
