package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.count;
import static tilsyn.derive.Given.event;
import static tilsyn.derive.Given.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Attestation;
import tilsyn.fact.Boot;
import tilsyn.fact.Fact;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.UnexpectedStop;

class BootsTest {
    @Test
    void the_six_events_of_one_crash_are_one_unexpected_stop() {
        var boots = boots(
                count("DC01", "System", "", Map.of(), "2025-10-13T01:02:00Z", 3),
                windows(12, "2025-10-13T01:06:00Z", "boot.started"),
                windows(41, "2025-10-13T01:06:04Z", "boot.unclean"),
                windows(6008, "2025-10-13T01:06:20Z", "boot.unexpected"),
                windows(6009, "2025-10-13T01:06:20Z", "boot.started"),
                windows(6005, "2025-10-13T01:06:20Z", "boot.started"),
                windows(1001, "2025-10-13T01:22:00Z", "boot.bugcheck"));

        assertThat(boots).hasSize(1);
        assertThat(boots.get(0).unexpected()).isTrue();
        assertThat(boots.get(0).down()).isEqualTo(Duration.ofMinutes(4));
        assertThat(boots.get(0).basis()).hasSize(6);
    }

    @Test
    void two_crashes_within_minutes_are_two_stops() {
        var boots = boots(
                windows(41, "2025-10-13T01:06:00Z", "boot.unclean"),
                windows(6008, "2025-10-13T01:06:10Z", "boot.unexpected"),
                windows(41, "2025-10-13T01:11:00Z", "boot.unclean"),
                windows(6008, "2025-10-13T01:11:10Z", "boot.unexpected"));

        assertThat(boots).hasSize(2).allMatch(Boot::unexpected);
    }

    @Test
    void a_requested_restart_is_expected_and_says_who_asked() {
        var boots = boots(
                event(
                        "DC01",
                        "System",
                        1074,
                        "2025-10-11T22:30:40Z",
                        "boot.requested",
                        Map.of("param1", "C:\\Windows\\System32\\vmms.exe", "param7", "FJORDVIK\\ingrid.tveito")),
                windows(6006, "2025-10-11T22:31:00Z", "boot.stopped"),
                windows(12, "2025-10-11T22:45:00Z", "boot.started"));

        assertThat(boots).hasSize(1);
        assertThat(boots.get(0).unexpected()).isFalse();
        assertThat(boots.get(0).full()).isTrue();
        assertThat(boots.get(0).initiatedBy()).isEqualTo("FJORDVIK\\ingrid.tveito");
    }

    @Test
    void fast_start_up_is_no_full_start() {
        var fast = boots(event("DC01", "System", 27, "2025-10-11T06:00:00Z", "boot.type", Map.of("BootType", "1")));
        var full = boots(
                event("DC01", "System", 27, "2025-10-11T06:00:00Z", "boot.type", Map.of("BootType", "0x0")),
                windows(12, "2025-10-11T06:00:00Z", "boot.started"));

        assertThat(fast).singleElement().matches(boot -> !boot.full());
        assertThat(full).singleElement().matches(Boot::full);
    }

    @Test
    void linux_that_starts_without_a_shutdown_stopped_unexpectedly() {
        assertThat(boots(
                        event("DC01", "syslog", "2025-10-13T01:02:00Z", ""),
                        event("DC01", "syslog", "2025-10-13T01:20:00Z", "boot.started")))
                .singleElement()
                .matches(Boot::unexpected);
        assertThat(boots(
                        event("DC01", "syslog", "2025-10-13T01:05:00Z", "boot.requested"),
                        event("DC01", "syslog", "2025-10-13T01:20:00Z", "boot.started")))
                .singleElement()
                .matches(boot -> !boot.unexpected());
    }

    @Test
    void a_host_that_was_shut_down_may_stay_off_for_as_long_as_it_likes() {
        assertThat(boots(
                        event("DC01", "syslog", "2025-10-12T01:05:00Z", "boot.requested"),
                        event("DC01", "syslog", "2025-10-12T01:20:00Z", ""),
                        event("DC01", "syslog", "2025-10-13T01:20:00Z", "boot.started")))
                .singleElement()
                .matches(boot -> !boot.unexpected());
    }

    @Test
    void a_shutdown_after_which_the_log_goes_on_for_a_quarter_of_an_hour_was_called_off() {
        assertThat(boots(
                        event("DC01", "syslog", "2025-10-13T01:04:59Z", "boot.requested"),
                        event("DC01", "syslog", "2025-10-13T01:20:00Z", ""),
                        event("DC01", "syslog", "2025-10-13T01:25:00Z", "boot.started")))
                .singleElement()
                .matches(Boot::unexpected);
    }

    @Test
    void the_first_line_of_a_log_being_a_start_says_nothing_of_what_was_before() {
        assertThat(boots(event("DC01", "syslog", "2025-10-13T01:20:00Z", "boot.started")))
                .singleElement()
                .matches(boot -> !boot.unexpected());
    }

    @Test
    void one_start_in_two_logs_of_a_host_is_one() {
        assertThat(boots(
                        event("DC01", "syslog", "2025-10-13T01:20:00Z", "boot.started"),
                        event("DC01", "syslog", "2025-10-13T01:20:01Z", "boot.started")))
                .hasSize(1);
    }

    @Test
    void a_stop_in_approved_maintenance_is_planned_unless_the_window_was_entered_afterwards() {
        var crash = windows(41, "2025-10-13T01:06:00Z", "boot.unclean");

        assertThat(boots(crash, window("Marit", at("2025-10-10T00:00:00Z")))).noneMatch(Boot::unexpected);
        assertThat(boots(crash, window("", at("2025-10-10T00:00:00Z")))).allMatch(Boot::unexpected);
        assertThat(boots(crash, window("Marit", at("2025-10-13T01:06:01Z")))).allMatch(Boot::unexpected);
    }

    @Test
    void a_stop_knows_its_root_cause_and_how_many_workdays_have_gone() {
        var crash = windows(41, "2025-10-13T01:06:00Z", "boot.unclean");

        var with = stops(crash, cause("2025-10-13T01:02:00Z", "2025-10-15T10:00:00Z", "2025-101"));
        var without = stops(crash, cause("2025-10-01T01:02:00Z", "2025-10-15T10:00:00Z", "2025-102"));

        assertThat(with)
                .singleElement()
                .matches(stop -> stop.rootCause().equals("2025-101") && stop.workdaysSince() == 20);
        assertThat(without).singleElement().matches(stop -> stop.rootCause().isEmpty());
    }

    @Test
    void a_root_cause_without_a_stop_time_explains_the_stop_before_it_only() {
        var stops = stops(
                windows(41, "2025-10-13T01:06:00Z", "boot.unclean"),
                windows(41, "2025-10-20T01:06:00Z", "boot.unclean"),
                cause(null, "2025-10-21T10:00:00Z", "2025-101"));

        assertThat(stops).extracting(UnexpectedStop::rootCause).containsExactly("", "2025-101");
    }

    @Test
    void stops_exactly_thirty_days_apart_are_in_one_month() {
        var edge = stops(
                windows(41, "2025-10-07T01:06:00Z", "boot.unclean"),
                windows(41, "2025-11-06T01:06:00Z", "boot.unclean"));
        var beyond = stops(
                windows(41, "2025-10-07T01:05:59Z", "boot.unclean"),
                windows(41, "2025-11-06T01:06:00Z", "boot.unclean"));

        assertThat(edge.get(0).inMonth()).isEqualTo(2);
        assertThat(beyond.get(0).inMonth()).isEqualTo(1);
    }

    private static Fact windows(int id, String time, String signature) {
        return event("DC01", "System", id, time, signature, Map.of());
    }

    private static MaintenanceWindow window(String approver, Instant created) {
        return new MaintenanceWindow(
                "DC01",
                at("2025-10-13T01:00:00Z"),
                at("2025-10-13T02:00:00Z"),
                "maintenance",
                "disks",
                approver,
                "C-1",
                created,
                Given.ORIGIN);
    }

    private static Attestation cause(@org.jspecify.annotations.Nullable String about, String filed, String no) {
        return new Attestation(
                no,
                "root_cause",
                "Ingrid Tveito",
                "",
                at(filed),
                "power",
                List.of("DC01"),
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
                about == null ? null : at(about),
                null,
                Map.of(),
                "",
                Given.ORIGIN);
    }

    private static List<Boot> boots(Fact... facts) {
        return derived(Boot.class, facts);
    }

    private static List<UnexpectedStop> stops(Fact... facts) {
        return derived(UnexpectedStop.class, facts);
    }

    private static <T extends Fact> List<T> derived(Class<T> type, Fact... facts) {
        var all = new java.util.ArrayList<>(List.of(facts));
        all.add(host("DC01", "server"));
        return Derive.host("DC01", all, context(all.toArray(Fact[]::new))).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
