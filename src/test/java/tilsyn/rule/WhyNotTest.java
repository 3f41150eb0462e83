package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Facts;
import tilsyn.verdict.Unmet;

/** On the checklist's own clauses and scenarios: what it says must be what the engine did. */
class WhyNotTest {
    private static final Path RULES = Path.of("rules");

    private static Rulebook rulebook;
    private static List<Scenario> scenarios;

    @TempDir
    Path temporary;

    @BeforeAll
    static void load() throws Exception {
        rulebook = Rulebook.load(RULES, Path.of("target/rules-cache"));
        scenarios = Scenarios.read(RULES, FactJson::read);
    }

    /** A dozen clauses of real items: numbers, spans, moments, words, truths, joins, from, not and exists. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "AGR-01 | an inventory that is current, complete and reviewed | customer | F1 unknown for longer than the grace period | NOTHING_THERE UnknownHost",
                "AGR-01 | an inventory that is current, complete and reviewed | customer | F2 an active host has no expected sources | IN_THE_WAY not ExpectedSource( host == $name )",
                "AGR-01 | an inventory that is current, complete and reviewed | customer | F3 the agreement has not been reviewed within cadence and grace | NOT_MET Attestation( time < $now.minus( $cadence ).minus( $grace ) ): 2025-02-11 of 2024-10-11 08:00, 122 d away",
                "AGR-01 | an inventory that is current, complete and reviewed | customer | N1 a hypervisor exists but no guest list within 8 days | IN_THE_WAY not GuestList( host == $name, time >= $now.minus( Duration.ofDays( 8 ) ) )",
                "AGR-01 | an inventory that is current, complete and reviewed | customer | W2 decommissioned but still there | NOT_MET Host( state == \"decommissioned\" ): active of decommissioned",
                "AV-02 | CASE-14 off since 30 October | FJ-PC01 | F3 tamper protection is off on a server | NOT_MET Subject( roles contains \"server\" )",
                "AV-03 | CASE-14 T11 definitions of the day | FJ-PC01 | F1 definitions are old | NOT_MET AvHealth( definitionDays > $limit ): 0 of 7, 7 away",
                "AV-03 | CASE-14 T11 definitions of the day | FJ-PC01 | F2 definitions went back and stayed | NOT_MET AvHealth( revertedFor > Duration.ofHours( 24 ) ): 0 min of 24 h, 24 h away",
                "AV-05 | CASE-15 each find was removed | FJ-DC01 | F2 severe, and nobody looked in time | NOT_MET ThreatFound( unseen > $limit ): 15 min of 24 h, 23 h away",
                "AV-05 | CASE-15 each find was removed | FJ-DC01 | F3 put back from quarantine without approval | NOT_MET ThreatFound( state == ThreatFound.State.RESTORED ): RESOLVED of RESTORED",
                "AV-05 | CASE-15 each find was removed | FJ-DC01 | N1 the log that tells of detections is not alive | NOT_MET KeyLog( alive == false ): true of false",
                "AV-07 | both classes exactly 14 days ago | customer | F1 a class of hosts not read within cadence and grace | NOT_MET AvReview( age > $cadence.plus( $grace ) ): 14 d of 19 d, 5 d away",
                "AV-07 | both classes exactly 14 days ago | customer | W1 no trends are stated, though something spread | NOTHING_THERE ThreatSpread",
                "BCK-01 | CASE-01 success of zero bytes | FJ-DC01 | W2 runs fail again and again | NOT_MET ScopeBackup( failedRuns >= $limit ): 0 of 3, 3 away"
            })
    void the_first_condition_that_nothing_met_is_told_with_what_came_nearest(
            String item, String scenario, String subject, String rule, String told) throws Exception {
        var unmet = whyNot(item, scenario, subject).stream()
                .filter(one -> (one.clause() + " " + one.rule()).equals(rule))
                .toList();

        assertThat(unmet).extracting(WhyNotTest::told).containsExactly(told);
    }

    @Test
    void a_clause_that_fired_is_not_among_them() throws Exception {
        var folder = Folder.in(temporary);
        var facts = Facts.of(List.of(RulebookTest.volume("A", 120), RulebookTest.volume("B", 5)));

        assertThat(whyNot(folder, facts, "A"))
                .extracting(WhyNotTest::told)
                .containsExactly("NOT_MET VolumeUsage( freeGb < $limit ): 120 of 100, 20 away");
        assertThat(whyNot(folder, facts, "B")).isEmpty();
    }

    @Test
    void of_several_facts_the_nearest_is_named() throws Exception {
        var facts = Facts.of(
                List.of(RulebookTest.volume("A", 900), RulebookTest.volume("A", 180), RulebookTest.volume("A", 500)));

        var unmet = whyNot(Folder.in(temporary), facts, "A").get(0);

        assertThat(told(unmet)).isEqualTo("NOT_MET VolumeUsage( freeGb < $limit ): 180 of 100, 80 away");
        assertThat(unmet.left()).isEqualTo(3);
        assertThat(unmet.facts()).containsExactly(RulebookTest.volume("A", 180));
        assertThat(unmet.place()).isEqualTo("rules/operation/OPS-03-disk.drl:1");
    }

    @Test
    void where_there_is_nothing_of_a_kind_that_is_said() throws Exception {
        var folder = Folder.in(temporary)
                .drl(
                        "$volume : VolumeUsage( freeGb < $limit )",
                        "Boot()\n    $volume : VolumeUsage( freeGb < $limit )");

        assertThat(whyNot(folder, Facts.of(List.of(RulebookTest.volume("A", 1))), "A"))
                .extracting(WhyNotTest::told)
                .contains("NOTHING_THERE Boot");
    }

    static Stream<String> items() throws Exception {
        return Rulebook.load(RULES, Path.of("target/rules-cache")).items().stream()
                .map(item -> item.id());
    }

    /** What the prober makes of its clauses must be what the engine makes of them: fired there or explained here. */
    @ParameterizedTest
    @MethodSource("items")
    void every_clause_of_every_item_either_fires_or_is_explained(String item) throws Exception {
        var scenario = scenarios.stream()
                .filter(one -> one.item().equals(item) && !one.expect().containsValue(Scenario.NO_ROW))
                .findFirst()
                .orElseThrow();
        var subject = scenario.expect().keySet().iterator().next();
        var assessment = rulebook.assess(
                Facts.of(scenario.facts()),
                new Accounting(List.of(), List.of()),
                customer(scenario),
                scenario.asOf(),
                scenario.asOf());
        var verdict = assessment.verdicts().stream()
                .filter(one -> one.subject().equals(subject) && one.item().id().equals(item))
                .findFirst()
                .orElseThrow();
        var fired = Stream.concat(verdict.matched().stream(), verdict.suppressed().stream())
                .map(finding -> finding.clause())
                .toList();

        var explained = whyNot(item, scenario.name(), subject).stream()
                .map(Unmet::clause)
                .toList();

        for (var clause : verdict.item().clauses()) {
            boolean ruled = !clause.place().isEmpty();
            assertThat(explained.contains(clause.id()))
                    .as("%s %s on %s in '%s'", item, clause.id(), subject, scenario.name())
                    .isEqualTo(ruled && !fired.contains(clause.id()));
        }
    }

    private static List<Unmet> whyNot(Folder folder, Facts facts, String subject) throws Exception {
        var customer = new Customer(
                "T", "T", java.time.ZoneId.of("Europe/Oslo"), "", null, false, RulebookTest.AS_OF, RulebookTest.ORIGIN);
        return folder
                .load()
                .whyNot(
                        folder.rules(),
                        facts,
                        new Accounting(List.of(), List.of()),
                        customer,
                        RulebookTest.AS_OF,
                        subject,
                        "OPS-03")
                .stream()
                .filter(one -> one.clause().equals("F1"))
                .toList();
    }

    private static List<Unmet> whyNot(String item, String name, String subject) throws Exception {
        var scenario = scenarios.stream()
                .filter(one -> one.item().equals(item) && one.name().startsWith(name))
                .findFirst()
                .orElseThrow();
        return rulebook.whyNot(
                RULES,
                Facts.of(scenario.facts()),
                new Accounting(List.of(), List.of()),
                customer(scenario),
                scenario.asOf(),
                subject,
                item);
    }

    private static Customer customer(Scenario scenario) {
        return new Customer("T", "T", scenario.zone(), "", null, false, scenario.asOf(), RulebookTest.ORIGIN);
    }

    private static String told(Unmet unmet) {
        return unmet.kind() + " " + unmet.condition()
                + (unmet.asked().isEmpty() ? "" : ": " + unmet.seen() + " of " + unmet.asked())
                + (unmet.distance().isEmpty() ? "" : ", " + unmet.distance() + " away");
    }
}
