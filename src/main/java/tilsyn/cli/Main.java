package tilsyn.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: what {@code ./tilsyn} starts. */
@Command(
        name = "tilsyn",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Judges a customer's servers against the checklist of a good operations agreement.")
public final class Main implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.err);
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tilsyn " + (version == null ? "from classes" : version)};
        }
    }
}
