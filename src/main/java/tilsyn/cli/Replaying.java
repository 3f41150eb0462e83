package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Replay;
import tilsyn.rule.RulesBroken;

/** Makes an assessment again; the original stays as it is. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes an assessment again of the facts, rules and parameters that were kept, and says whether it is identical.",
            "Nothing is written."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:identical",
            "1:something differs",
            "2:wrong call",
            "3:rules are broken",
            "5:the trace is damaged"
        })
final class Replaying implements Callable<Integer> {
    @Parameters(paramLabel = "ASSESSMENT", description = "its number as `tilsyn trace show` lists it, or 'last'")
    @SuppressWarnings("NullAway.Init")
    private String wanted;

    @Option(
            names = "--rules",
            paramLabel = "WHICH",
            description = "judge with other rules: 'today', or a folder of rules")
    private @Nullable String rules;

    @Option(
            names = "--late",
            description = "with evidence of the time before that only later assessments of the customer had")
    private boolean late;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "what Tilsyn keeps between calls (default: ./.tilsyn)")
    private Path data = Path.of(".tilsyn");

    private final Folders installed = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RulesBroken {
        var kept = Assessments.find(data, wanted);
        var replay = Replay.of(data, kept, rules(), late, installed.cache());
        var out = spec.commandLine().getOut();
        if (replay.identical()) out.println(say("identical", "identisk") + " (sha256 " + replay.sha256() + ")");
        else {
            for (var difference : replay.differences())
                out.println("%-14s %-8s %-34s -> %s"
                        .formatted(difference.subject(), difference.item(), difference.before(), difference.after()));
            out.println(say("%d verdicts differ", "%d vurderinger er forskjellige")
                    .formatted(replay.differences().size()));
            out.println(say("then", "da ") + "  sha256 " + kept.trace());
            out.println(say("now ", "nå ") + "  sha256 " + replay.sha256());
        }
        out.flush();
        return replay.identical() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private @Nullable Path rules() throws IOException {
        if (rules == null) return null;
        return rules.equals("today") ? installed.rules() : Given.input(Path.of(rules));
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }
}
