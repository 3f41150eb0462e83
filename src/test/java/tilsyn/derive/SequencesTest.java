package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.event;
import static tilsyn.derive.Given.range;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.RecordSequence;

class SequencesTest {
    @Test
    void overlapping_exports_make_one_unbroken_sequence() {
        var sequence = only(
                range("DC01", "Security", 1000, 1999, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"),
                range("DC01", "Security", 1500, 2499, "2025-11-01T12:00:00Z", "2025-11-02T12:00:00Z"),
                range("DC01", "Security", 1000, 1999, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"));

        assertThat(sequence.gaps()).isEmpty();
        assertThat(sequence.restarted()).isFalse();
        assertThat(List.of(sequence.first(), sequence.last())).containsExactly(1000L, 2499L);
    }

    @Test
    void neighbours_touch_and_one_missing_record_is_a_gap() {
        var touching = only(
                range("DC01", "Security", 1, 10, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"),
                range("DC01", "Security", 11, 20, "2025-11-02T00:00:01Z", "2025-11-03T00:00:00Z"));
        var gap = only(
                range("DC01", "Security", 1, 10, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"),
                range("DC01", "Security", 12, 20, "2025-11-02T00:00:01Z", "2025-11-03T00:00:00Z"));

        assertThat(touching.largestGap()).isZero();
        assertThat(gap.largestGap()).isEqualTo(1);
    }

    @Test
    void numbering_that_begins_again_without_a_clearing_is_seen() {
        assertThat(only(before(), after()).restarted()).isTrue();
    }

    @Test
    void a_clearing_explains_new_numbering() {
        assertThat(only(before(), after(), event("DC01", "Security", "2025-11-02T00:10:00Z", "log.cleared"))
                        .restarted())
                .isFalse();
        assertThat(only(before(), after(), event("DC01", "System", "2025-11-02T00:10:00Z", "log.cleared"))
                        .restarted())
                .isTrue();
    }

    @Test
    void syslog_numbers_anew_at_every_start() {
        assertThat(only(
                                range("APP01", "syslog", 500, 900, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z"),
                                range("APP01", "syslog", 1, 40, "2025-11-02T00:09:00Z", "2025-11-03T00:00:00Z"),
                                event("APP01", "syslog", "2025-11-02T00:09:00Z", "boot.started"))
                        .restarted())
                .isFalse();
    }

    @Test
    void what_a_filter_found_shows_no_completeness() {
        var facts = new ArrayList<Fact>();
        for (int at = 0; at < 10; at++)
            facts.add(range(
                    "DC01",
                    "Security",
                    at * 100,
                    at * 100,
                    "2025-11-01T00:0%d:00Z".formatted(at),
                    "2025-11-01T00:0%d:00Z".formatted(at)));

        assertThat(of(facts.toArray(Fact[]::new))).isEmpty();
    }

    private static Fact before() {
        return range("DC01", "Security", 500, 900, "2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z");
    }

    private static Fact after() {
        return range("DC01", "Security", 1, 950, "2025-11-02T00:10:00Z", "2025-11-03T00:00:00Z");
    }

    private static RecordSequence only(Fact... facts) {
        assertThat(of(facts)).hasSize(1);
        return of(facts).get(0);
    }

    private static List<RecordSequence> of(Fact... facts) {
        return Derive.host("DC01", List.of(facts), context(facts)).stream()
                .filter(RecordSequence.class::isInstance)
                .map(RecordSequence.class::cast)
                .toList();
    }
}
