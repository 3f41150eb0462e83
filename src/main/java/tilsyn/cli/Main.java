package tilsyn.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import tilsyn.rule.RulesBroken;
import tilsyn.source.RoutesBroken;
import tilsyn.store.StoreBroken;
import tilsyn.trace.TraceBroken;

/** The command line: what {@code ./tilsyn} starts. The clock enters here and nowhere else. */
@Command(
        name = "tilsyn",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Judges a customer's servers against the checklist of a good operations agreement.",
        footer = {"", "Start with:  tilsyn check FOLDER"})
public final class Main implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        // libraries take names from the machine's language: the rules' compiler looks for the type ınt on a Turkish one
        Locale.setDefault(Locale.ROOT);
        // before threads: two that find no logger yet would both complain
        LoggerFactory.getILoggerFactory();
        System.exit(commandLine(Clock.systemUTC()).execute(args));
    }

    /** The command line with that clock; writes to the streams set on it. */
    static CommandLine commandLine(Clock clock) {
        return new CommandLine(new Main())
                .addSubcommand(new Check(clock))
                .addSubcommand(new Serve(clock))
                .addSubcommand(new Explain())
                .addSubcommand(new TraceLog())
                .addSubcommand(new Replaying())
                .addSubcommand(new Decode(clock))
                .addSubcommand(new Formats())
                .addSubcommand(new Rules(clock))
                .addSubcommand(new Init(clock))
                .addSubcommand(new Attest(clock))
                .addSubcommand(new Tickets(clock))
                .addSubcommand(new Db())
                .addSubcommand(new Config())
                .addSubcommand(new Doctor(clock))
                .setExecutionExceptionHandler((problem, command, parsed) -> explained(problem, command.getErr()));
    }

    /** A person gets a sentence; only our own faults get a stack trace. */
    private static int explained(Exception problem, PrintWriter err) {
        if (problem instanceof UsageProblem) return said(err, problem, ExitCode.USAGE);
        if (problem instanceof RulesBroken || problem instanceof RoutesBroken)
            return said(err, problem, ExitCode.RULES_OR_ROUTES);
        if (problem instanceof StoreBroken || problem instanceof TraceBroken || problem instanceof Damaged)
            return said(err, problem, ExitCode.INTEGRITY);
        err.println("Tilsyn itself failed; this is our fault, not your files'. Please send us these lines:");
        problem.printStackTrace(err);
        err.flush();
        return ExitCode.OUR_FAULT;
    }

    private static int said(PrintWriter err, Exception problem, int code) {
        err.println(problem.getMessage());
        err.flush();
        return code;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command? Maybe: check");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tilsyn " + (version == null ? "from classes" : version)};
        }
    }
}
