package tilsyn.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.Origin;
import tilsyn.fact.Register;

class ScoreTest {
    private static final Words WORDS = new Words("", "");

    @Test
    void an_item_counts_the_mean_of_its_hosts_by_its_severity_and_its_area() {
        var score = Score.of(List.of(
                verdict("A", "BCK-01", Severity.CRITICAL, Outcome.PASS),
                verdict("B", "BCK-01", Severity.CRITICAL, Outcome.WARN),
                verdict("A", "BCK-03", Severity.HIGH, Outcome.FAIL),
                verdict("A", "USR-01", Severity.MEDIUM, Outcome.PASS)));

        assertThat(score.areas().get(Area.BCK)).isEqualTo(100 * (10 * 0.75) / 16);
        assertThat(score.total()).isEqualTo((25 * 46.875 + 5 * 100) / 30);
        assertThat(score.coverage()).isEqualTo(100);
    }

    @Test
    void not_applicable_counts_nowhere_and_unknown_counts_as_nothing() {
        var score = Score.of(List.of(
                verdict("A", "BCK-01", Severity.HIGH, Outcome.NOT_APPLICABLE),
                verdict("A", "BCK-03", Severity.HIGH, Outcome.NO_EVIDENCE),
                verdict("B", "BCK-03", Severity.HIGH, Outcome.PASS)));

        assertThat(score.total()).isEqualTo(50);
        assertThat(score.coverage()).isEqualTo(50);
        assertThat(score.grade()).isEmpty();
    }

    @ParameterizedTest(name = "{0} passes of 10 give {1}")
    @CsvSource({"10,A", "9,A", "8,B", "7,C", "6,D", "5,D", "4,E"})
    void grades_start_at_their_limit(int passes, String grade) {
        assertThat(Score.of(hosts(passes, 10 - passes, 0, Severity.HIGH)).grade())
                .isEqualTo(grade);
    }

    @Test
    void a_critical_failure_caps_at_d_and_a_critical_unknown_at_c() {
        assertThat(Score.of(hosts(19, 1, 0, Severity.CRITICAL)).grade()).isEqualTo("D");
        assertThat(Score.of(hosts(19, 0, 1, Severity.CRITICAL)).grade()).isEqualTo("C");
        assertThat(Score.of(hosts(4, 6, 0, Severity.CRITICAL)).grade()).isEqualTo("E");
    }

    @Test
    void coverage_below_ninety_caps_at_c_and_below_sixty_gives_no_grade() {
        assertThat(Score.of(hosts(9, 0, 1, Severity.HIGH)).grade()).isEqualTo("A");
        assertThat(Score.of(hosts(89, 0, 11, Severity.HIGH)).grade()).isEqualTo("C");
        assertThat(Score.of(hosts(6, 0, 4, Severity.HIGH)).grade()).isEqualTo("D");
        assertThat(Score.of(hosts(59, 0, 41, Severity.HIGH)).grade()).isEmpty();
    }

    @Test
    void nothing_scores_nothing() {
        assertThat(Score.of(List.of()).total()).isZero();
        assertThat(Score.of(List.of()).grade()).isEmpty();
    }

    private static List<Verdict> hosts(int passes, int fails, int unknown, Severity severity) {
        var verdicts = new ArrayList<Verdict>();
        for (int host = 0; host < passes + fails + unknown; host++)
            verdicts.add(verdict(
                    "H" + host,
                    "BCK-01",
                    severity,
                    host < passes ? Outcome.PASS : host < passes + fails ? Outcome.FAIL : Outcome.NO_EVIDENCE));
        return verdicts;
    }

    private static Verdict verdict(String subject, String id, Severity severity, Outcome outcome) {
        var item = new Item(
                id,
                "v",
                WORDS,
                WORDS,
                severity,
                true,
                List.of(),
                List.of(),
                List.of(),
                new Ticketing(Effort.M, WORDS, List.of()),
                Map.of());
        var fact =
                new Register("inventory", Instant.EPOCH, 1, "", new Origin("f", 1, 0, "", "", "", "", Instant.EPOCH));
        var line = new EvidenceLine("Register", WORDS, any -> true, null, null, false, true);
        return new Verdict(
                subject,
                item,
                outcome,
                "",
                outcome == Outcome.NO_EVIDENCE ? Reason.MISSING : null,
                outcome,
                List.of(),
                List.of(),
                List.of(),
                List.of(new EvidenceFound(line, null, List.of(fact), 1)),
                List.of(fact),
                false,
                Disposition.OPEN);
    }
}
