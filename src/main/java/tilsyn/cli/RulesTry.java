package tilsyn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tilsyn.LastCheck;
import tilsyn.Round;
import tilsyn.Trial;
import tilsyn.output.Explanation;
import tilsyn.rule.Rulebook;
import tilsyn.rule.RulesBroken;
import tilsyn.trace.Trace;

/** Tries an edited checklist on what was read already. */
@Command(
        name = "try",
        sortOptions = false,
        description = {
            "judges the last mornings again over the stored facts, by the rules in --rules and by the active ones, and shows",
            "which verdicts and tickets differ; writes nothing"
        })
final class RulesTry implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 4;
    private static final int HASH_SHOWN = 12;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Rules rules;

    @Option(names = "--days", paramLabel = "N", description = "how many mornings (default: ${DEFAULT-VALUE})")
    private int days = 35;

    @Option(
            names = "--against",
            paramLabel = "FOLDER",
            description = "the active rules (default: rules/ of this installation)")
    private @Nullable Path against;

    @Option(
            names = "--why",
            paramLabel = "HOST ITEM",
            arity = "2",
            description = "explain this verdict, by both, on the newest morning on which it differs")
    private List<String> why = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, RulesBroken {
        if (days < 1 || days > 366) throw new UsageProblem("--days %d is not from 1 to 366.".formatted(days));
        var folders = rules.folders();
        var active = against == null ? folders.installed() : against;
        var before = Rulebook.load(active, folders.cache());
        var after = Rulebook.load(folders.rules(), folders.cache());
        var out = spec.commandLine().getOut();
        out.println(say("Before: ", "Før:   ") + active + "  " + shortened(before.hash()));
        out.println(say("After:  ", "Etter: ") + folders.rules() + "  " + shortened(after.hash()));
        if (before.hash().equals(after.hash()))
            out.println(say(
                    "The two are the same. Edit a copy of the rules and give it with --rules.",
                    "De er like. Rediger en kopi av reglene og oppgi den med --rules."));
        else {
            var checked = checked(folders.data());
            if (checked.isEmpty())
                throw new UsageProblem("Nothing was checked yet with --data %s. Run first: tilsyn check FOLDER"
                        .formatted(folders.data()));
            for (var data : checked) one(data, before, after, out);
            out.println(say("Nothing was written.", "Ingenting er skrevet."));
        }
        out.flush();
        return ExitCode.FINE;
    }

    /** The data folders of all customers that were checked, sorted. */
    private static List<Path> checked(Path data) throws IOException {
        if (Files.exists(Round.trace(data))) return List.of(data);
        if (!Files.isDirectory(data)) return List.of();
        try (var below = Files.walk(data, DEEPEST)) {
            return below.filter(folder -> Files.exists(Round.trace(folder)))
                    .sorted()
                    .toList();
        }
    }

    private void one(Path data, Rulebook before, Rulebook after, PrintWriter out) throws IOException, RulesBroken {
        var last = LastCheck.open(data);
        if (last.isEmpty()) return;
        try (var check = last.get()) {
            var begun = rules.clock().instant();
            var trial = Trial.of(before, after, check, days);
            var took = Duration.between(begun, rules.clock().instant());
            var mornings = trial.mornings();
            out.println();
            out.println("%s  %s – %s, %s"
                    .formatted(
                            check.customer().id().isEmpty()
                                    ? data
                                    : check.customer().id(),
                            mornings.get(0).day(),
                            mornings.get(mornings.size() - 1).day(),
                            say("%d mornings at 07:00 %s", "%d morgener kl. 07:00 %s")
                                    .formatted(mornings.size(), check.customer().zone())));
            cells(trial, out);
            tickets(trial, out);
            if (!why.isEmpty()) explain(trial, check, before, after, out);
            out.println(say("Time used: %s s", "Tid brukt: %s s")
                    .formatted(String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0)));
        }
    }

    private void cells(Trial trial, PrintWriter out) {
        var changed = new TreeMap<String, List<LocalDate>>();
        var cells = new TreeMap<String, Trial.Cell>();
        for (var morning : trial.mornings())
            for (var cell : morning.changed()) {
                var key = cell.toString();
                cells.put(key, cell);
                changed.computeIfAbsent(key, none -> new ArrayList<>()).add(morning.day());
            }
        if (cells.isEmpty()) {
            out.println("  " + say("No verdict changes.", "Ingen vurdering endrer seg."));
            return;
        }
        var row = "  %-20s %-8s %-32s %-32s %s";
        out.println(row.formatted(
                        say("host", "maskin"),
                        say("item", "punkt"),
                        say("before", "før"),
                        say("after", "etter"),
                        say("mornings", "morgener"))
                .stripTrailing());
        cells.forEach((key, cell) -> {
            var days = changed.getOrDefault(key, List.of());
            out.println(row.formatted(
                    cell.subject(),
                    cell.item(),
                    cell.before().isEmpty() ? "–" : cell.before(),
                    cell.after().isEmpty() ? "–" : cell.after(),
                    days.size() + "  " + days.get(0) + (days.size() == 1 ? "" : " – " + days.get(days.size() - 1))));
        });
        var first = cells.firstEntry().getValue();
        out.println("  " + say("why: add ", "hvorfor: legg til ") + "--why " + first.subject() + " " + first.item());
    }

    private void explain(Trial trial, LastCheck check, Rulebook before, Rulebook after, PrintWriter out)
            throws IOException, RulesBroken {
        var day = trial.mornings().stream()
                .filter(morning -> morning.changed().stream().anyMatch(this::isWanted))
                .map(Trial.Morning::day)
                .max(Comparator.naturalOrder());
        if (day.isEmpty()) {
            out.println(say("%s is alike by both.", "%s er likt etter begge.").formatted(String.join(" ", why)));
            return;
        }
        out.println();
        out.println(say("=== before, %s ===", "=== før, %s ===").formatted(day.get()));
        explain(check, before, against == null ? rules.folders().installed() : against, day.get(), out);
        out.println();
        out.println(say("=== after, %s ===", "=== etter, %s ===").formatted(day.get()));
        explain(check, after, rules.folders().rules(), day.get(), out);
        out.println();
    }

    private void explain(LastCheck check, Rulebook rulebook, Path folder, LocalDate day, PrintWriter out)
            throws IOException, RulesBroken {
        var zone = check.customer().zone();
        var asOf = Trial.moment(day, zone);
        var assessment = rulebook.assess(check.facts(), check.accounting(), check.customer(), asOf, check.cutOff());
        for (var line : Trace.lines(assessment)) {
            var node = JSON.readTree(line);
            if (!isWanted(node.path("subject").asText(), node.path("item").asText())) continue;
            out.print(Explanation.of(node, zone, rules.language(), Terminal.ink("auto")));
            var unmet = rulebook.whyNot(
                    folder,
                    check.facts(),
                    check.accounting(),
                    check.customer(),
                    asOf,
                    node.path("subject").asText(),
                    node.path("item").asText());
            out.print(Explanation.of(unmet, zone, rules.language(), Terminal.ink("auto")));
        }
    }

    private boolean isWanted(Trial.Cell cell) {
        return isWanted(cell.subject(), cell.item());
    }

    private boolean isWanted(String subject, String item) {
        return subject.equalsIgnoreCase(why.get(0)) && item.equalsIgnoreCase(why.get(1));
    }

    private void tickets(Trial trial, PrintWriter out) {
        var standing = trial.mornings().get(0);
        out.println("  " + say("tickets (opened/closed)", "saker (åpnet/lukket)"));
        out.println("  %-12s %s %d, %s %d"
                .formatted(
                        standing.day(),
                        say("standing before", "står åpne før"),
                        standing.before().opened(),
                        say("after", "etter"),
                        standing.after().opened()));
        int quiet = 0;
        var mornings = trial.mornings().subList(1, trial.mornings().size());
        for (var morning : mornings) {
            if (morning.before().equals(morning.after())) quiet++;
            else
                out.println("  %-12s %s %d/%d, %s %d/%d"
                        .formatted(
                                morning.day(),
                                say("before", "før"),
                                morning.before().opened(),
                                morning.before().closed(),
                                say("after", "etter"),
                                morning.after().opened(),
                                morning.after().closed()));
        }
        out.println("  "
                + say("alike on the other %d mornings", "likt de andre %d morgenene")
                        .formatted(quiet));
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
    }

    private String say(String english, String norwegian) {
        return rules.say(english, norwegian);
    }
}
