package tilsyn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tilsyn.LastCheck;
import tilsyn.Round;
import tilsyn.Trial;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Facts;
import tilsyn.fact.Maybe;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.rule.Scenario;
import tilsyn.rule.Scenarios;
import tilsyn.source.RoutesBroken;
import tilsyn.verdict.Area;
import tilsyn.verdict.Item;
import tilsyn.verdict.Retired;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Words;

/** What ops need to change the checklist without fear. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {RulesTry.class, RulesNew.class, RulesRetire.class},
        description = "Lists, shows, checks, tests, tries, begins and retires the checklist's rules.")
final class Rules implements Runnable {
    private final Clock clock;

    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = "--lang",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Rules(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "What of the rules? There are: list, show ITEM, check, test [ITEM], try, new ID, retire ITEM");
    }

    @Command(name = "list", description = "lists all items by area, in both languages")
    int list() throws IOException, RulesBroken {
        var out = out();
        var rulebook = rulebook();
        var items = rulebook.items();
        for (var area : Area.values()) {
            var ofArea = items.stream().filter(item -> item.area() == area).toList();
            if (ofArea.isEmpty()) continue;
            out.println(area.title().nb() + " / " + area.title().en());
            for (var item : ofArea) {
                out.println("  %s  %s".formatted(item.id(), item.title().nb()));
                out.println("  %s  %s"
                        .formatted(" ".repeat(item.id().length()), item.title().en()));
            }
            out.println();
        }
        retired(rulebook, out);
        out.println(say("%d items", "%d punkter").formatted(items.size()));
        out.flush();
        return ExitCode.FINE;
    }

    private void retired(Rulebook rulebook, PrintWriter out) {
        if (rulebook.retired().isEmpty()) return;
        out.println(say("Retired, judged no more", "Tatt ut, vurderes ikke lenger"));
        for (var item : rulebook.retired()) {
            out.println("  %s  %s".formatted(item.id(), item.title().in(language.name())));
            out.println("  %s  %s".formatted(" ".repeat(item.id().length()), told(item)));
        }
        out.println();
    }

    private String told(Retired item) {
        return say("retired %s by %s: %s", "tatt ut %s av %s: %s").formatted(item.when(), item.who(), item.why());
    }

    @Command(name = "show", description = "shows one item: what it asks for, its clauses and limits")
    int show(
            @Parameters(paramLabel = "ITEM", description = "such as BCK-01") String id,
            @Option(
                            names = "--customer",
                            paramLabel = "FOLDER",
                            description = "show what this customer's tuning.yaml sets, by whom and why")
                    @Nullable
                    Path customer)
            throws IOException, RulesBroken {
        var rulebook = rulebook();
        var out = out();
        for (var gone : rulebook.retired())
            if (gone.id().equalsIgnoreCase(id)) {
                out.println(gone.id() + "  " + gone.title().in(language.name()));
                out.println(told(gone) + " · " + gone.file());
                out.flush();
                return ExitCode.FINE;
            }
        var item = item(rulebook, id);
        var lang = language.name();
        out.println(item.id() + "  " + item.title().in(lang));
        out.println(item.why().in(lang));
        out.println(severity(item.severity()).in(lang) + " · "
                + (item.perHost()
                        ? say("judged per host", "vurderes per maskin")
                        : say("judged for the customer", "vurderes for kunden"))
                + " · " + rulebook.file(item.id()));
        out.println();
        out.println(say("Evidence", "Grunnlag"));
        for (var line : item.evidence())
            out.println("  " + line.from().in(lang)
                    + (line.required() ? "" : say(" (if there is any)", " (om det finnes)")));
        out.println();
        out.println(say("Clauses", "Vilkår"));
        for (var clause : item.clauses())
            out.println("  " + clause.id() + "  " + clause.sentence().in(lang)
                    + (clause.place().isEmpty() ? "" : "\n      " + clause.place()));
        limits(
                rulebook,
                item,
                customer == null ? known() : CustomerTuning.in(Given.input(customer), clock.instant()),
                out);
        out.flush();
        return ExitCode.FINE;
    }

    /** What was set at the last check, where there was one. */
    private @Nullable CustomerTuning known() throws IOException {
        var last = LastCheck.open(folders.data());
        if (last.isEmpty()) return null;
        try (var check = last.get()) {
            return CustomerTuning.of(check.facts(), check.customer().zone());
        }
    }

    private void limits(Rulebook rulebook, Item item, @Nullable CustomerTuning tuning, PrintWriter out) {
        var limits = rulebook.limits(item.id());
        if (limits.isEmpty()) return;
        out.println();
        out.println(say("Limits (tuning.yaml sets them)", "Grenser (settes i tuning.yaml)"));
        for (var limit : limits) {
            out.println("  %s = %s %s%s%s"
                    .formatted(
                            limit.name(),
                            limit.standard(),
                            limit.unit(),
                            limit.range().isEmpty() ? "" : say(", within ", ", innenfor ") + limit.range(),
                            switch (limit.level()) {
                                case "host" -> say("; per customer or host", "; per kunde eller maskin");
                                case "customer" -> say("; per customer", "; per kunde");
                                default -> say("; the same for all", "; lik for alle");
                            }));
            if (tuning != null) tuned(item, limit.name(), tuning, out);
        }
    }

    /** Where a value comes from, and the changes of it; the newest last: that is the one that holds. */
    private void tuned(Item item, String parameter, CustomerTuning tuning, PrintWriter out) {
        var changes = tuning.tunings().stream()
                .filter(set -> set.item().equals(item.id()) && set.parameter().equals(parameter))
                .sorted(Facts.ORDER)
                .toList();
        if (changes.isEmpty()) out.println("      " + say("standard, never changed", "standard, aldri endret"));
        for (var set : changes)
            out.println("      %s = %s  (%s)  %s %s: %s  %s:%d"
                    .formatted(
                            set.parameter(),
                            set.value(),
                            set.host().isEmpty() ? say("customer", "kunde") : say("host ", "maskin ") + set.host(),
                            LocalDate.ofInstant(set.time(), tuning.zone()),
                            set.who(),
                            set.why(),
                            set.origin().file(),
                            set.origin().line()));
    }

    @Command(name = "check", description = "checks cards, clauses, signatures, scenarios and routes in one go")
    int check(
            @Option(
                            names = "--customer",
                            paramLabel = "FOLDER",
                            description = "check the limits that this customer's tuning.yaml sets, too")
                    @Nullable
                    Path customer,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "warn of clauses that matched nothing in the stored facts of the last N mornings")
                    int days)
            throws IOException {
        var problems = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        try {
            var rulebook = rulebook();
            if (customer != null) problems.addAll(tuning(rulebook, Given.input(customer)));
            if (days > 0) warnings.addAll(quiet(rulebook, days));
            var scenarios = Scenarios.read(folders.rules(), FactJson::read);
            var tested = new TreeSet<>(scenarios.stream().map(Scenario::item).toList());
            for (var item : rulebook.items())
                if (!tested.contains(item.id()))
                    problems.add("%s:1  %s has no scenario. Write some beside the card, as %s"
                            .formatted(
                                    rulebook.file(item.id()),
                                    item.id(),
                                    rulebook.file(item.id()).replace(".yaml", ".test.yaml")));
        } catch (RulesBroken broken) {
            broken.problems().forEach(problem -> problems.add(problem.toString()));
        }
        try {
            Round.tryRoutes(folders.routes(), folders.data(), clock.instant());
        } catch (RoutesBroken broken) {
            broken.problems().forEach(problem -> problems.add(problem.toString()));
        }
        var out = out();
        problems.forEach(out::println);
        warnings.forEach(out::println);
        out.println(
                problems.isEmpty()
                        ? say("Rules and routes are in order.", "Regler og ruter er i orden.")
                        : say("%d problems", "%d feil").formatted(problems.size()));
        out.flush();
        return problems.isEmpty() ? ExitCode.FINE : ExitCode.RULES_OR_ROUTES;
    }

    private List<String> tuning(Rulebook rulebook, Path folder) throws IOException {
        var tuning = CustomerTuning.in(folder, clock.instant());
        var problems = new ArrayList<>(tuning.problems());
        rulebook.refused(tuning.tunings(), tuning.hosts(), clock.instant())
                .forEach(problem -> problems.add(problem.toString()));
        return problems;
    }

    /** A rule that compiles and silently matches nothing is the one that deceives. */
    private List<String> quiet(Rulebook rulebook, int days) throws IOException, RulesBroken {
        var last = LastCheck.open(folders.data());
        if (last.isEmpty())
            throw new UsageProblem(
                    "Nothing was checked yet with --data %s. Run first: tilsyn check FOLDER".formatted(folders.data()));
        try (var check = last.get()) {
            return Trial.quiet(rulebook, check, days).stream()
                    .map(clause -> "%s  %s: %s"
                            .formatted(
                                    place(rulebook, clause),
                                    clause,
                                    say(
                                                    "the rule matched 0 facts in %d days (a warning)",
                                                    "regelen traff 0 fakta i %d døgn (en advarsel)")
                                            .formatted(days)))
                    .toList();
        }
    }

    private static String place(Rulebook rulebook, String clause) {
        return rulebook.items().stream()
                .filter(item -> clause.startsWith(item.id() + " "))
                .map(item ->
                        item.clause(clause.substring(clause.indexOf(' ') + 1)).place())
                .findFirst()
                .orElse("");
    }

    @Command(name = "test", description = "runs the scenarios beside the rules")
    int test(
            @Parameters(paramLabel = "ITEM", arity = "0..1", description = "only this item's") @Nullable String id,
            @Option(names = "--coverage", description = "say of each clause in how many it fired and stayed quiet")
                    boolean coverage)
            throws IOException, RulesBroken {
        var rulebook = rulebook();
        var only = id == null ? null : item(rulebook, id).id();
        var scenarios = Scenarios.read(folders.rules(), FactJson::read).stream()
                .filter(scenario -> only == null
                        ? !isRetired(rulebook, scenario.item())
                        : scenario.item().equals(only))
                .toList();
        if (scenarios.isEmpty())
            throw new UsageProblem(only == null ? "There is no scenario at all." : only + " has no scenario.");
        var out = out();
        int failed = 0;
        var fired = new TreeMap<String, Integer>();
        var count = new TreeMap<String, Integer>();
        for (var scenario : scenarios) {
            var result = scenario.run(rulebook);
            count.merge(scenario.item(), 1, Integer::sum);
            for (var clause : result.fired()) fired.merge(scenario.item() + " " + clause, 1, Integer::sum);
            if (result.passed()) continue;
            failed++;
            out.println("X %s  %s".formatted(scenario.item(), scenario.name()));
            out.println("    %s:%d".formatted(scenario.file(), scenario.line()));
            result.differences().forEach(difference -> out.println("    " + difference));
        }
        if (coverage) coverage(rulebook, fired, count, out);
        out.println(say("%d scenarios, %d failed", "%d scenarioer, %d feilet").formatted(scenarios.size(), failed));
        out.flush();
        return failed == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private void coverage(
            Rulebook rulebook, TreeMap<String, Integer> fired, TreeMap<String, Integer> count, PrintWriter out) {
        for (var item : rulebook.items()) {
            int all = count.getOrDefault(item.id(), 0);
            if (all == 0) continue;
            for (var clause : item.clauses()) {
                int times = fired.getOrDefault(item.id() + " " + clause.id(), 0);
                out.println("  %s %s  %s"
                        .formatted(
                                item.id(),
                                clause.id(),
                                say("fired in %d, quiet in %d", "slo til i %d, stille i %d")
                                        .formatted(times, all - times)));
            }
        }
    }

    private Rulebook rulebook() throws IOException, RulesBroken {
        return Rulebook.load(folders.rules(), folders.cache());
    }

    private static boolean isRetired(Rulebook rulebook, String item) {
        return rulebook.retired().stream().anyMatch(gone -> gone.id().equals(item));
    }

    static Item item(Rulebook rulebook, String id) {
        for (var gone : rulebook.retired())
            if (gone.id().equalsIgnoreCase(id))
                throw new UsageProblem(
                        "%s was retired %s by %s: %s".formatted(gone.id(), gone.when(), gone.who(), gone.why()));
        var ids = rulebook.items().stream().map(Item::id).toList();
        return rulebook.items().stream()
                .filter(item -> item.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new UsageProblem("There is no item '%s'.%s".formatted(id, Maybe.of(id, ids))));
    }

    private static Words severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> new Words("critical", "kritisk");
            case HIGH -> new Words("high", "høy");
            case MEDIUM -> new Words("medium", "middels");
            case LOW -> new Words("low", "lav");
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Folders folders() {
        return folders;
    }

    String language() {
        return language.name();
    }

    Clock clock() {
        return clock;
    }

    String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}
