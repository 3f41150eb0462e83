package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.VolumeUsage;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;

class FiringTest {
    private static final String SECOND = Folder.CARD
            .replace("id: OPS-03", "id: OPS-98")
            .replace("'{object} has {free} GB left'", "'{object}'")
            .replace("'{object} har {free} GB igjen'", "'{object}'");

    @TempDir
    Path temporary;

    @Test
    void a_rule_that_throws_costs_its_own_item_the_verdict_and_no_other() throws Exception {
        var assessment = assess(second("time.minusSeconds( size - 1000000000000L / ( free - 5000000000L ) ) != null"));

        assertThat(row(assessment, "A OPS-98")).isEqualTo("NO_EVIDENCE RULE_ERROR");
        assertThat(row(assessment, "A OPS-03")).isEqualTo("FAIL F1");
        assertThat(row(assessment, "B OPS-98")).as("does not throw there").isEqualTo("WARN W1");
        assertThat(row(assessment, "B OPS-03")).isEqualTo("PASS");
        assertThat(assessment.rejectedRules()).containsExactly("OPS-98 on A: ArithmeticException: / by zero");
    }

    @Test
    void a_consequence_that_throws_does_the_same() throws Exception {
        var assessment = assess(second("free > 0", "\"x\", 1 / ( $volume.free() - 5000000000L )"));

        assertThat(row(assessment, "A OPS-98")).isEqualTo("NO_EVIDENCE RULE_ERROR");
        assertThat(row(assessment, "A OPS-03")).isEqualTo("FAIL F1");
        assertThat(assessment.rejectedRules()).containsExactly("OPS-98 on A: ArithmeticException: / by zero");
    }

    @Test
    void a_rule_that_says_too_much_is_stopped() throws Exception {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < 200; i++) facts.add(volume("A", i));

        var assessment = assess(second("free > 0 ) VolumeUsage( free > 0"), facts, Firing.LONGEST, 2);

        assertThat(row(assessment, "A OPS-98")).isEqualTo("NO_EVIDENCE RULE_ERROR");
        assertThat(row(assessment, "A OPS-03")).isEqualTo("FAIL F1");
        assertThat(assessment.rejectedRules()).containsExactly("OPS-98 on A: fired more than 20000 times");
    }

    @Test
    void a_rule_that_takes_too_long_is_struck_off_for_all_hosts() throws Exception {
        var facts = new ArrayList<Fact>(List.of(volume("B", 0)));
        for (int i = 0; i < 9000; i++) facts.add(volume("A", i / 9));
        var join = "$x : free ) VolumeUsage( free * $x == 7 - size";

        var assessment = assess(second(join), facts, Duration.ofSeconds(1), 1);

        assertThat(assessment.rejectedRules()).containsExactly("OPS-98 on A: took longer than 1 s");
        assertThat(row(assessment, "A OPS-98")).isEqualTo("NO_EVIDENCE RULE_ERROR");
        assertThat(row(assessment, "B OPS-98")).isEqualTo("NO_EVIDENCE RULE_ERROR");
        assertThat(row(assessment, "A OPS-03")).isEqualTo("FAIL F1");
    }

    @Test
    void a_switched_off_item_is_said_to_be_so() throws Exception {
        var folder = Folder.in(temporary).card("severity: high", "severity: high\nenabled: false");

        var assessment = RulebookTest.assess(folder.load(), List.of(volume("A", 0)));

        assertThat(assessment.verdicts().get(0).reason()).isEqualTo(Reason.RULE_DISABLED);
        assertThat(assessment.verdicts().get(0).outcome()).isEqualTo(Outcome.NO_EVIDENCE);
    }

    @Test
    void order_language_zone_and_threads_change_nothing() throws Exception {
        var rulebook = second("free > 0");
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < 300; i++) facts.add(volume("H" + i % 7, i));
        var expected = told(assess(rulebook, facts, Firing.LONGEST, 1));
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            for (int round = 0; round < 5; round++) {
                Collections.shuffle(facts, new Random(round));
                assertThat(told(assess(rulebook, facts, Firing.LONGEST, 4))).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static String told(Assessment assessment) {
        var told = new StringBuilder();
        for (var verdict : assessment.verdicts())
            told.append(verdict.subject() + verdict.item().id() + verdict.outcome() + verdict.clause()
                    + verdict.matched() + verdict.cited() + "\n");
        return told.toString();
    }

    /** A rulebook with a second item whose W1 has these conditions on a volume. */
    private Rulebook second(String condition) throws Exception {
        return second(condition, "");
    }

    private Rulebook second(String condition, String values) throws Exception {
        return Folder.in(temporary)
                .with("operation/OPS-98-second.yaml", SECOND)
                .with("operation/OPS-98-second.drl", """
                        rule "OPS-98 F1 never"
                        when
                            $volume : VolumeUsage( free < 0 )
                        then
                            say.fail( $volume.volume() );
                        end

                        rule "OPS-98 W1 test"
                        when
                            $volume : VolumeUsage( %s )
                        then
                            say.warn( $volume.volume()%s );
                        end
                        """.formatted(condition, values.isEmpty() ? "" : ", " + values))
                .load();
    }

    private static Assessment assess(Rulebook rulebook) throws RulesBroken {
        return assess(rulebook, List.of(volume("A", 5), volume("B", 500)), Firing.LONGEST, 2);
    }

    private static Assessment assess(Rulebook rulebook, List<? extends Fact> facts, Duration longest, int threads)
            throws RulesBroken {
        var customer = new Customer(
                "T", "T", ZoneId.of("Europe/Oslo"), "", null, false, RulebookTest.AS_OF, RulebookTest.ORIGIN);
        try (var firing = new Firing(threads, longest)) {
            return new Assessor(
                            rulebook,
                            Facts.of(facts),
                            new Accounting(List.of(), List.of()),
                            customer,
                            RulebookTest.AS_OF,
                            firing)
                    .assess(RulebookTest.AS_OF);
        }
    }

    private static VolumeUsage volume(String host, long freeGb) {
        return RulebookTest.volume(host, freeGb);
    }

    private static String row(Assessment assessment, String subjectAndItem) {
        return assessment.verdicts().stream()
                .filter(verdict -> (verdict.subject() + " " + verdict.item().id()).equals(subjectAndItem))
                .map(verdict -> (verdict.outcome() + " " + verdict.clause()
                                + (verdict.reason() == null ? "" : " " + verdict.reason()))
                        .replace("  ", " ")
                        .strip())
                .findFirst()
                .orElse("no row");
    }
}
