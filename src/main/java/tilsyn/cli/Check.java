package tilsyn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.decoder.register.Customers;
import tilsyn.output.Output;
import tilsyn.output.Outputs;
import tilsyn.output.Overview;
import tilsyn.output.Results;
import tilsyn.output.Screen;
import tilsyn.output.Standing;
import tilsyn.output.VerdictsJson;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.store.StoreBroken;
import tilsyn.trace.TraceBroken;
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

    static final class ExportNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Outputs.onRequest().keySet().iterator();
        }
    }

    private static final List<Integer> WORST_FIRST =
            List.of(ExitCode.INTEGRITY, ExitCode.RULES_OR_ROUTES, ExitCode.FINDINGS, ExitCode.INCOMPLETE);

    private final Clock clock;

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "what a customer's servers left behind; or a tree with one folder for each customer, known by its customer.yaml")
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
            names = "--export",
            paramLabel = "NAMES",
            split = ",",
            description = {
                "also write for other tools, any of: ${COMPLETION-CANDIDATES}; several with commas between",
                "docs/exports.md says what a verdict becomes in each"
            },
            completionCandidates = ExportNames.class)
    private List<String> exports = List.of();

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
        var customers = Customers.below(Given.input(input));
        Given.exports(exports);
        if (!customers.isEmpty()) return each(customers);
        var results = judged(input, folders.data());
        write(results, out);
        show(results, spec.commandLine().getOut());
        return code(results);
    }

    /** One after the other, each with a store and outputs of its own; one that can't be judged stops no other. */
    private int each(List<Path> customers) throws IOException, RulesBroken {
        // what is wrong with the rules themselves is said once
        Rulebook.load(folders.rules(), folders.cache());
        var standings = new ArrayList<Standing>();
        var codes = new TreeSet<Integer>();
        for (var customer : customers) {
            var name = input.relativize(customer).toString().replace('\\', '/');
            try {
                var results = judged(customer, folders.data().resolve(name));
                write(results, out.resolve(name));
                standings.add(new Standing(name, results, ""));
                codes.add(code(results));
            } catch (RulesBroken refused) {
                standings.add(new Standing(name, null, Objects.requireNonNull(refused.getMessage())));
                codes.add(ExitCode.RULES_OR_ROUTES);
            } catch (StoreBroken | TraceBroken broken) {
                standings.add(new Standing(name, null, Objects.requireNonNull(broken.getMessage())));
                codes.add(ExitCode.INTEGRITY);
            }
        }
        show(new Overview(standings, Customers.outside(input, customers), language.name()));
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.FINE);
    }

    private void show(Overview overview) throws IOException {
        Files.createDirectories(out);
        var file = out.resolve(Overview.FILE);
        Files.writeString(file, overview.html());
        var to = spec.commandLine().getOut();
        if (shape == Shape.json) to.print(overview.json());
        else {
            to.print(overview.screen(Terminal.width(), Terminal.ink(colour)));
            to.println(file);
        }
        to.flush();
    }

    private Results judged(Path folder, Path data) throws IOException, RulesBroken {
        var bar = new ProgressBar(System.err, Terminal.isOne() && shape == Shape.screen);
        var request = new Round.Request(
                folder,
                folders.rules(),
                folders.routes(),
                data,
                folders.cache(),
                when(),
                "latest".equals(asOf),
                clock.instant(),
                Given.zone(zone),
                language.name());
        var results = Round.run(request, bar::at);
        bar.done();
        return results;
    }

    private Optional<Instant> when() {
        if (asOf == null || asOf.equals("latest")) return Optional.empty();
        return Optional.of(Given.moment(asOf, ", or latest"));
    }

    /** What every check writes, then what is asked for. */
    private List<Output> outputs() {
        return Stream.concat(Outputs.all().stream(), Given.exports(exports).stream())
                .toList();
    }

    private void write(Results results, Path to) throws IOException {
        Files.createDirectories(to);
        for (var output : outputs())
            try (var writer = Files.newBufferedWriter(to.resolve(output.file()))) {
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
            for (var output : outputs()) to.println(out.resolve(output.file()));
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
