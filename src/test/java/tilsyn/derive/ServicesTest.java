package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Boot;
import tilsyn.fact.CriticalServices;
import tilsyn.fact.Fact;
import tilsyn.fact.ServiceHealth;
import tilsyn.fact.ServiceState;
import tilsyn.fact.ServiceState.State;

class ServicesTest {
    private static final CriticalServices DNS = new CriticalServices("H", List.of("DNS"), Given.AS_OF, ORIGIN);

    @Test
    void a_start_of_the_host_within_a_stop_of_the_service_counts_once() {
        var health = health(
                List.of(boot("2025-11-04T12:10:00Z", Duration.ofMinutes(10))),
                state(State.RUNNING, "2025-11-04T11:50:00Z", "2025-10-01T00:00:00Z"),
                state(State.STOPPED, "2025-11-04T12:20:00Z", "2025-11-04T12:05:00Z"),
                state(State.RUNNING, "2025-11-10T05:50:00Z", "2025-11-04T12:30:00Z"));

        assertThat(health.downtime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(health.longest()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void a_stop_that_began_before_the_30_days_counts_from_their_beginning() {
        var health = health(
                List.of(),
                state(State.STOPPED, "2025-10-10T12:00:00Z", "2025-10-01T00:00:00Z"),
                state(State.RUNNING, "2025-11-10T05:50:00Z", "2025-10-11T06:07:00Z"));

        assertThat(health.downtime()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void statements_without_a_since_join_only_when_they_lie_close() {
        var joined = health(
                List.of(),
                state(State.RUNNING, "2025-11-09T03:50:00Z", null),
                state(State.RUNNING, "2025-11-10T05:50:00Z", null));
        var apart = health(
                List.of(),
                state(State.RUNNING, "2025-11-09T03:49:59Z", null),
                state(State.RUNNING, "2025-11-10T05:50:00Z", null));

        assertThat(joined.coveredSince()).isEqualTo("2025-11-09T03:50:00Z");
        assertThat(apart.coveredSince()).isEqualTo("2025-11-10T05:50:00Z");
    }

    @Test
    void what_is_said_after_as_of_is_not_known_yet() {
        assertThat(health(List.of(), state(State.RUNNING, "2025-11-10T06:00:01Z", null))
                        .stated())
                .isNull();
    }

    private static ServiceState state(State state, String time, @Nullable String since) {
        return new ServiceState(
                "H", "dns.service", "", state, "auto", since == null ? null : at(since), at(time), ORIGIN);
    }

    private static Boot boot(String time, Duration down) {
        return new Boot("H", at(time), false, true, "", down, "System", List.of(), ORIGIN);
    }

    private static ServiceHealth health(List<Fact> boots, ServiceState... states) {
        var facts = new ArrayList<Fact>(List.of(states));
        facts.add(DNS);
        facts.add(Given.host("H", "server"));
        return (ServiceHealth) Services.of("H", facts, boots, Given.context(facts.toArray(new Fact[0])))
                .get(0);
    }
}
