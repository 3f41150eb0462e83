package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void names_of_people_and_places_stay_as_they_are() {
        assertThat(Visible.line("Bjørnar Ødegård, Łódź, 東京, 😀")).isEqualTo("Bjørnar Ødegård, Łódź, 東京, 😀");
    }

    @Test
    void line_ends_show_on_one_line_and_stay_in_text() {
        assertThat(Visible.line("a\r\nb\tc")).isEqualTo("a⏎b c");
        assertThat(Visible.text("a\nb\tc")).isEqualTo("a\nb\tc");
    }

    @Test
    void a_cut_never_halves_a_character() {
        assertThat(Visible.line("ab😀cd", 3)).isEqualTo("ab…");
        assertThat(Visible.line("ab😀cd", 4)).isEqualTo("ab😀…");
        assertThat(Visible.line("ab", 2)).isEqualTo("ab");
    }
}
