package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.absence;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.count;
import static tilsyn.derive.Given.event;
import static tilsyn.derive.Given.expected;
import static tilsyn.derive.Given.host;
import static tilsyn.derive.Given.range;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.SourceHeartbeat;

class HeartbeatsTest {
    @Test
    void silence_of_exactly_the_limit_is_alive_and_a_second_more_is_dead() {
        var edge = only(event("DC01", "System", "2025-11-09T06:00:00Z", ""));
        var beyond = only(event("DC01", "System", "2025-11-09T05:59:59Z", ""));

        assertThat(edge.alive()).isTrue();
        assertThat(edge.silence()).isEqualTo(Duration.ofHours(24));
        assertThat(beyond.alive()).isFalse();
        assertThat(beyond.coveredSince()).isNull();
    }

    @Test
    void a_declared_source_never_heard_is_dead_but_there() {
        var heartbeat = only(expected("DC01", "windows:Security", null));

        assertThat(heartbeat.declared()).isTrue();
        assertThat(heartbeat.time()).isEqualTo(Instant.EPOCH);
        assertThat(heartbeat.alive()).isFalse();
    }

    @Test
    void a_source_set_up_an_hour_ago_has_been_silent_for_an_hour() {
        assertThat(only(expected("DC01", "syslog", at("2025-11-10T05:00:00Z"))).silence())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void an_undeclared_source_is_judged_by_the_default_limits_for_a_server() {
        var heartbeat = only(event("X", "System", "2025-11-09T23:59:00Z", ""));

        assertThat(heartbeat.declared()).isFalse();
        assertThat(heartbeat.warnAfter()).isEqualTo(Duration.ofHours(6));
        assertThat(heartbeat.failAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_declared_silence_replaces_both_limits() {
        var declared = new ExpectedSource(
                "DC01", "disks", Duration.ofDays(8), null, null, at("2025-11-01T00:00:00Z"), Given.ORIGIN);

        var heartbeat = only(declared);

        assertThat(heartbeat.failAfter()).isEqualTo(Duration.ofDays(8));
        assertThat(heartbeat.warnAfter()).isEqualTo(Duration.ofDays(8));
    }

    @Test
    void silence_after_a_declared_absence_counts_from_its_end() {
        var heartbeat = of(
                        "PC06",
                        host("PC06", "workstation"),
                        expected("PC06", "windows:System", null),
                        event("PC06", "System", "2025-10-10T14:00:00Z", ""),
                        absence("PC06", "2025-10-12T22:00:00Z", "2025-11-02T23:00:00Z"))
                .get(0);

        assertThat(heartbeat.silence()).isEqualTo(Duration.ofHours(7 * 24 + 7));
        assertThat(heartbeat.time()).isEqualTo(at("2025-10-10T14:00:00Z"));
    }

    @Test
    void coverage_reaches_back_to_the_first_hole_longer_than_the_limit() {
        var heartbeat = only(
                event("DC01", "System", "2025-11-05T00:00:00Z", ""),
                event("DC01", "System", "2025-11-07T00:00:00Z", ""),
                event("DC01", "System", "2025-11-08T00:00:00Z", ""),
                event("DC01", "System", "2025-11-09T00:00:00Z", ""),
                event("DC01", "System", "2025-11-10T00:00:00Z", ""));

        assertThat(heartbeat.coveredSince()).isEqualTo(at("2025-11-07T00:00:00Z"));
        assertThat(heartbeat.covers(at("2025-11-06T00:00:00Z"))).isTrue();
        assertThat(heartbeat.covers(at("2025-11-05T23:59:59Z"))).isFalse();
    }

    @Test
    void unbroken_record_ids_cover_a_quiet_stretch() {
        var heartbeat = only(range("DC01", "System", 100, 105, "2025-10-06T05:00:00Z", "2025-11-10T05:00:00Z"));

        assertThat(heartbeat.coveredSince()).isEqualTo(at("2025-10-06T05:00:00Z"));
    }

    @Test
    void a_declared_absence_is_no_hole() {
        var heartbeat = of(
                        "PC06",
                        host("PC06", "workstation"),
                        event("PC06", "System", "2025-10-10T14:00:00Z", ""),
                        event("PC06", "System", "2025-11-03T10:00:00Z", ""),
                        absence("PC06", "2025-10-12T22:00:00Z", "2025-11-02T23:00:00Z"))
                .get(0);

        assertThat(heartbeat.coveredSince()).isEqualTo(at("2025-10-10T14:00:00Z"));
    }

    @Test
    void an_absence_nobody_approved_softens_nothing() {
        var unapproved = new tilsyn.fact.AbsenceDeclaration(
                "PC06", at("2025-10-12T22:00:00Z"), at("2025-11-09T23:00:00Z"), "", "", Given.ORIGIN);

        var heartbeat = of(
                        "PC06",
                        host("PC06", "workstation"),
                        event("PC06", "System", "2025-10-10T14:00:00Z", ""),
                        unapproved)
                .get(0);

        assertThat(heartbeat.alive()).isFalse();
    }

    @Test
    void yesterday_is_compared_with_free_days_when_it_was_one() {
        var facts = new ArrayList<Fact>();
        for (int day = 20; day <= 31; day++) facts.add(daily("2025-10-%02dT12:00:00Z".formatted(day), 100));
        for (int day = 1; day <= 8; day++)
            facts.add(daily("2025-11-%02dT12:00:00Z".formatted(day), day < 3 || day == 8 ? 10 : 100));
        facts.add(daily("2025-11-09T12:00:00Z", 9));

        var heartbeat = only(facts.toArray(Fact[]::new));

        assertThat(heartbeat.yesterday()).isEqualTo(9);
        // free days: 25 and 26 October with 100, 1, 2 and 8 November with 10
        assertThat(heartbeat.usual()).isEqualTo(10);
    }

    @Test
    void fewer_than_three_comparable_days_say_nothing_of_what_is_usual() {
        var heartbeat = only(daily("2025-11-01T12:00:00Z", 10), daily("2025-11-09T12:00:00Z", 1));

        assertThat(heartbeat.usual()).isEqualTo(-1);
    }

    @Test
    void unreadable_lines_are_weighed_by_what_a_file_held_of_the_source() {
        var counted = daily("2025-11-09T12:00:00Z", 99);
        var context = new Context(
                Given.AS_OF,
                Given.OSLO,
                Identity.of(List.of(), List.of()),
                Given::limit,
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                null,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                List.of(),
                Map.of("a.log", 2.0),
                null);

        var heartbeat = (SourceHeartbeat)
                Heartbeats.of("DC01", List.of(counted), context).get(0);

        assertThat(heartbeat.rejectedPercent()).isCloseTo(2.0, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void registers_and_events_after_as_of_are_no_sign_of_life() {
        assertThat(of("DC01", host("DC01", "server"), event("DC01", "System", "2025-11-10T06:10:01Z", "")))
                .isEmpty();
    }

    private static Fact daily(String time, int events) {
        return count("DC01", "Security", "", Map.of(), time, events);
    }

    private static SourceHeartbeat only(Fact... facts) {
        var heartbeats = of(facts[0].host(), facts);
        assertThat(heartbeats).hasSize(1);
        return heartbeats.get(0);
    }

    private static List<SourceHeartbeat> of(String host, Fact... facts) {
        return Derive.host(host, List.of(facts), context(facts)).stream()
                .filter(SourceHeartbeat.class::isInstance)
                .map(SourceHeartbeat.class::cast)
                .toList();
    }
}
