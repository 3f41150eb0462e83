package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.UpsHealth;
import tilsyn.fact.UpsState;
import tilsyn.fact.UpsState.State;

class UpsesTest {
    @Test
    void it_is_on_battery_from_the_first_word_of_it_until_it_is_on_line() {
        assertThat(of(ups("2025-11-10T03:00:00Z", State.ON_BATTERY), ups("2025-11-10T04:00:00Z", State.ON_BATTERY))
                        .onBatteryFor())
                .isEqualTo(Duration.ofHours(3));
        assertThat(of(ups("2025-11-10T03:00:00Z", State.ON_BATTERY), ups("2025-11-10T04:00:00Z", State.ON_LINE))
                        .onBatteryFor())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void a_state_that_says_nothing_of_the_mains_does_not_end_it() {
        assertThat(of(ups("2025-11-10T03:00:00Z", State.ON_BATTERY), ups("2025-11-10T04:00:00Z", State.UNKNOWN))
                        .onBatteryFor())
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void one_without_words_of_its_own_is_told_by_its_state() {
        assertThat(of(ups("2025-11-10T03:00:00Z", State.ON_LINE)).status()).isEqualTo("on_line");
    }

    private static UpsHealth of(UpsState... states) {
        return (UpsHealth) Upses.of("H", List.<Fact>of(states), context(states)).get(0);
    }

    private static UpsState ups(String time, State state) {
        return new UpsState(
                "H",
                "ups1@localhost",
                state,
                "",
                false,
                false,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                at(time),
                ORIGIN);
    }
}
