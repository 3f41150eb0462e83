package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tilsyn.fact.ClockState;
import tilsyn.fact.Fact;
import tilsyn.fact.TimeSync;
import tilsyn.fact.TimeSync.State;

class ClocksTest {
    @Test
    void it_follows_since_the_newest_time_it_heard_of_its_source() {
        var state = of(
                sync("2025-11-09T06:00:00Z", State.SYNCHRONISED, "2025-11-09T05:59:00Z"),
                sync("2025-11-10T00:00:00Z", State.NOT_SYNCHRONISED, "2025-11-09T05:30:00Z"));

        assertThat(state.since()).isEqualTo(at("2025-11-09T05:59:00Z"));
        assertThat(state.unsynchronised()).isEqualTo(Duration.ofHours(24).plusMinutes(1));
    }

    @Test
    void a_source_that_is_heard_of_only_later_is_not_heard_of_yet() {
        var state = of(sync("2025-11-10T00:00:00Z", State.NOT_SYNCHRONISED, "2025-11-10T00:00:01Z"));

        assertThat(state.since()).isNull();
        assertThat(state.unsynchronised()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void one_that_follows_and_says_no_more_heard_of_its_source_then() {
        var state = of(sync("2025-11-10T00:00:00Z", State.SYNCHRONISED, null));

        assertThat(state.since()).isEqualTo(at("2025-11-10T00:00:00Z"));
        assertThat(state.unsynchronised()).isEqualTo(Duration.ZERO);
    }

    private static ClockState of(TimeSync... said) {
        return (ClockState) Clocks.of("H", List.<Fact>of(said), context(said)).get(0);
    }

    private static TimeSync sync(String time, State state, @Nullable String lastSync) {
        return new TimeSync(
                "H", "chrony", state, "", null, lastSync == null ? null : at(lastSync), "ntp", at(time), ORIGIN);
    }
}
