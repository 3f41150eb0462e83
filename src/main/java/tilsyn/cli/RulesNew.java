package tilsyn.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tilsyn.rule.Draft;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.verdict.Words;

/** Begins an item. */
@Command(
        name = "new",
        sortOptions = false,
        description = "writes card, clauses and scenarios of a new item, as a draft that judges nobody yet")
final class RulesNew implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Rules rules;

    @Parameters(paramLabel = "ID", description = "an area and a number, such as USR-05")
    private String id = "";

    @Option(names = "--en", paramLabel = "TITLE", description = "what holds when all is well, in English")
    private String english = "Draft: what holds when all is well";

    @Option(names = "--nb", paramLabel = "TITLE", description = "the same in Norwegian")
    private String norwegian = "Utkast: det som gjelder når alt er i orden";

    @Option(names = "--fact", paramLabel = "TYPE", description = "what it rests on (default: ${DEFAULT-VALUE})")
    private String fact = "Attestation";

    @Option(names = "--per-host", description = "judge it of each host; else once for the customer")
    private boolean perHost;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RulesBroken {
        var folder = rules.folders().rules();
        var draft = draft();
        var rulebook = Rulebook.load(folder, rules.folders().cache());
        for (var item : rulebook.items())
            if (item.id().equals(draft.id()))
                throw new UsageProblem("%s is taken: %s.".formatted(draft.id(), rulebook.file(draft.id())));
        for (var item : rulebook.retired())
            if (item.id().equals(draft.id()))
                throw new UsageProblem(
                        "%s was retired %s and keeps its number: %s.".formatted(draft.id(), item.when(), item.file()));
        var out = spec.commandLine().getOut();
        try {
            draft.write(folder).forEach(out::println);
        } catch (FileAlreadyExistsException there) {
            throw new UsageProblem("%s is there already; nothing in it was changed.".formatted(there.getFile()));
        }
        out.println(rules.say(
                "A draft: nobody is judged by it until you take out 'enabled: false' and the clause N1. Next: tilsyn rules test "
                        + draft.id(),
                "Et utkast: ingen vurderes etter det før du tar bort 'enabled: false' og vilkåret N1. Neste: tilsyn rules test "
                        + draft.id()));
        out.flush();
        return ExitCode.FINE;
    }

    private Draft draft() {
        try {
            return new Draft(id.toUpperCase(Locale.ROOT), fact, perHost, new Words(english, norwegian));
        } catch (IllegalArgumentException wrong) {
            throw new UsageProblem(String.valueOf(wrong.getMessage()));
        }
    }
}
