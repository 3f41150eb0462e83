package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tilsyn.Round;
import tilsyn.rule.Problem;
import tilsyn.rule.Retirement;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;

/** Takes an item out of use and keeps it. */
@Command(
        name = "retire",
        sortOptions = false,
        description = "judges nobody by an item any more; its files stay, with who decided that, when and why")
final class RulesRetire implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Rules rules;

    @Parameters(paramLabel = "ITEM", description = "such as BCK-01")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why nobody needs it any more")
    private String reason = "";

    @Option(names = "--who", paramLabel = "NAME", required = true, description = "who decided that")
    private String who = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RulesBroken {
        if (reason.isBlank()) throw new UsageProblem("--reason is empty. Expected why nobody needs the item any more.");
        if (who.isBlank()) throw new UsageProblem("--who is empty. Expected the name of who decided it.");
        var folder = rules.folders().rules();
        var rulebook = Rulebook.load(folder, rules.folders().cache());
        var item = Rules.item(rulebook, id);
        var file = rulebook.file(item.id());
        var out = spec.commandLine().getOut();
        var inTheWay = Retirement.inTheWay(folder, item.id(), file);
        if (!inTheWay.isEmpty()) {
            inTheWay.stream().map(Problem::toString).forEach(out::println);
            out.println(rules.say(
                            "%s is not retired: others speak of it, in the %d lines above. Change those first.",
                            "%s er ikke tatt ut: andre viser til det, i de %d linjene over. Endre dem først.")
                    .formatted(item.id(), inTheWay.size()));
            out.flush();
            return ExitCode.RULES_OR_ROUTES;
        }
        Retirement.write(card(folder, file), LocalDate.ofInstant(rules.clock().instant(), Round.HOME), who, reason);
        out.println(rules.say(
                        "%s is retired: nobody is judged by it from the next check on. %s says who, when and why.",
                        "%s er tatt ut: ingen vurderes etter det fra neste sjekk av. I %s står hvem, når og hvorfor.")
                .formatted(item.id(), file));
        out.flush();
        return ExitCode.FINE;
    }

    /** The rulebook names its files from the folder's own name on. */
    private static Path card(Path folder, String file) {
        return folder.resolve(file.substring(file.indexOf('/') + 1));
    }
}
