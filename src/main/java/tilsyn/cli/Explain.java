package tilsyn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.LastCheck;
import tilsyn.Round;
import tilsyn.output.Explanation;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.trace.Trace;

/** Follows a verdict of the last check to the source lines it rests on. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Follows a verdict of the last check to the source lines it rests on; for a PASS shows its evidence too,",
            "and of each clause that did not fire the first condition that nothing met."
        })
final class Explain implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", paramLabel = "HOST", description = "a host, or 'customer'")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Parameters(index = "1", paramLabel = "ITEM", description = "a checklist item such as BCK-01")
    @SuppressWarnings("NullAway.Init")
    private String item;

    @Option(names = "--lang", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Check.Language language = Check.Language.nb;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never (default: ${DEFAULT-VALUE})")
    private String colour = "auto";

    @Mixin
    private Folders folders = new Folders();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RulesBroken {
        var file = Round.trace(folders.data());
        if (!Files.exists(file))
            throw new UsageProblem(
                    "Nothing was checked yet with --data %s. Run first: tilsyn check FOLDER".formatted(folders.data()));
        var lines = Files.readAllLines(file);
        int broken = Trace.firstBroken(lines);
        if (broken > 0)
            throw new Damaged("%s:%d does not follow from the line before: the trace was changed. Run the check again."
                    .formatted(file, broken));
        var head = JSON.readTree(lines.get(0));
        var subjects = new TreeSet<String>();
        var items = new TreeSet<String>();
        for (var line : lines.subList(1, lines.size())) {
            var node = JSON.readTree(line);
            if (!node.path("kind").asText().equals("verdict")) continue;
            if (isWanted(node)) {
                var zone = ZoneId.of(head.path("zone").asText());
                spec.commandLine().getOut().print(Explanation.of(node, zone, language.name(), Terminal.ink(colour)));
                spec.commandLine().getOut().print(whyNot(node, zone));
                spec.commandLine().getOut().flush();
                return ExitCode.FINE;
            }
            subjects.add(node.path("subject").asText());
            items.add(node.path("item").asText());
        }
        throw new UsageProblem("The last check has no verdict for %s %s.\n    Hosts: %s\n    Items: %s"
                .formatted(subject, item, String.join(" ", subjects), String.join(" ", items)));
    }

    /** Found out anew from the stored facts, by the rulebook that judged; other rules would tell another story. */
    private String whyNot(JsonNode verdict, ZoneId zone) throws IOException, RulesBroken {
        var rulebook = Rulebook.load(folders.rules(), folders.cache());
        if (!rulebook.hash().equals(verdict.path("rulebook").asText()))
            return say(
                    "\nThe rules were changed since; why other clauses did not fire is told after the next check.\n",
                    "\nReglene er endret siden. Hvorfor andre vilkår ikke slo til, kan sies etter neste check.\n");
        var last = LastCheck.open(folders.data());
        if (last.isEmpty()) return "";
        try (var check = last.get()) {
            var unmet = rulebook.whyNot(
                    folders.rules(),
                    check.facts(),
                    check.accounting(),
                    check.customer(),
                    check.asOf(),
                    verdict.path("subject").asText(),
                    verdict.path("item").asText());
            return Explanation.of(unmet, zone, language.name(), Terminal.ink(colour));
        }
    }

    private String say(String english, String norwegian) {
        return language == Check.Language.en ? english : norwegian;
    }

    private boolean isWanted(JsonNode node) {
        return node.path("subject").asText().equalsIgnoreCase(subject)
                && node.path("item").asText().equals(item.toUpperCase(Locale.ROOT));
    }
}
