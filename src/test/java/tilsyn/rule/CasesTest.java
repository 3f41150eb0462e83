package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tilsyn.decoder.FactJson;

/** The checklist's acceptance cases: each of what they must give is a scenario of that name. */
class CasesTest {
    private static final int CASES = 28;

    @Test
    void every_verdict_of_every_case_has_a_scenario() throws Exception {
        var scenarios = Scenarios.read(Path.of("rules"), FactJson::read);
        var used = new HashSet<String>();
        var cases = new TreeSet<String>();
        var without = new ArrayList<String>();
        for (var row : rows()) {
            var cells = row.split("\t");
            cases.add(cells[0]);
            // two verdicts of one case that read the same are two scenarios
            var found = scenarios.stream()
                    .filter(scenario -> scenario.item().equals(cells[1]))
                    .filter(scenario -> scenario.name().startsWith(cells[0] + " "))
                    .filter(scenario -> isExpected(scenario, cells[2], cells[3]))
                    .anyMatch(scenario -> used.add(scenario.file() + scenario.line() + cells[2]));
            if (!found) without.add(row);
        }

        assertThat(cases).hasSize(CASES);
        assertThat(without).as("without a scenario").isEmpty();
    }

    private static boolean isExpected(Scenario scenario, String subject, String verdict) {
        var expected = scenario.expect().get(subject);
        // a host that is out of use has no rows at all (5.4)
        if (Scenario.NO_ROW.equals(expected)) return verdict.equals("NOT_APPLICABLE");
        return expected != null && List.of(expected.split(" ")).containsAll(List.of(verdict.split(" ")));
    }

    private static List<String> rows() throws Exception {
        try (var in = CasesTest.class.getResourceAsStream("/tilsyn/cases.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
