package tilsyn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tilsyn.Kept;
import tilsyn.LastCheck;
import tilsyn.Round;
import tilsyn.Surroundings;
import tilsyn.output.Explanation;
import tilsyn.output.Visible;
import tilsyn.rule.Masking;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.trace.Trace;

/** Follows a verdict of the last check to the source lines it rests on. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Follows a verdict of the last check, or an earlier one, to the source lines it rests on; for a PASS shows its",
            "evidence too, and of each clause that did not fire the first condition that nothing met."
        })
final class Explain implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", paramLabel = "HOST", description = "a host, or 'customer'")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Parameters(index = "1", paramLabel = "ITEM", description = "a checklist item such as BCK-01")
    @SuppressWarnings("NullAway.Init")
    private String item;

    @Option(
            names = "--assessment",
            paramLabel = "ASSESSMENT",
            description = "an earlier one: its number as `tilsyn trace show` lists it, or 'last'")
    private @Nullable String assessment;

    @Option(
            names = "--inputs",
            paramLabel = "FOLDER",
            description = "the folder that was judged, to show ten lines around those cited")
    private @Nullable Path inputs;

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
        var kept = assessment == null ? null : Assessments.find(folders.data(), assessment);
        if (inputs != null) Given.input(inputs);
        var lines = kept == null ? lastTrace() : kept.slice(folders.data());
        var head = JSON.readTree(lines.get(0));
        var subjects = new TreeSet<String>();
        var items = new TreeSet<String>();
        for (var line : lines.subList(1, lines.size())) {
            var node = JSON.readTree(line);
            if (!node.path("kind").asText().equals("verdict")) continue;
            if (isWanted(node)) {
                var zone = ZoneId.of(head.path("zone").asText());
                explain(node, zone, kept);
                if (kept == null) spec.commandLine().getOut().print(whyNot(node, zone));
                spec.commandLine().getOut().flush();
                return ExitCode.FINE;
            }
            subjects.add(node.path("subject").asText());
            items.add(node.path("item").asText());
        }
        throw new UsageProblem("%s has no verdict for %s %s.\n    Hosts: %s\n    Items: %s"
                .formatted(
                        kept == null ? "The last check" : "Assessment " + kept.number(),
                        subject,
                        item,
                        String.join(" ", subjects),
                        String.join(" ", items)));
    }

    private List<String> lastTrace() throws IOException {
        var file = Round.trace(folders.data());
        if (!Files.exists(file))
            throw new UsageProblem(
                    "Nothing was checked yet with --data %s. Run first: tilsyn check FOLDER".formatted(folders.data()));
        var lines = Files.readAllLines(file);
        int broken = Trace.firstBroken(lines);
        if (broken > 0)
            throw new Damaged("%s:%d does not follow from the line before: the trace was changed. Run the check again."
                    .formatted(file, broken));
        return lines;
    }

    private void explain(JsonNode verdict, ZoneId zone, @Nullable Kept kept) throws IOException, RulesBroken {
        var out = spec.commandLine().getOut();
        var masking = inputs == null
                ? Masking.NONE
                : Rulebook.load(folders.rules(), folders.cache()).masking();
        var surroundings = Surroundings.of(folders.data(), inputs, masking, kept);
        if (kept != null)
            out.println(say(
                            "Assessment %d, made %s, of what had come by %s",
                            "Vurdering %d, laget %s, av det som var kommet innen %s")
                    .formatted(kept.number(), kept.made(), kept.cutOff()));
        out.print(Explanation.of(verdict, zone, language.name(), Terminal.ink(colour), surroundings.beside()));
        for (var file : surroundings.changed())
            out.println(say(
                            "%s is not there as it was read: its line is shown as it was kept.",
                            "%s er ikke der slik den ble lest: linjen vises slik den er oppbevart.")
                    .formatted(Visible.line(file, 200)));
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
