package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.AbsenceDeclaration;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.Origin;
import tilsyn.fact.ProtectedScope;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SensorReading.Status;
import tilsyn.fact.VolumeUsage;
import tilsyn.verdict.Assessment;

class AssessorTest {
    private static final Instant AS_OF = RulebookTest.AS_OF;
    private static final Origin ORIGIN = RulebookTest.ORIGIN;

    @TempDir
    Path temporary;

    @Test
    void an_item_for_other_roles_gives_no_row() throws Exception {
        assertThat(rows(host("A", "workstation"), volume("A", 5))).containsExactly("customer AGR-01 PASS");
    }

    @Test
    void a_declared_host_is_judged_even_when_nothing_is_known_of_it() throws Exception {
        assertThat(rows(host("A", "server"))).containsExactly("A OPS-03 NO_EVIDENCE", "customer AGR-01 PASS");
    }

    @Test
    void without_an_inventory_hosts_are_assumed_and_every_item_applies() throws Exception {
        var assessment = assess(Folder.in(temporary).load(), volume("A", 500));

        assertThat(rows(assessment)).containsExactly("A OPS-03 PASS", "customer AGR-01 NO_EVIDENCE");
        assertThat(assessment.verdicts().get(0).assumed()).isTrue();
    }

    @Test
    void with_an_inventory_a_host_that_it_lacks_gets_no_row() throws Exception {
        assertThat(rows(host("A", "server"), volume("A", 500), volume("B", 5)))
                .containsExactly("A OPS-03 PASS", "customer AGR-01 PASS");
    }

    @Test
    void a_decommissioned_host_gets_no_row() throws Exception {
        assertThat(rows(host("A", "server"), volume("A", 500), decommissioned("B"), volume("B", 5)))
                .containsExactly("A OPS-03 PASS", "customer AGR-01 PASS");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-10T06:00:00Z, 2025-11-10T06:00:01Z, Marit, NOT_APPLICABLE",
        "2025-11-01T00:00:00Z, 2025-11-10T06:00:00Z, Marit, FAIL",
        "2025-11-10T06:00:01Z, 2025-11-11T00:00:00Z, Marit, FAIL",
        "2025-11-10T06:00:00Z, 2025-11-10T06:00:01Z, '', FAIL",
    })
    void an_approved_absence_makes_items_not_applicable_until_it_ends(
            Instant from, Instant until, String approver, String outcome) throws Exception {
        var absence = new AbsenceDeclaration("A", from, until, "leave", approver, ORIGIN);

        var assessment = assess(Folder.in(temporary).load(), host("A", "server"), volume("A", 5), absence);

        assertThat(rows(assessment).get(0)).isEqualTo("A OPS-03 " + outcome);
        if (outcome.equals("NOT_APPLICABLE"))
            assertThat(assessment.verdicts().get(0).cited()).containsExactly(absence);
    }

    @ParameterizedTest
    @CsvSource({
        "'', not_required, PASS",
        "'not_applicable: { av_policy: not_required }', not_required, NOT_APPLICABLE",
        "'not_applicable: { av_policy: not_required }', required, PASS",
    })
    void only_what_the_inventory_declares_makes_an_item_not_apply(String line, String policy, String outcome)
            throws Exception {
        var rulebook = Folder.in(temporary)
                .card("severity: high", "severity: high\n" + line)
                .load();

        var assessment = assess(rulebook, host("A", List.of("server"), "active", policy, null), volume("A", 500));

        assertThat(rows(assessment).get(0)).isEqualTo("A OPS-03 " + outcome);
    }

    @Test
    void an_item_that_needs_hardware_does_not_apply_where_the_inventory_says_there_is_none() throws Exception {
        var rulebook = needing("raid").load();
        var none = new Host.Hardware(null, null, null, null, null, "", List.of());
        var some = new Host.Hardware(null, null, null, null, null, "", List.of(new Host.Array("md0", "raid1", 2)));

        assertThat(rows(assess(rulebook, host("A", List.of("server"), "active", "", none), volume("A", 500)))
                        .get(0))
                .isEqualTo("A OPS-03 NOT_APPLICABLE");
        assertThat(rows(assess(rulebook, host("A", List.of("server"), "active", "", some), volume("A", 500)))
                        .get(0))
                .isEqualTo("A OPS-03 PASS");
        assertThat(rows(assess(rulebook, host("A", "server"), volume("A", 500))).get(0))
                .as("what nobody declared is not declared to be none")
                .isEqualTo("A OPS-03 PASS");
    }

    @Test
    void an_item_that_needs_scopes_does_not_apply_where_all_are_deliberately_left_out() throws Exception {
        var rulebook = needing("scopes").load();

        assertThat(rows(assess(rulebook, host("A", "server"), volume("A", 500), scope("none")))
                        .get(0))
                .isEqualTo("A OPS-03 NOT_APPLICABLE");
        assertThat(rows(assess(rulebook, host("A", "server"), volume("A", 500), scope("none"), scope("normal")))
                        .get(0))
                .isEqualTo("A OPS-03 PASS");
        assertThat(rows(assess(rulebook, host("A", "server"), volume("A", 500))).get(0))
                .isEqualTo("A OPS-03 PASS");
    }

    @ParameterizedTest
    @CsvSource({"600, FAIL", "601, NO_EVIDENCE"})
    void readings_from_more_than_ten_minutes_after_as_of_are_set_aside(int seconds, String outcome) throws Exception {
        var late = new VolumeUsage("A", "D:", 100, 1, AS_OF.plusSeconds(seconds), ORIGIN);

        assertThat(rows(host("A", "server"), late).get(0)).isEqualTo("A OPS-03 " + outcome);
    }

    @Test
    void an_inventory_edited_after_as_of_still_declares() throws Exception {
        var later = with(host("A", "server"), AS_OF.plus(Duration.ofDays(30)));

        assertThat(rows(later, volume("A", 500)).get(0)).isEqualTo("A OPS-03 PASS");
    }

    @Test
    void evidence_can_be_required_of_one_role_only() throws Exception {
        var rulebook = Folder.in(temporary)
                .card(
                        "parameters:",
                        "  - { fact: GuestList, from: { en: guests, nb: gjester }, required: true, when: { role: hypervisor } }\n"
                                + "parameters:")
                .load();

        assertThat(rows(assess(rulebook, host("A", "server"), volume("A", 500))).get(0))
                .isEqualTo("A OPS-03 PASS");
        assertThat(rows(assess(rulebook, host("A", "server", "hypervisor"), volume("A", 500)))
                        .get(0))
                .isEqualTo("A OPS-03 NO_EVIDENCE");
    }

    @Test
    void too_many_readings_are_cut_and_can_not_show_that_all_is_well() throws Exception {
        var facts = new ArrayList<Fact>(List.of(host("A", "server"), host("B", "server"), volume("B", 500)));
        for (int i = 0; i <= Fewer.MOST; i++)
            facts.add(new VolumeUsage("A", "D:", 1_000_000_000_000L, 500_000_000_000L, AS_OF.minusSeconds(i), ORIGIN));

        var assessment = RulebookTest.assess(Folder.in(temporary).load(), facts);

        assertThat(rows(assessment)).containsExactly("A OPS-03 NO_EVIDENCE", "B OPS-03 PASS", "customer AGR-01 PASS");
        assertThat(assessment.rejectedRules())
                .singleElement()
                .asString()
                .startsWith("facts on A: of VolumeUsage only the newest are judged, from 2025-11-10T0");
    }

    @Test
    void of_what_was_cut_the_newest_still_fail() throws Exception {
        var facts = new ArrayList<Fact>(List.of(host("A", "server"), volume("A", 5)));
        for (int i = 0; i <= Fewer.MOST; i++)
            facts.add(new VolumeUsage(
                    "A", "D:", 1_000_000_000_000L, 500_000_000_000L, AS_OF.minusSeconds(9000 + i), ORIGIN));

        assertThat(rows(RulebookTest.assess(Folder.in(temporary).load(), facts)).get(0))
                .isEqualTo("A OPS-03 FAIL");
    }

    @Test
    void readings_that_no_clause_asks_for_are_no_burden() throws Exception {
        var facts = new ArrayList<Fact>(List.of(host("A", "server"), volume("A", 500)));
        for (int i = 0; i <= Fewer.MOST; i++)
            facts.add(new SensorReading("A", "CPU", "CPU", 40.0, "C", Status.OK, "", AS_OF.minusSeconds(i), ORIGIN));

        var assessment = RulebookTest.assess(Folder.in(temporary).load(), facts);

        assertThat(rows(assessment)).contains("A OPS-03 PASS");
        assertThat(assessment.rejectedRules()).isEmpty();
    }

    private Folder needing(String what) {
        return Folder.in(temporary).card("roles: [server]", "roles: [server], needs: [" + what + "]");
    }

    private List<String> rows(Fact... facts) throws Exception {
        return rows(assess(Folder.in(temporary).load(), facts));
    }

    private static Assessment assess(Rulebook rulebook, Fact... facts) throws RulesBroken {
        return RulebookTest.assess(rulebook, List.of(facts));
    }

    private static List<String> rows(Assessment assessment) {
        return assessment.verdicts().stream()
                .map(verdict -> verdict.subject() + " " + verdict.item().id() + " " + verdict.outcome())
                .toList();
    }

    private static VolumeUsage volume(String host, long freeGb) {
        return RulebookTest.volume(host, freeGb);
    }

    private static ProtectedScope scope(String importance) {
        return new ProtectedScope(
                "A", importance, "path", List.of(), importance, null, "", "", "no data", null, null, AS_OF, ORIGIN);
    }

    static Host host(String name, String... roles) {
        return host(name, List.of(roles), "active", "", null);
    }

    private static Host decommissioned(String name) {
        return host(name, List.of("server"), "decommissioned", "", null);
    }

    static Host host(String name, List<String> roles, String state, String avPolicy, Host.Hardware hardware) {
        return new Host(
                name, List.of(), roles, "", state, null, true, "", "", "", "", "", avPolicy, hardware, null, false,
                AS_OF, ORIGIN);
    }

    private static Host with(Host host, Instant time) {
        return new Host(
                host.host(),
                List.of(),
                host.roles(),
                "",
                "active",
                null,
                true,
                "",
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                false,
                time,
                ORIGIN);
    }
}
