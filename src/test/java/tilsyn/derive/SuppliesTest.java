package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.AS_OF;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.PsuState;
import tilsyn.fact.PsuState.State;
import tilsyn.fact.SupplyHealth;

class SuppliesTest {
    @Test
    void a_reading_speaks_of_its_time_and_no_longer_than_a_day_and_two_hours() {
        assertThat(of(psu(Duration.ofHours(26), State.FAILED, "AC lost"))).hasSize(1);
        assertThat(of(psu(Duration.ofHours(26).plusSeconds(1), State.FAILED, "AC lost")))
                .isEmpty();
    }

    @Test
    void it_is_told_in_the_words_of_what_read_it_else_by_its_state() {
        assertThat(of(psu(Duration.ofHours(1), State.FAILED, "Predictive failure"))
                        .get(0)
                        .status())
                .isEqualTo("Predictive failure");
        assertThat(of(psu(Duration.ofHours(1), State.FAILED, "")).get(0).status())
                .isEqualTo("failed");
    }

    @Test
    void it_fails_from_the_first_reading_that_says_so_until_one_says_otherwise() {
        var health = of(
                        psu(Duration.ofHours(5), State.OK, ""),
                        psu(Duration.ofHours(4), State.FAILED, ""),
                        psu(Duration.ofHours(3), State.FAILED, ""))
                .get(0);
        assertThat(health.failing()).isTrue();
        assertThat(health.failingFor()).isEqualTo(Duration.ofHours(4));

        assertThat(of(psu(Duration.ofHours(4), State.FAILED, ""), psu(Duration.ofHours(3), State.OK, ""))
                        .get(0)
                        .failing())
                .isFalse();
        assertThat(of(psu(Duration.ofHours(4), State.FAILED, ""), psu(Duration.ofHours(3), State.UNKNOWN, ""))
                        .get(0)
                        .failing())
                .isTrue();
    }

    private static List<SupplyHealth> of(PsuState... states) {
        return Supplies.of("H", List.<Fact>of(states), context(states)).stream()
                .map(SupplyHealth.class::cast)
                .toList();
    }

    private static PsuState psu(Duration ago, State state, String words) {
        return new PsuState("H", "PSU1", state, words, AS_OF.minus(ago), ORIGIN);
    }
}
