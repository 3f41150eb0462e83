package tilsyn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
import tilsyn.output.Outputs;
import tilsyn.output.Results;
import tilsyn.output.Screen;
import tilsyn.output.VerdictsJson;
import tilsyn.rule.RulesBroken;
import tilsyn.verdict.Outcome;

/** Judges a folder or zip of exports; nothing leaves the machine. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Judges a folder (or zip, or single file) of exports: syslog, Windows events, backup logs, hardware readings.",
            "Nothing leaves the machine."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing at or above --fail-on",
            "1:findings at or above --fail-on",
            "2:wrong call",
            "3:rules or routes are broken",
            "4:evidence is incomplete, with --strict",
            "5:the store or the trace is damaged",
            "70:our own fault"
        })
final class Check implements Callable<Integer> {
    enum FailOn {
        fail,
        warn,
        never
    }

    enum Language {
        nb,
        en
    }

    enum Shape {
        screen,
        json
    }

    private final Clock clock;

    @Parameters(paramLabel = "FOLDER", description = "what the customer's servers left behind")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = {
                "the moment to judge at: 2025-11-10T07:00:00+01:00, or 'latest' for the newest time in the input",
                "(default: what the folder's customer.yaml says, else now)"
            })
    private @Nullable String asOf;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where report, verdicts, tickets and trace go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("tilsyn-out");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "SHAPE",
            description = "what is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Shape shape = Shape.screen;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Language language = Language.nb;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "local time of files that name none (default: customer.yaml's, else Europe/Oslo)")
    private @Nullable String zone;

    @Option(names = "--fail-on", description = "exit with 1 from: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private FailOn failOn = FailOn.fail;

    @Option(names = "--strict", description = "exit with 4 when evidence is missing anywhere")
    private boolean strict;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never (default: ${DEFAULT-VALUE})")
    private String colour = "auto";

    @Mixin
    private Folders folders = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Check(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, RulesBroken {
        var bar = new ProgressBar(System.err, Terminal.isOne() && shape == Shape.screen);
        var request = new Round.Request(
                Given.input(input),
                folders.rules(),
                folders.routes(),
                folders.data(),
                folders.cache(),
                when(),
                "latest".equals(asOf),
                clock.instant(),
                Given.zone(zone),
                language.name());
        var results = Round.run(request, bar::at);
        bar.done();
        write(results);
        show(results, spec.commandLine().getOut());
        return code(results);
    }

    private Optional<Instant> when() {
        if (asOf == null || asOf.equals("latest")) return Optional.empty();
        return Optional.of(Given.moment(asOf, ", or latest"));
    }

    private void write(Results results) throws IOException {
        Files.createDirectories(out);
        for (var output : Outputs.all())
            try (var writer = Files.newBufferedWriter(out.resolve(output.file()))) {
                output.write(results, writer);
            }
    }

    private void show(Results results, PrintWriter to) throws IOException {
        if (shape == Shape.json) {
            var text = new StringWriter();
            new VerdictsJson().write(results, text);
            to.print(text);
        } else {
            to.print(Screen.of(results, Terminal.width(), Terminal.ink(colour)));
            for (var output : Outputs.all()) to.println(out.resolve(output.file()));
        }
        to.flush();
    }

    private int code(Results results) {
        var verdicts = results.assessment().verdicts();
        boolean failed = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.FAIL);
        boolean warned = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.WARN);
        boolean unknown =
                verdicts.isEmpty() || verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.NO_EVIDENCE);
        if (failOn != FailOn.never && failed || failOn == FailOn.warn && warned) return ExitCode.FINDINGS;
        return strict && unknown ? ExitCode.INCOMPLETE : ExitCode.FINE;
    }
}
