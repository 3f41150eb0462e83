package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Fact;
import tilsyn.fact.VolumeUsage;

class ScenarioReadingTest {
    private static final String FULL = """
            - scenario: a full volume fails
              as-of: 2025-11-10T07:00:00+01:00
              given:
                - VolumeUsage: { host: A, volume: 'D:', size: 1e12, free: 5000 }
                - VolumeUsage: { host: B, volume: 'D:', size: 1000000000000, free: 500e9, time: 2025-11-10T06:00:00+01:00 }
              expect: { A: FAIL F1, B: PASS }
            """;

    @TempDir
    Path temporary;

    private Folder folder;

    @BeforeEach
    void aFolder() {
        folder = Folder.in(temporary);
    }

    @Test
    void a_scenario_that_gives_what_it_expects_passes() throws Exception {
        var result = first(FULL).run(folder.load());

        assertThat(result.differences()).isEmpty();
        assertThat(result.fired()).containsExactly("F1", "W1");
    }

    @Test
    void what_states_no_time_is_of_the_scenarios_as_of() throws Exception {
        assertThat(first(FULL).facts())
                .extracting(Fact::time)
                .containsExactly(Instant.parse("2025-11-10T06:00:00Z"), Instant.parse("2025-11-10T05:00:00Z"));
    }

    @Test
    void a_difference_tells_expected_got_clauses_evidence_and_facts() throws Exception {
        var result = first(FULL.replace("FAIL F1", "PASS")).run(folder.load());

        assertThat(result.differences())
                .singleElement()
                .asString()
                .contains(
                        "A: expected PASS, got FAIL F1",
                        "fired F1 'D:' {free=0}",
                        "fired W1 'D:' {}",
                        "evidence VolumeUsage: enough, 1 found",
                        "VolumeUsage[host=A, volume=D:");
    }

    @Test
    void a_subject_without_a_row_is_a_difference_unless_expected() throws Exception {
        var rulebook = folder.load();

        assertThat(first(FULL.replace("B: PASS", "C: PASS")).run(rulebook).differences())
                .containsExactly("C: expected PASS, got no row");
        assertThat(first(FULL.replace("B: PASS", "C: NONE")).run(rulebook).passed())
                .isTrue();
        assertThat(first(FULL.replace("B: PASS", "B: NONE")).run(rulebook).passed())
                .isFalse();
    }

    @Test
    void a_series_steps_through_time_and_values() throws Exception {
        var scenario = first("""
                - scenario: free space falls
                  as-of: 2025-11-10T07:00:00+01:00
                  given:
                    - series:
                        fact: { VolumeUsage: { host: A, volume: 'D:', size: 1e12 } }
                        every: 24h
                        from: 2025-11-07T07:00:00+01:00
                        to: 2025-11-10T07:00:00+01:00
                        vary: { free: [310e9, -6e9], volume: ['C:', 'D:'] }
                  expect: { A: PASS }
                """);

        assertThat(scenario.facts())
                .hasSize(4)
                .last()
                .isEqualTo(new VolumeUsage(
                        "A",
                        "D:",
                        1_000_000_000_000L,
                        292_000_000_000L,
                        scenario.asOf(),
                        scenario.facts().get(3).origin()));
        assertThat(scenario.facts().get(0).time()).isEqualTo(Instant.parse("2025-11-07T06:00:00Z"));
    }

    @Test
    void moments_in_a_series_move_along() throws Exception {
        var scenario = first("""
                - scenario: nightly runs
                  as-of: 2025-11-10T07:00:00+01:00
                  given:
                    - series:
                        fact: { BackupRun: { host: A, job: J, start: 2025-11-01T22:00:00+01:00, end: 2025-11-02T01:00:00+01:00 } }
                        every: 24h
                        from: 2025-11-01T22:00:00+01:00
                        to: 2025-11-03T22:00:00+01:00
                  expect: { A: NO_EVIDENCE }
                """);

        assertThat(scenario.facts())
                .extracting(Fact::time)
                .containsExactly(
                        Instant.parse("2025-11-02T00:00:00Z"),
                        Instant.parse("2025-11-03T00:00:00Z"),
                        Instant.parse("2025-11-04T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scenario: a | scenari: a | 1 | There is no key 'scenari' here. There are: scenario, as-of, zone, given, expect. | scenario",
                "+01:00 given | given | 2 | '2025-11-10T07:00:00' is no moment. |",
                "VolumeUsage: { host: A | VolumUsage: { host: A | 4 | there is no fact type 'VolumUsage'. |",
                "volume: 'D:', size: 1e12 | volum: 'D:', size: 1e12 | 4 | VolumeUsage has no component 'volum'. |",
                "A: FAIL F1 | A: FAIL F1 STAL | 6 | 'STAL' is no outcome, clause or reason. | STALE",
                "A: FAIL F1 | A: FAILS | 6 | 'FAILS' is no outcome, clause or reason. | FAIL",
            })
    void what_is_wrong_in_a_scenario_is_told_with_its_line(
            String from, String to, int line, String text, String maybe) {
        var broken =
                from.startsWith("+01:00") ? FULL.replaceFirst("07:00:00\\+01:00", "07:00:00") : FULL.replace(from, to);
        folder.with("operation/OPS-03-disk.test.yaml", broken);

        var problems = catchThrowableOfType(RulesBroken.class, () -> Scenarios.read(folder.rules(), FactJson::read))
                .problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("rules/operation/OPS-03-disk.test.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.text()).startsWith(text);
            if (maybe != null) assertThat(problem.maybe()).isEqualTo(maybe);
        });
    }

    private Scenario first(String text) throws Exception {
        folder.with("operation/OPS-03-disk.test.yaml", text);
        return Scenarios.read(folder.rules(), FactJson::read).get(0);
    }
}
