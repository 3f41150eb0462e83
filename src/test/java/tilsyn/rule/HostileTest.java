package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.derive.Signatures;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.GuestList;
import tilsyn.fact.VolumeUsage;
import tilsyn.verdict.Assessment;

/**
 * Clause files that would do harm, in {@code src/test/resources/tilsyn/rule/hostile}. Each says in its first lines what it
 * is up to, how it is {@code refused} or {@code stopped}, and what the walls {@code behind the lint} do where that fails.
 */
class HostileTest {
    private static final Path FILES = Path.of("src/test/resources/tilsyn/rule/hostile");
    private static final String PATH = "rules/operation/OPS-98-hostile.drl";
    private static final String CARD = Folder.CARD
            .replace("id: OPS-03", "id: OPS-98")
            .replace("'{object} has {free} GB left'", "'{object}'")
            .replace("'{object} har {free} GB igjen'", "'{object}'")
            .replaceAll("(?m)^  W1:.*\n", "");

    /** A session is stopped after {@link Firing#LONGEST} of a processor's time; others may want the processors as well. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String HONEST =
            Folder.DRL.replace("OPS-03 F1", "OPS-98 F1").split("\n\n", 2)[0];

    private static final Map<String, Model> models = new TreeMap<>();

    @TempDir
    static Path cache;

    @TempDir
    Path temporary;

    static Stream<Path> files() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void there_are_more_than_enough_of_them() throws Exception {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(75);
        assertThat(Firing.LONGEST).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_is_refused_with_its_place_or_stopped_and_costs_no_other_item_anything(Path file) throws Exception {
        var text = Files.readString(file);
        var begun = Instant.now();

        var got = withLint(text);

        expect(file, text, got.startsWith("stopped: ") ? "stopped: " : "refused: ", got);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_is_refused_or_stopped_by_the_walls_behind_the_lint_or_harmless_there(Path file) throws Exception {
        var text = Files.readString(file);
        if (text.contains("// behind the lint: nothing\n")) return;
        var begun = Instant.now();

        var got = behindTheLint(text);

        expect(file, text, "behind the lint: ", got);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
    }

    private String withLint(String text) throws Exception {
        var folder = honest().with("operation/OPS-98-hostile.drl", clauses(text));
        try {
            return fired("stopped: ", Rulebook.load(folder.rules(), cache));
        } catch (RulesBroken broken) {
            assertThat(broken.problems())
                    .allSatisfy(problem -> assertThat(problem.file()).isEqualTo(PATH));
            return "refused: "
                    + broken.problems().stream()
                            .map(problem -> problem.line() + "  " + problem.text())
                            .collect(Collectors.joining("\n"));
        }
    }

    /** The compiler's reach and the look at the byte code; where these see nothing, the class loader and the engine. */
    private String behindTheLint(String text) throws Exception {
        var problems = new ArrayList<Problem>();
        var unit = Unit.of("OPS-98", new Source(PATH, "OPS-98-hostile.drl", clauses(text), ""));
        var made = Compiler.compile(List.of(unit), problems);
        if (!problems.isEmpty())
            return "behind the lint: not compiled: " + problems.get(0).text();
        var forbidden = Bytecode.forbidden(made.get("OPS-98"));
        return forbidden.isEmpty()
                ? fired("behind the lint: stopped: ", rulebook(RuleClasses.model(made.get("OPS-98"))))
                : "behind the lint: refused: " + String.join(", ", forbidden);
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_any_compiler_made_of_it_reaches_no_class_that_is_out_of_reach(Path file) throws Exception {
        var text = Files.readString(file);
        if (!text.contains("// by the class loader alone: ")) return;
        var problems = new ArrayList<Problem>();
        var unit = Unit.of("OPS-98", new Source(PATH, "OPS-98-hostile.drl", clauses(text), ""));

        var made = Compiler.compile(List.of(unit), problems, Sandbox.class.getClassLoader());

        assertThat(problems).isEmpty();
        expect(file, text, "by the class loader alone: ", withoutLook(made.get("OPS-98")));
    }

    private String withoutLook(Compiled made) throws Exception {
        try {
            return fired("by the class loader alone: ", rulebook(RuleClasses.model(made)));
        } catch (LinkageError outOfReach) {
            return "by the class loader alone: not loaded: " + outOfReach.getMessage();
        }
    }

    /** Without what we expect of it, on the same lines. */
    private static String clauses(String text) {
        return text.replaceAll("(?m)^// (refused|stopped|behind the lint|by the class loader alone): .*$", "//");
    }

    /** How OPS-98 was stopped; everything else must be as if it weren't there. */
    private String fired(String how, Rulebook rulebook) throws RulesBroken {
        var assessment = assess(rulebook);
        var rows = assessment.verdicts().stream()
                .map(verdict -> verdict.subject() + " " + verdict.item().id() + " " + verdict.outcome() + " "
                        + verdict.clause() + (verdict.reason() == null ? "" : verdict.reason()))
                .toList();
        assertThat(rows).contains("A OPS-03 FAIL F1", "B OPS-03 PASS ", "customer AGR-01 FAIL F1");
        if (assessment.rejectedRules().isEmpty())
            return how.replace("stopped: ", "harmless: ")
                    + rows.stream().filter(row -> row.contains("OPS-98")).collect(Collectors.joining(", "));
        assertThat(rows).contains("A OPS-98 NO_EVIDENCE RULE_ERROR");
        assertThat(assessment.rejectedRules())
                .allSatisfy(fault -> assertThat(fault).startsWith("OPS-98 on "));
        return how + assessment.rejectedRules().get(0);
    }

    private static Assessment assess(Rulebook rulebook) throws RulesBroken {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < 4000; i++) facts.add(volume(i));
        facts.add(new GuestList("A", RulebookTest.AS_OF.minusSeconds(3600), List.of(), RulebookTest.ORIGIN));
        facts.add(RulebookTest.volume("B", 500));
        var customer = new Customer(
                "T", "T", ZoneId.of("Europe/Oslo"), "", null, false, RulebookTest.AS_OF, RulebookTest.ORIGIN);
        try (var firing = new Firing(2, Firing.LONGEST)) {
            return new Assessor(
                            rulebook,
                            Facts.of(facts),
                            new Accounting(List.of(), List.of()),
                            customer,
                            RulebookTest.AS_OF,
                            firing)
                    .assess(RulebookTest.AS_OF);
        }
    }

    private static VolumeUsage volume(int number) {
        return new VolumeUsage(
                "A",
                "D:",
                1_000_000_000_000L,
                number % 1000 * 1_000_000_000L + number,
                RulebookTest.AS_OF.minusSeconds(3600),
                RulebookTest.ORIGIN);
    }

    private Folder honest() {
        return Folder.in(temporary).with("operation/OPS-98-hostile.yaml", CARD);
    }

    private Rulebook rulebook(Model hostile) throws Exception {
        var folder = honest().with("operation/OPS-98-hostile.drl", HONEST);
        var cards = Rulebook.load(folder.rules(), cache).cards();
        var models = new TreeMap<>(honestModels());
        models.put("OPS-98", hostile);
        return Rulebook.of("", cards, List.of(), models, Signatures.NONE, List.of(), Masking.NONE, 0, Map.of());
    }

    private static synchronized Map<String, Model> honestModels() {
        if (models.isEmpty())
            Compiler.compile(
                            List.of(
                                    Unit.of("OPS-03", new Source("rules/a.drl", "a.drl", Folder.DRL, "")),
                                    Unit.of("AGR-01", new Source("rules/b.drl", "b.drl", Folder.CUSTOMER_DRL, ""))),
                            new ArrayList<>())
                    .forEach((item, classes) -> models.put(item, RuleClasses.model(classes)));
        return models;
    }

    private static void expect(Path file, String text, String kind, String got) throws IOException {
        assertThat(expected(text, kind))
                .as("%s: %s", file.getFileName(), got)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(got).contains(line));
    }

    private static List<String> expected(String text, String kind) {
        return text.lines()
                .filter(line -> line.startsWith("// " + kind))
                .map(line -> line.substring(3 + kind.length()))
                .toList();
    }
}
