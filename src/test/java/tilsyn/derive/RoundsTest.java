package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.PsuState;

class RoundsTest {
    @Test
    void what_is_read_within_five_minutes_is_one_round() {
        var one = psu("PS1", "2025-11-09T10:00:00Z");
        var two = psu("PS2", "2025-11-09T10:05:00Z");
        var late = psu("PS3", "2025-11-09T10:05:01Z");

        assertThat(rounds(one, two, late)).containsExactly(List.of(one, two), List.of(late));
    }

    @Test
    void a_part_that_was_read_already_begins_another_round() {
        var one = psu("PS1", "2025-11-09T10:00:00Z");
        var two = psu("PS2", "2025-11-09T10:00:01Z");
        var again = psu("PS1", "2025-11-09T10:01:00Z");

        assertThat(rounds(one, two, again)).containsExactly(List.of(one, two), List.of(again));
    }

    private static List<List<PsuState>> rounds(PsuState... readings) {
        return Rounds.of(List.of(readings), PsuState::name);
    }

    private static PsuState psu(String name, String time) {
        return new PsuState("H", name, PsuState.State.OK, "OK", at(time), ORIGIN);
    }
}
