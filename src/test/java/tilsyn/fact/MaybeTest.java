package tilsyn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaybeTest {
    private static final List<String> KNOWN = List.of("end", "start", "result", "bytesRead");

    @Test
    void a_third_of_the_letters_may_be_wrong_and_not_more() {
        assertThat(Maybe.word("rosalt", KNOWN)).isEqualTo("result");
        assertThat(Maybe.word("rosalp", KNOWN)).isEmpty();
    }

    @Test
    void two_letters_in_the_wrong_order_are_one_mistake_and_case_is_none() {
        assertThat(Maybe.distance("STRAT", "start")).isEqualTo(1);
        assertThat(Maybe.of("bytesread", KNOWN)).isEqualTo("  Maybe: bytesRead");
    }

    @Test
    void nothing_near_is_no_guess_however_long_the_word() {
        assertThat(Maybe.of("finnished", KNOWN)).isEmpty();
        assertThat(Maybe.of("e".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
