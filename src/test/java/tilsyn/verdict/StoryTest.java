package tilsyn.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;
import tilsyn.fact.RebootPending;
import tilsyn.fact.Register;

class StoryTest {
    private static final Words WORDS = new Words("", "");
    private static final Instant NOON = Instant.parse("2025-11-10T12:00:00Z");

    @Test
    void a_lead_alone_is_no_story() {
        assertThat(told(link(false, null, "HW-03"), verdict("A", "HW-02", Outcome.FAIL, "F1")))
                .isEmpty();
    }

    @Test
    void what_is_found_on_the_same_host_or_about_the_customer_joins() {
        assertThat(told(
                        link(false, null, "HW-03", "RPT-02"),
                        verdict("A", "HW-02", Outcome.FAIL, "F1"),
                        verdict("A", "HW-03", Outcome.WARN, "W1"),
                        verdict("B", "HW-03", Outcome.FAIL, "F1"),
                        verdict(Verdict.CUSTOMER, "RPT-02", Outcome.FAIL, "F1")))
                .containsExactly("A HW-02, A HW-03, customer RPT-02");
    }

    @Test
    void what_is_found_on_another_host_joins_where_the_link_says_so() {
        assertThat(told(
                        link(true, null, "HW-03"),
                        verdict("A", "HW-02", Outcome.FAIL, "F1"),
                        verdict("B", "HW-03", Outcome.FAIL, "F1")))
                .containsExactly("A HW-02, B HW-03");
    }

    @Test
    void what_is_in_order_or_unknown_joins_nothing_and_leads_nothing() {
        var link = link(false, null, "HW-03");

        assertThat(told(
                        link,
                        verdict("A", "HW-02", Outcome.FAIL, "F1"),
                        verdict("A", "HW-03", Outcome.PASS, ""),
                        verdict("A", "HW-03", Outcome.NO_EVIDENCE, "N1")))
                .isEmpty();
        assertThat(told(link, verdict("A", "HW-02", Outcome.PASS, ""), verdict("A", "HW-03", Outcome.FAIL, "F1")))
                .isEmpty();
    }

    @Test
    void a_clause_picks_those_that_it_decided() {
        var link = link(false, null, "HW-03 F1");

        assertThat(told(link, verdict("A", "HW-02", Outcome.FAIL, "F1"), verdict("A", "HW-03", Outcome.WARN, "W1")))
                .isEmpty();
        assertThat(told(link, verdict("A", "HW-02", Outcome.FAIL, "F1"), verdict("A", "HW-03", Outcome.FAIL, "F1")))
                .containsExactly("A HW-02, A HW-03");
    }

    @Test
    void time_joins_to_the_second_and_orders() {
        var link = link(false, Duration.ofHours(2), "HW-03", "HW-04");
        var lead = verdict("A", "HW-02", Outcome.FAIL, "F1", at(0));

        assertThat(told(link, lead, verdict("A", "HW-03", Outcome.FAIL, "F1", at(7200))))
                .containsExactly("A HW-02, A HW-03");
        assertThat(told(link, lead, verdict("A", "HW-03", Outcome.FAIL, "F1", at(-7200))))
                .containsExactly("A HW-03, A HW-02");
        assertThat(told(link, lead, verdict("A", "HW-03", Outcome.FAIL, "F1", at(7201))))
                .isEmpty();
        assertThat(told(link, lead, verdict("A", "HW-03", Outcome.FAIL, "F1", at(-7201))))
                .isEmpty();
    }

    @Test
    void when_something_was_written_down_is_no_event() {
        var register = new Register("inventory", NOON, 1, "", origin());

        assertThat(told(
                        link(false, Duration.ofHours(2), "HW-03"),
                        verdict("A", "HW-02", Outcome.FAIL, "F1", at(0)),
                        verdict("A", "HW-03", Outcome.FAIL, "F1", register)))
                .isEmpty();
    }

    @Test
    void the_first_of_what_lies_near_enough_tells_when() {
        var stories = Story.of(
                List.of(link(false, Duration.ofHours(2), "HW-03")),
                List.of(
                        verdict("A", "HW-02", Outcome.FAIL, "F1", at(0)),
                        verdict("A", "HW-03", Outcome.FAIL, "F1", at(-9000), at(-600), at(600))));

        assertThat(stories)
                .singleElement()
                .satisfies(story -> assertThat(story.parts().get(0).when()).isEqualTo(NOON.minusSeconds(600)));
    }

    private static List<String> told(Link link, Verdict... verdicts) {
        return Story.of(List.of(link), List.of(verdicts)).stream()
                .map(story -> String.join(
                        ", ",
                        story.parts().stream()
                                .map(part -> part.verdict().subject() + " "
                                        + part.verdict().item().id())
                                .toList()))
                .toList();
    }

    private static Link link(boolean everywhere, @Nullable Duration within, String... with) {
        return new Link(
                "disk",
                new Link.Pick("HW-02", ""),
                List.of(with).stream()
                        .map(pick -> pick.split(" "))
                        .map(parts -> new Link.Pick(parts[0], parts.length == 1 ? "" : parts[1]))
                        .toList(),
                everywhere,
                within,
                WORDS,
                WORDS,
                WORDS,
                Effort.M);
    }

    private static Fact at(long seconds) {
        return new RebootPending("A", NOON.plusSeconds(seconds), true, null, List.of(), origin());
    }

    private static Origin origin() {
        return new Origin("f", 1, 0, "", "", "", "", NOON);
    }

    private static Verdict verdict(String subject, String id, Outcome outcome, String clause, Fact... cited) {
        var facts = cited.length == 0 ? List.of(at(0)) : List.of(cited);
        var item = new Item(
                id,
                "v",
                WORDS,
                WORDS,
                Severity.HIGH,
                true,
                List.of(),
                List.of(),
                List.of(),
                new Ticketing(Effort.M, WORDS, List.of()),
                Map.of());
        var line = new EvidenceLine("Register", WORDS, any -> true, null, null, false, true);
        boolean found = outcome == Outcome.FAIL || outcome == Outcome.WARN;
        return new Verdict(
                subject,
                item,
                outcome,
                clause,
                outcome == Outcome.NO_EVIDENCE ? Reason.MISSING : null,
                outcome,
                found ? List.of(new Finding(id, clause, "", Map.of(), null, facts)) : List.of(),
                List.of(),
                List.of(),
                List.of(new EvidenceFound(line, null, facts, 1)),
                facts,
                false,
                Disposition.OPEN);
    }
}
