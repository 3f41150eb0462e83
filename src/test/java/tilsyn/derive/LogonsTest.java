package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;
import static tilsyn.derive.Given.count;
import static tilsyn.derive.Given.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogonPattern;

class LogonsTest {
    @Test
    void a_burst_is_the_most_in_any_ten_minutes_even_across_the_hour() {
        var patterns = of(
                "burst",
                failed("admin", "203.0.113.77", "2025-11-01T01:55:00Z", 6),
                failed("root", "203.0.113.77", "2025-11-01T02:04:00Z", 5),
                failed("root", "203.0.113.77", "2025-11-01T02:05:00Z", 1));

        assertThat(patterns)
                .singleElement()
                .matches(burst -> burst.count() == 11 && burst.account().isEmpty());
        assertThat(patterns.get(0).object()).isEqualTo("203.0.113.77");
    }

    @Test
    void fewer_than_the_lower_limit_are_no_burst() {
        assertThat(of("burst", failed("a", "192.0.2.9", "2025-11-01T01:55:00Z", 9)))
                .isEmpty();
        assertThat(of("burst", failed("a", "192.0.2.9", "2025-11-01T01:55:00Z", 10)))
                .hasSize(1);
    }

    @Test
    void each_day_has_its_own_burst_so_that_none_hides_behind_a_greater() {
        assertThat(of(
                        "burst",
                        failed("a", "192.0.2.9", "2025-11-01T12:00:00Z", 60),
                        failed("a", "192.0.2.9", "2025-11-03T12:00:00Z", 55)))
                .extracting(LogonPattern::count)
                .containsExactly(60, 55);
    }

    @Test
    void overlapping_exports_count_once() {
        var first = failed("a", "192.0.2.9", "2025-11-01T12:00:00Z", 30);
        var again = failed("a", "192.0.2.9", "2025-11-01T12:00:00Z", 30);

        assertThat(of("burst", first, again)).extracting(LogonPattern::count).containsExactly(30);
    }

    @Test
    void two_kinds_of_event_for_one_attempt_count_once() {
        assertThat(of("burst", kind("4625", "2025-11-01T12:00:00Z", 30), kind("4776", "2025-11-01T12:00:00Z", 30)))
                .extracting(LogonPattern::count)
                .containsExactly(30);
    }

    @Test
    void ten_accounts_from_one_address_within_an_hour_are_a_spray() {
        var facts = new ArrayList<Fact>();
        for (int account = 0; account < 10; account++)
            facts.add(failed("u" + account, "192.0.2.9", "2025-11-01T12:%02d:00Z".formatted(account * 6), 1));

        assertThat(of("spray", facts.toArray(Fact[]::new)))
                .extracting(LogonPattern::count)
                .containsExactly(10);
        facts.set(9, failed("u9", "192.0.2.9", "2025-11-01T13:00:00Z", 1));
        assertThat(of("spray", facts.toArray(Fact[]::new))).isEmpty();
    }

    @Test
    void twenty_failures_in_the_hour_before_a_success_look_like_a_break_in() {
        var failures = failed("FJORDVIK\\Eva", "192.0.2.9", "2025-11-01T12:00:00Z", 20);

        assertThat(of("break-in", failures, ok("eva", "192.0.2.9", "2025-11-01T13:00:00Z")))
                .hasSize(1);
        assertThat(of("break-in", failures, ok("eva", "192.0.2.9", "2025-11-01T13:01:00Z")))
                .isEmpty();
        assertThat(of("break-in", failures, ok("eva", "192.0.2.10", "2025-11-01T12:30:00Z")))
                .isEmpty();
        assertThat(of("break-in", failures, ok("eva", "192.0.2.9", "2025-11-01T11:59:00Z")))
                .isEmpty();
    }

    @Test
    void one_account_failing_every_hour_keeps_a_beat() {
        var facts = new ArrayList<Fact>();
        for (var hour = at("2025-10-28T00:00:00Z"); hour.isBefore(Given.AS_OF); hour = hour.plus(Duration.ofHours(1)))
            facts.add(failed(
                    "svc-scan", "192.0.2.31", hour.plus(Duration.ofMinutes(7)).toString(), 1));

        var beat = of("beat", facts.toArray(Fact[]::new));

        assertThat(beat)
                .singleElement()
                .matches(pattern -> pattern.days() == 14 && pattern.account().equals("svc-scan"));
        assertThat(beat.get(0).object()).isEqualTo("svc-scan@192.0.2.31");
    }

    @Test
    void a_user_who_mistypes_now_and_then_keeps_none() {
        assertThat(of(
                        "beat",
                        failed("eva", "192.0.2.51", "2025-11-03T07:02:00Z", 1),
                        failed("eva", "192.0.2.51", "2025-11-04T07:41:00Z", 2),
                        failed("eva", "192.0.2.51", "2025-11-05T06:55:00Z", 1),
                        failed("eva", "192.0.2.51", "2025-11-06T08:20:00Z", 1),
                        failed("eva", "192.0.2.51", "2025-11-07T07:12:00Z", 3)))
                .isEmpty();
    }

    @Test
    void retries_close_together_are_one_stroke_of_the_beat() {
        var facts = new ArrayList<Fact>();
        for (int day = 3; day <= 8; day++)
            for (int retry = 0; retry < 3; retry++)
                facts.add(failed("task", "192.0.2.12", "2025-11-%02dT02:0%d:00Z".formatted(day, retry), 1));

        assertThat(of("beat", facts.toArray(Fact[]::new))).hasSize(1);
    }

    @Test
    void lock_outs_are_counted_by_local_day() {
        var patterns = of(
                "lock-outs",
                event("DC01", "Security", "2025-11-03T22:59:00Z", "logon.lockout"),
                event("DC01", "Security", "2025-11-03T23:00:00Z", "logon.lockout"));

        assertThat(patterns).extracting(LogonPattern::count).containsExactly(1, 1);
    }

    @Test
    void what_is_older_than_the_look_back_does_not_count() {
        assertThat(of("burst", failed("a", "192.0.2.9", "2025-10-27T05:59:00Z", 60)))
                .isEmpty();
        assertThat(of("burst", failed("a", "192.0.2.9", "2025-10-27T06:00:00Z", 60)))
                .hasSize(1);
    }

    private static LogCount failed(String account, String address, String time, int events) {
        return count("DC01", "Security", "logon.failed", Map.of("account", account, "address", address), time, events);
    }

    private static LogCount ok(String account, String address, String time) {
        return count("DC01", "Security", "logon.ok", Map.of("account", account, "address", address), time, 1);
    }

    private static LogCount kind(String template, String time, int events) {
        var minutes = new ArrayList<>(Collections.nCopies(60, 0));
        minutes.set(0, events);
        return new LogCount(
                "DC01",
                "Security",
                "p",
                "logon.failed",
                template,
                Map.of("account", "a", "address", "192.0.2.9"),
                Level.NONE,
                at(time),
                minutes,
                Given.ORIGIN,
                Given.ORIGIN);
    }

    private static List<LogonPattern> of(String pattern, Fact... facts) {
        var derived = Derive.host("DC01", List.of(facts), context(facts)).stream()
                .filter(LogonPattern.class::isInstance)
                .map(LogonPattern.class::cast)
                .filter(found -> found.pattern().equals(pattern))
                .toList();
        var backwards = Arrays.asList(facts.clone());
        Collections.reverse(backwards);
        assertThat(Derive.host("DC01", backwards, context(facts)))
                .isEqualTo(Derive.host("DC01", List.of(facts), context(facts)));
        return derived;
    }
}
