package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.trace.Trace;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Verdict;

class ExplanationTest {
    @Test
    void a_failure_leads_to_the_rule_and_the_line_with_its_time_as_read_and_as_understood() {
        assertThat(explained(
                        Sample.fail("FJ-APP01", Sample.BACKUP, "/srv", Map.of("age", "30", "since", "2025-11-09")),
                        "en"))
                .containsSubsequence(
                        "FJ-APP01  BCK-01  All data has a good and recent restore point",
                        "X FAIL  F1  Not in order",
                        "F1  no good backup for 30 hours, the last on 2025-11-09",
                        "about /srv",
                        "rule rules/BCK-01.drl:14",
                        "RebootPending  logs/FJ-APP01.log:42",
                        "FJ-APP01 /srv is bad",
                        "«10.11.2025 07:00:00» → 2025-11-10T06:00:00Z = 2025-11-10 07:00 Europe/Oslo  (zone Europe/Oslo from customer.yaml)",
                        "sha256 " + Sample.SHA256);
    }

    @Test
    void a_pass_shows_its_evidence() {
        assertThat(explained(Sample.pass("FJ-APP01", Sample.RAID), "nb"))
                .containsSubsequence(
                        "OK PASS  I orden", "OK  BackupRun  Jobblogger", "påkrevd; fant 1", "FJ-APP01 is fine");
    }

    @Test
    void no_evidence_says_what_is_lacking_and_why() {
        assertThat(explained(Sample.unknown("FJ-APP01", Sample.RAID, Reason.STALE), "nb"))
                .containsSubsequence(
                        "? NO_EVIDENCE  Mangler grunnlag: for gammelt (STALE)", "? ", "for gammelt (STALE)");
    }

    @Test
    void not_applicable_shows_the_line_that_declares_it() {
        assertThat(explained(Sample.notApplicable("FJ-APP01", Sample.PROTECTION), "en"))
                .containsSubsequence(
                        "NOT_APPLICABLE", "Because of", "inventory/hosts.yaml:31", "av_policy: not_required");
    }

    @Test
    void what_strangers_wrote_can_not_steer_the_terminal() {
        var text = explained(
                Sample.fail("A\u001B[2J", Sample.BACKUP, "\u202Ex\r", Map.of("age", "\u0007", "since", "\n")), "nb");

        assertThat(text.codePoints().filter(code -> code < 0x20 && code != '\n' || code == 0x202E))
                .isEmpty();
    }

    private static String explained(Verdict verdict, String language) {
        var line = Trace.lines(Sample.empty().add(verdict).assessment()).get(1);
        return Explanation.of(read(line), Sample.OSLO, language, Ink.PLAIN);
    }

    private static JsonNode read(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
