package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.decoder.FactJson;

/**
 * An item's scenarios as one test that ends at the first that disagrees. Mutation testing (profile {@code mutation}) asks
 * it thousands of times, so what it needs is read once for each process; the build runs {@link ScenariosTest} instead.
 */
class WholeChecklist {
    private static final Path RULES = Path.of("rules");

    @SuppressWarnings("NullAway.Init")
    private static Rulebook rulebook;

    private static SortedMap<String, List<Scenario>> byItem = new TreeMap<>();

    static Set<String> items() throws Exception {
        if (byItem.isEmpty()) {
            rulebook = Rulebook.load(RULES, Path.of("target", "rulebook"));
            byItem = Scenarios.read(RULES, FactJson::read).stream()
                    .collect(Collectors.groupingBy(Scenario::item, TreeMap::new, Collectors.toList()));
        }
        return byItem.keySet();
    }

    @ParameterizedTest
    @MethodSource("items")
    void every_scenario_gives_what_it_expects(String item) {
        for (var scenario : byItem.getOrDefault(item, List.of()))
            assertThat(scenario.run(rulebook).differences())
                    .as("%s %s", scenario.item(), scenario.name())
                    .isEmpty();
    }
}
