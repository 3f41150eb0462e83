package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tilsyn.decoder.FactJson;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;

/** Runs every scenario in {@code rules/}: the checklist tests itself. */
class ScenariosTest {
    private static final Path RULES = Path.of("rules");
    private static final Path CACHE = Path.of("target", "rulebook");

    /** Clauses that no scenario makes fire, as {@code BCK-01 F2}; each needs a reason here. */
    private static final Set<String> NEVER_FIRE = Set.of();

    @TestFactory
    Stream<DynamicNode> every_scenario_gives_what_it_expects() throws Exception {

        var rulebook = Rulebook.load(RULES, CACHE);
        var scenarios = Scenarios.read(RULES, FactJson::read).stream()
                .filter(scenario ->
                        rulebook.retired().stream().noneMatch(gone -> gone.id().equals(scenario.item())))
                .toList();
        var fired = new TreeSet<String>();
        var nodes = new ArrayList<DynamicNode>();
        for (var scenario : scenarios)
            nodes.add(DynamicTest.dynamicTest(scenario.item() + " " + scenario.name(), () -> {
                var result = scenario.run(rulebook);
                result.fired().forEach(clause -> fired.add(scenario.item() + " " + clause));
                assertThat(result.differences())
                        .as("%s:%d", scenario.file(), scenario.line())
                        .isEmpty();
            }));
        nodes.add(DynamicTest.dynamicTest(
                "every item has scenarios, and every clause a scenario in which it fires", () -> {
                    assertThat(scenarios).isNotEmpty();
                    var tested = scenarios.stream().map(Scenario::item).collect(Collectors.toSet());
                    assertThat(rulebook.items().stream().map(Item::id))
                            .as("items without a scenario")
                            .filteredOn(item -> !tested.contains(item))
                            .isEmpty();
                    assertThat(mayFire(rulebook))
                            .as("clauses that no scenario makes fire")
                            .filteredOn(clause -> !fired.contains(clause))
                            .isEmpty();
                }));
        return nodes.stream();
    }

    private static List<String> mayFire(Rulebook rulebook) {
        return rulebook.items().stream()
                .flatMap(item -> item.clauses().stream()
                        .filter(clause -> clause.outcome() != Outcome.NO_EVIDENCE)
                        .map(clause -> item.id() + " " + clause.id()))
                .filter(clause -> !NEVER_FIRE.contains(clause))
                .toList();
    }
}
