package tilsyn.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Attestation;
import tilsyn.fact.AvStatus;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.Origin;
import tilsyn.fact.Register;
import tilsyn.fact.SourceHeartbeat;
import tilsyn.fact.VolumeUsage;
import tilsyn.fact.Waiver;

class JudgeTest {
    private static final Instant NOW = Instant.parse("2025-11-10T06:00:00Z");
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Judge JUDGE = new Judge(NOW, OSLO);
    private static final String HOST = "FJ-DC01";
    private static final String AV = "antivirus";

    private static final EvidenceLine STATUS = new EvidenceLine(
            "AvStatus", words("status"), AvStatus.class::isInstance, Duration.ofDays(7), null, true, false);
    private static final EvidenceLine COVERED_STATUS = new EvidenceLine(
            "AvStatus",
            words("status"),
            AvStatus.class::isInstance,
            Duration.ofDays(7),
            Duration.ofDays(35),
            true,
            false);
    private static final EvidenceLine VOLUME = new EvidenceLine(
            "VolumeUsage", words("df"), VolumeUsage.class::isInstance, Duration.ofHours(48), null, true, false);
    private static final EvidenceLine TALK = new EvidenceLine(
            "Attestation(form=user_talk)", words("talk"), Attestation.class::isInstance, null, null, true, false);

    @Test
    void fresh_evidence_from_a_living_source_earns_a_pass_and_is_cited() {
        var status = status(NOW.minus(Duration.ofDays(7)));

        var verdict = judge(item(STATUS), status, alive(AV));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.cited()).containsExactly(status);
    }

    @Test
    void evidence_a_second_too_old_is_stale() {
        var verdict = judge(item(STATUS), status(NOW.minus(Duration.ofDays(7)).minusSeconds(1)), alive(AV));

        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_EVIDENCE);
        assertThat(verdict.reason()).isEqualTo(Reason.STALE);
        assertThat(verdict.clause()).isEqualTo("N1");
    }

    @Test
    void no_evidence_is_never_a_pass() {
        assertThat(judge(item(STATUS), alive(AV)).reason()).isEqualTo(Reason.MISSING);
    }

    @Test
    void a_missing_register_is_not_declared() {
        var scopes = new EvidenceLine("ProtectedScope", words("scopes"), fact -> false, null, null, true, true);

        assertThat(judge(item(scopes)).reason()).isEqualTo(Reason.NOT_DECLARED);
    }

    @Test
    void an_optional_line_may_be_missing() {
        var optional =
                new EvidenceLine("VolumeUsage", words("df"), VolumeUsage.class::isInstance, null, null, false, false);

        assertThat(judge(item(STATUS, optional), status(NOW), alive(AV)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_stream_without_a_heartbeat_proves_nothing() {
        assertThat(judge(item(STATUS), status(NOW)).reason()).isEqualTo(Reason.SOURCE_SILENT);
    }

    @Test
    void a_stream_of_a_dead_source_proves_nothing() {
        var verdict = judge(item(STATUS), status(NOW), heartbeat(AV, Duration.ofHours(25), NOW, 0));

        assertThat(verdict.reason()).isEqualTo(Reason.SOURCE_SILENT);
    }

    @Test
    void a_source_silent_for_exactly_its_limit_is_alive() {
        var verdict = judge(item(STATUS), status(NOW), heartbeat(AV, Duration.ofHours(24), NOW, 0));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_dated_statement_needs_no_living_source() {
        assertThat(judge(item(VOLUME), volume(NOW.minus(Duration.ofHours(48)))).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_hole_in_the_stretch_looked_back_on_could_hide_something() {
        var aDayLate = NOW.minus(Duration.ofDays(35)).plus(Duration.ofHours(24));

        assertThat(judge(item(COVERED_STATUS), status(NOW), heartbeat(AV, Duration.ZERO, aDayLate, 0))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judge(item(COVERED_STATUS), status(NOW), heartbeat(AV, Duration.ZERO, aDayLate.plusSeconds(1), 0))
                        .reason())
                .isEqualTo(Reason.SOURCE_SILENT);
    }

    @Test
    void a_feed_needs_to_cover_only_the_time_since_it_was_set_up() {
        var since = NOW.minus(Duration.ofDays(34));
        var expected = new ExpectedSource(HOST, AV, null, since, null, NOW, origin());

        var verdict = judge(item(COVERED_STATUS), status(NOW), heartbeat(AV, Duration.ZERO, since, 0), expected);

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void one_per_cent_of_unreadable_lines_is_bearable_and_more_is_not() {
        assertThat(judge(item(STATUS), status(NOW), heartbeat(AV, Duration.ZERO, NOW, 1.0))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(judge(item(STATUS), status(NOW), heartbeat(AV, Duration.ZERO, NOW, 1.01))
                        .reason())
                .isEqualTo(Reason.UNPARSEABLE);
    }

    @Test
    void what_is_proven_bad_fails_although_most_lines_are_unreadable() {
        var found = List.of(finding("F2", status(NOW)));

        var verdict = judge(item(STATUS), found, status(NOW), heartbeat(AV, Duration.ZERO, NOW, 50));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fail_beats_no_evidence_beats_warn_and_all_are_kept() {
        var status = status(NOW);
        var all = List.of(finding("W1", status), finding("N1", status), finding("F2", status));

        var verdict = judge(item(STATUS), all, status, alive(AV));

        assertThat(verdict.clause()).isEqualTo("F2");
        assertThat(verdict.matched()).extracting(Finding::clause).containsExactly("F2", "N1", "W1");
        assertThat(judge(item(STATUS), all.subList(0, 2), status, alive(AV)).clause())
                .isEqualTo("N1");
        assertThat(judge(item(STATUS), all.subList(0, 1), status, alive(AV)).outcome())
                .isEqualTo(Outcome.WARN);
    }

    @Test
    void the_first_clause_of_the_winning_level_decides() {
        var status = status(NOW);

        var verdict = judge(item(STATUS), List.of(finding("F2", status), finding("F1", status)), status, alive(AV));

        assertThat(verdict.clause()).isEqualTo("F1");
        assertThat(verdict.deciding()).hasSize(1);
    }

    @Test
    void something_absent_from_a_dead_source_is_silence_and_not_a_failure() {
        var old = status(NOW.minus(Duration.ofDays(1)));

        var verdict = judge(item(STATUS), List.of(finding("F1", old)), old, heartbeat(AV, Duration.ofDays(2), NOW, 0));

        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_EVIDENCE);
        assertThat(verdict.reason()).isEqualTo(Reason.SOURCE_SILENT);
        assertThat(verdict.suppressed()).hasSize(1);
    }

    @Test
    void something_seen_fails_even_if_its_source_died_since() {
        var old = status(NOW.minus(Duration.ofDays(1)));

        var verdict = judge(item(STATUS), List.of(finding("F2", old)), old, heartbeat(AV, Duration.ofDays(2), NOW, 0));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void an_attestation_nobody_gave_is_missing_and_one_without_a_name_is_invalid() {
        assertThat(judge(item(TALK)).reason()).isEqualTo(Reason.ATTESTATION_MISSING);
        assertThat(judge(item(TALK), talk("names no person")).reason()).isEqualTo(Reason.ATTESTATION_INVALID);
        assertThat(judge(item(TALK), talk("")).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_hole_in_the_running_numbers_is_a_gap() {
        var gap = new Register("attestations", NOW, 3, "2025-102 is missing", origin());

        assertThat(judge(item(TALK), talk(""), gap).reason()).isEqualTo(Reason.ATTESTATION_GAP);
    }

    @Test
    void a_waiver_changes_the_disposition_and_nothing_else() {
        var failed = failed(waiver("Marit Fjordvik", LocalDate.of(2025, 11, 10)));

        assertThat(failed.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(failed.disposition().state()).isEqualTo("waived");
    }

    @Test
    void a_waiver_holds_through_its_last_day_in_customer_time_and_no_longer() {
        var justBeforeMidnight = new Judge(Instant.parse("2025-11-10T22:59:59Z"), OSLO);
        var midnight = new Judge(Instant.parse("2025-11-10T23:00:00Z"), OSLO);
        var waiver = waiver("Marit Fjordvik", LocalDate.of(2025, 11, 10));

        assertThat(failed(justBeforeMidnight, waiver).disposition().state()).isEqualTo("waived");
        assertThat(failed(midnight, waiver).disposition()).isEqualTo(Disposition.OPEN);
    }

    @Test
    void nobody_waives_what_he_asked_for_himself() {
        assertThat(failed(waiver("Jonas Bakkelund", LocalDate.of(2025, 12, 1))).disposition())
                .isEqualTo(Disposition.OPEN);
    }

    @Test
    void maintenance_holds_the_ticket_and_leaves_the_verdict() {
        var window = new MaintenanceWindow(
                HOST, NOW.minusSeconds(60), NOW, "maintenance", "UPS", "Marit Fjordvik", "", null, origin());

        var verdict = failed(window);

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.disposition().state()).isEqualTo("maintenance");
    }

    @Test
    void unknown_says_what_the_evidence_at_hand_would_say() {
        var status = status(NOW);

        assertThat(judge(item(STATUS, VOLUME), status, alive(AV)).atHand()).isEqualTo(Outcome.PASS);
        assertThat(judge(item(STATUS, VOLUME), List.of(finding("W1", status)), status, alive(AV))
                        .atHand())
                .isEqualTo(Outcome.WARN);
        assertThat(judge(item(STATUS, VOLUME)).atHand()).isEqualTo(Outcome.NO_EVIDENCE);
    }

    @Test
    void a_pass_without_cited_evidence_cannot_be_built() {
        var found = new EvidenceFound(STATUS, null, List.of(), 0);

        assertThatThrownBy(() -> pass(List.of(found))).hasMessageContaining("PASS without evidence of AvStatus");
        assertThatThrownBy(() -> pass(List.of())).hasMessageContaining("PASS without evidence of AvStatus");
    }

    @Test
    void what_two_rules_of_a_clause_say_alike_is_one_finding_that_rests_on_both() {
        var one = status(NOW);
        var other = status(NOW.minusSeconds(5));
        var said = List.of(finding("F2", one), finding("F2", other), finding("W1", one));

        var verdict = judge(item(STATUS), said, one, other);

        assertThat(verdict.matched()).extracting(Finding::clause).containsExactly("F2", "W1");
        assertThat(verdict.matched().get(0).cited()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void order_of_facts_and_findings_changes_nothing() {
        var facts = new ArrayList<Fact>(List.of(status(NOW), status(NOW.minusSeconds(5)), alive(AV)));
        var findings = new ArrayList<>(List.of(finding("W1", status(NOW)), finding("F2", status(NOW))));
        var one = JUDGE.judge(item(STATUS), HOST, false, facts, findings);
        java.util.Collections.reverse(facts);
        java.util.Collections.reverse(findings);

        assertThat(JUDGE.judge(item(STATUS, VOLUME), HOST, false, facts, findings)
                        .matched())
                .isEqualTo(one.matched());
        assertThat(JUDGE.judge(item(STATUS), HOST, false, facts, findings)
                        .evidence()
                        .get(0)
                        .cited())
                .isEqualTo(one.evidence().get(0).cited());
    }

    private static Verdict judge(Item item, Fact... facts) {
        return judge(item, List.of(), facts);
    }

    private static Verdict judge(Item item, List<Finding> findings, Fact... facts) {
        return JUDGE.judge(item, HOST, false, List.of(facts), findings);
    }

    private static Verdict failed(Fact agreement) {
        return failed(JUDGE, agreement);
    }

    private static Verdict failed(Judge judge, Fact agreement) {
        var status = status(NOW);
        return judge.judge(item(STATUS), HOST, false, List.of(status, agreement), List.of(finding("F2", status)));
    }

    private static Verdict pass(List<EvidenceFound> evidence) {
        return new Verdict(
                HOST,
                item(STATUS),
                Outcome.PASS,
                "",
                null,
                Outcome.PASS,
                List.of(),
                List.of(),
                List.of(),
                evidence,
                List.of(),
                false,
                Disposition.NONE);
    }

    /** F1 and N1 speak of absence, F2 and W1 of something seen. */
    private static Item item(EvidenceLine... evidence) {
        return new Item(
                "AV-01",
                "v1",
                words("title"),
                words("why"),
                Severity.CRITICAL,
                true,
                List.of(clause("F1", true), clause("F2", false), clause("N1", false), clause("W1", false)),
                List.of(evidence),
                List.of(),
                new Ticketing(Effort.M, words("t"), List.of()),
                Map.of());
    }

    private static Clause clause(String id, boolean absence) {
        return new Clause(id, words(id), words(id), absence, "");
    }

    private static Finding finding(String clause, Fact cited) {
        return new Finding(
                "AV-01",
                clause,
                "",
                Map.of(),
                clause.startsWith("N") ? Reason.INSUFFICIENT_HISTORY : null,
                List.of(cited));
    }

    private static AvStatus status(Instant time) {
        return new AvStatus(HOST, time, "Defender", "Normal", true, true, true, "1", time, null, null, null, origin());
    }

    private static VolumeUsage volume(Instant time) {
        return new VolumeUsage(HOST, "D:", 100, 50, time, origin());
    }

    private static Attestation talk(String problem) {
        return new Attestation(
                "2025-101",
                "user_talk",
                "Jonas Bakkelund",
                "",
                NOW,
                "kaffe",
                List.of(),
                null,
                null,
                "",
                List.of(),
                List.of(),
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                Map.of(),
                problem,
                origin());
    }

    private static Waiver waiver(String approver, LocalDate expires) {
        return new Waiver(
                "W-1",
                "AV-01",
                HOST,
                "",
                "reason",
                "",
                "Jonas Bakkelund",
                approver,
                "",
                NOW.minusSeconds(1),
                expires,
                origin());
    }

    private static SourceHeartbeat alive(String source) {
        return heartbeat(source, Duration.ZERO, NOW.minus(Duration.ofDays(100)), 0);
    }

    private static SourceHeartbeat heartbeat(
            String source, Duration silence, @Nullable Instant coveredSince, double rejectedPercent) {
        return new SourceHeartbeat(
                HOST,
                source,
                true,
                NOW.minus(silence),
                silence,
                Duration.ofHours(6),
                Duration.ofHours(24),
                coveredSince,
                1,
                1,
                Duration.ZERO,
                rejectedPercent,
                List.of(),
                origin());
    }

    private static Origin origin() {
        return new Origin("file", 1, 0, "00", "raw", "", "", NOW);
    }

    private static Words words(String text) {
        return new Words(text, text);
    }
}
