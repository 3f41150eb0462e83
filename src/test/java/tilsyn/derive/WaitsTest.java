package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.event;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.AutoUpdateRun;
import tilsyn.fact.AutoUpdateStreak;
import tilsyn.fact.Fact;
import tilsyn.fact.PackageState;
import tilsyn.fact.PackageWait;
import tilsyn.fact.RebootPending;
import tilsyn.fact.RestartWait;

class WaitsTest {
    @Test
    void a_restart_waits_since_the_source_says_or_since_it_was_first_stated() {
        assertThat(restart(pending("2025-11-01T04:00:00Z", "2025-10-19T01:14:00Z"))
                        .since())
                .isEqualTo(at("2025-10-19T01:14:00Z"));
        assertThat(restart(pending("2025-10-20T04:00:00Z", null), pending("2025-11-01T04:00:00Z", null))
                        .since())
                .isEqualTo(at("2025-10-20T04:00:00Z"));
    }

    @Test
    void a_full_start_clears_the_wait_and_a_fast_one_does_not() {
        var pending = pending("2025-11-01T04:00:00Z", "2025-10-19T01:14:00Z");

        assertThat(restart(pending, start("2025-10-25T06:00:00Z", "1")))
                .matches(wait -> wait.since().equals(at("2025-10-19T01:14:00Z")) && wait.fastOnly());
        assertThat(restart(pending, start("2025-10-25T06:00:00Z", "0")))
                .matches(wait -> wait.since().equals(at("2025-11-01T04:00:00Z")) && !wait.fastOnly());
        assertThat(restart(pending, start("2025-11-02T06:00:00Z", "0")).since()).isEqualTo(at("2025-11-02T06:00:00Z"));
    }

    @Test
    void nothing_waits_once_the_newest_statement_says_so() {
        var facts = List.<Fact>of(
                pending("2025-11-01T04:00:00Z", "2025-10-19T01:14:00Z"),
                new RebootPending("H", at("2025-11-02T04:00:00Z"), false, null, List.of(), Given.ORIGIN));

        assertThat(derived(RestartWait.class, facts.toArray(Fact[]::new))).isEmpty();
    }

    @Test
    void a_package_waits_since_the_earliest_list_without_a_break() {
        var waits = derived(
                PackageWait.class,
                packages("2025-10-01T00:00:00Z", null),
                new PackageState("H", at("2025-10-10T00:00:00Z"), true, List.of(), Given.ORIGIN),
                packages("2025-10-20T00:00:00Z", null),
                packages("2025-11-09T00:00:00Z", null));

        assertThat(waits).singleElement().matches(wait -> wait.since().equals(at("2025-10-20T00:00:00Z")));
    }

    @Test
    void a_list_that_says_since_when_is_believed_if_it_says_earlier() {
        assertThat(derived(
                        PackageWait.class,
                        packages("2025-11-01T00:00:00Z", null),
                        packages("2025-11-09T00:00:00Z", "2025-10-20T16:30:00Z")))
                .singleElement()
                .matches(wait -> wait.since().equals(at("2025-10-20T16:30:00Z")) && wait.held());
    }

    @Test
    void automatic_updates_that_fail_since_their_last_success_are_a_streak() {
        var streaks = derived(
                AutoUpdateStreak.class,
                run("2025-11-01T04:00:00Z", false),
                run("2025-11-02T04:00:00Z", true),
                run("2025-11-03T04:00:00Z", false),
                run("2025-11-04T04:00:00Z", false));

        assertThat(streaks)
                .singleElement()
                .matches(streak -> streak.runs() == 2 && streak.since().equals(at("2025-11-03T04:00:00Z")));
        assertThat(derived(AutoUpdateStreak.class, run("2025-11-02T04:00:00Z", true)))
                .isEmpty();
    }

    private static RebootPending pending(String stated, @org.jspecify.annotations.Nullable String since) {
        return new RebootPending("H", at(stated), true, since == null ? null : at(since), List.of(), Given.ORIGIN);
    }

    private static Fact start(String time, String type) {
        return event("H", "System", 27, time, "boot.type", Map.of("BootType", type));
    }

    private static PackageState packages(String stated, @org.jspecify.annotations.Nullable String firstSeen) {
        var pending =
                new PackageState.Pending("libssl3", "3.0.2", true, firstSeen == null ? null : at(firstSeen), true);
        return new PackageState("H", at(stated), true, List.of(pending), Given.ORIGIN);
    }

    private static AutoUpdateRun run(String time, boolean good) {
        return new AutoUpdateRun("H", at(time), "unattended-upgrades", good, "", Given.ORIGIN);
    }

    private static RestartWait restart(Fact... facts) {
        return derived(RestartWait.class, facts).get(0);
    }

    private static <T extends Fact> List<T> derived(Class<T> type, Fact... facts) {
        return Derive.host("H", List.of(facts), context(facts)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
