package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;
import tilsyn.fact.Tuning;
import tilsyn.verdict.Parameter;
import tilsyn.verdict.Verdict;

/** Of the test rulebook's OPS-03: a server's volume with less than 100 GB free fails; these have 50. */
class TunedTest {
    private static final Instant AS_OF = RulebookTest.AS_OF;
    private static final Origin REGISTER = new Origin("tuning.yaml", 3, -1, "", "", "2025-11-01", "", AS_OF);

    @TempDir
    Path temporary;

    private Rulebook rulebook;

    @BeforeEach
    void load() throws Exception {
        rulebook = Folder.in(temporary)
                .card("15, unit: '%', range: [5, 30], level: host", "5, range: [5, 30]")
                .load();
    }

    @Test
    void a_hosts_own_value_goes_before_the_customers_and_that_before_the_standard_one() throws Exception {
        assertThat(rows()).containsExactly("A FAIL", "B FAIL");
        assertThat(rows(tuning("40", "", 1))).containsExactly("A PASS", "B PASS");
        assertThat(rows(tuning("40", "", 1), tuning("60", "B", 1))).containsExactly("A PASS", "B FAIL");
    }

    @Test
    void of_several_the_newest_holds_and_none_before_its_day() throws Exception {
        assertThat(rows(tuning("40", "", 1), tuning("60", "", 2))).containsExactly("A PASS", "B PASS");
        assertThat(rows(tuning("40", "", -1))).containsExactly("A FAIL", "B FAIL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "more | 10 | 11 | LOOSER",
                "more | 10 | 9 | STRICTER",
                "less | 10 | 9 | LOOSER",
                "less | 10 | 10.0 | NONE",
                "either | 10 | 11 | EITHER",
                "more | a | a, b | LOOSER",
                "more | a, b | b | STRICTER",
                "less | a, b | b | LOOSER",
                "less | a, b | b, c | LOOSER",
                "more | a | a | NONE",
                "more | false | true | LOOSER",
                "less | true | false | LOOSER",
                "less | false | true | STRICTER"
            })
    void a_limit_that_lets_more_pass_is_looser(String looser, String standard, String set, Parameter.Change change) {
        var setting = new Setting("limit", java.util.Map.of(), "", null, null, "host", looser);

        assertThat(setting.change(Setting.Value.of(standard), Setting.Value.of(set)))
                .isEqualTo(change);
    }

    @Test
    void every_limit_that_somebody_may_set_says_which_way_is_looser() throws Exception {
        var silent = new ArrayList<String>();
        for (var card :
                Rulebook.load(Path.of("rules"), Path.of("target", "rulebook")).cards())
            for (var setting : card.settings())
                if (!setting.level().equals("no") && setting.looser().isEmpty())
                    silent.add(card.id() + "." + setting.name());

        assertThat(silent).isEmpty();
    }

    @Test
    void the_verdict_says_who_set_it_when_and_why() throws Exception {
        var verdict = verdicts(tuning("40", "A", 1)).get(0);

        assertThat(verdict.item().parameters())
                .filteredOn(parameter -> parameter.name().equals("free_fail_gb"))
                .singleElement()
                .satisfies(parameter -> {
                    assertThat(parameter.value()).isEqualTo("40");
                    assertThat(parameter.origin())
                            .isEqualTo(
                                    "host, by Kari Nordmann on 2025-11-01: small disks (tuning.yaml:3; default 100)");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    OPS-03 | free_fail_gb  | A  | 1001 | tuning.yaml:3  OPS-03.free_fail_gb: 1001 is outside its range 5 to 1000.
                    OPS-03 | free_fail_gb  | A  | much | tuning.yaml:3  OPS-03.free_fail_gb: 'much' is no number. Expected such as 100.
                    OPS-03 | free_fail_bg  | A  | 50   | tuning.yaml:3  OPS-03 has no parameter 'free_fail_bg'. It has: free_fail_gb, free_warn_pct, system_volumes.  Maybe: free_fail_gb
                    OPS-30 | free_fail_gb  | A  | 50   | tuning.yaml:3  There is no item 'OPS-30'.  Maybe: OPS-03
                    OPS-03 | free_fail_gb  | AB | 50   | tuning.yaml:3  There is no host 'AB'.  Maybe: A
                    OPS-03 | free_warn_pct | A  | 10   | tuning.yaml:3  OPS-03.free_warn_pct: nobody may set it, it is the same for all.
                    """)
    void what_no_card_allows_stops_the_assessment(
            String item, String parameter, String host, String value, String problem) {
        var tuning = new Tuning(item, parameter, host, value, "Kari Nordmann", "small disks", AS_OF, REGISTER);

        assertThatThrownBy(() -> verdicts(tuning))
                .isInstanceOf(RulesBroken.class)
                .hasMessage(problem);
    }

    private List<String> rows(Tuning... tunings) throws Exception {
        return verdicts(tunings).stream()
                .filter(verdict -> verdict.item().id().equals("OPS-03"))
                .map(verdict -> verdict.subject() + " " + verdict.outcome())
                .toList();
    }

    private List<Verdict> verdicts(Tuning... tunings) throws Exception {
        var facts = new ArrayList<Fact>(List.of(
                AssessorTest.host("A", "server"),
                AssessorTest.host("B", "server"),
                RulebookTest.volume("A", 50),
                RulebookTest.volume("B", 50)));
        facts.addAll(List.of(tunings));
        return RulebookTest.assess(rulebook, facts).verdicts();
    }

    private static Tuning tuning(String value, String host, int hoursAgo) {
        return new Tuning(
                "OPS-03",
                "free_fail_gb",
                host,
                value,
                "Kari Nordmann",
                "small disks",
                AS_OF.minusSeconds(3600L * hoursAgo),
                REGISTER);
    }
}
