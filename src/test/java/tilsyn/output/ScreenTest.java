package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.verdict.Reason;

class ScreenTest {
    @ParameterizedTest(name = "{0} columns, {1}")
    @CsvSource({"60,nb", "80,nb", "80,en", "120,nb", "120,en"})
    void no_line_is_longer_than_the_terminal_is_wide(int width, String language) {
        assertThat(lines(crowded().in(language), width)).allMatch(line -> line.length() <= width);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void colour_changes_nothing_but_colour(int width) {
        var plain = Screen.of(crowded().results(), width, Ink.PLAIN);
        var colour = Screen.of(crowded().results(), width, Ink.COLOUR);

        assertThat(plain).doesNotContain("\u001B");
        assertThat(colour).contains("\u001B[");
        assertThat(colour.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void what_strangers_wrote_can_not_steer_the_terminal() {
        var hostile = "PC\u001B[2J\u202E\r\nX";
        var sample = Sample.empty()
                .named(hostile)
                .add(Sample.fail(hostile, Sample.BACKUP, hostile, Map.of("age", hostile, "since", hostile)))
                .add(Sample.unknown(hostile + "2", Sample.DISK, Reason.MISSING))
                .reading(Sample.file(hostile, "", 1, 1, 1, hostile));

        assertThat(Screen.of(sample.results(), 80, Ink.PLAIN)
                        .codePoints()
                        .filter(code -> code < 0x20 && code != '\n' || code == 0x202E))
                .isEmpty();
    }

    @Test
    void every_verdict_is_a_sign_that_is_readable_without_colour() {
        assertThat(table(Sample.fjordvik()))
                .containsSubsequence("APP01", "DC01", "HV01", "PC01", "PC02", "kunde")
                .containsSubsequence("LOG-01", "OK", "OK", "X")
                .containsSubsequence("OPS-03", "?", "!w")
                .containsSubsequence("AV-02", "–", "OK", "X", "?");
    }

    @Test
    void the_heaviest_finding_comes_first_with_its_next_step_and_how_to_follow_it() {
        assertThat(Screen.of(Sample.fjordvik().results(), 120, Ink.PLAIN))
                .containsSubsequence(
                        "Viktigst nå",
                        "X  FJ-APP01  BCK-01 F1 (kritisk)",
                        "ingen god backup",
                        "Neste: Finn årsaken.",
                        "tilsyn explain FJ-APP01 BCK-01",
                        "!  FJ-APP01  HW-04 W1");
    }

    @Test
    void the_next_step_is_shown_though_no_ticket_changed_since_the_last_round() {
        var first = Sample.fjordvik().results();
        var second = new Results(
                first.assessment(),
                first.accounting(),
                List.of(),
                first.trace(),
                first.exports(),
                List.of(),
                List.of(),
                null,
                "nb",
                "");

        assertThat(Screen.of(second, 120, Ink.PLAIN)).contains("Neste: Finn årsaken.");
    }

    @Test
    void what_nobody_can_say_comes_with_the_command_that_would_show_it() {
        assertThat(Screen.of(Sample.fjordvik().results(), 120, Ink.PLAIN))
                .containsSubsequence(
                        "Dette kan vi ikke se ennå", "AV-02", "FJ-PC02", "Get-MpComputerStatus | ConvertTo-Json")
                .containsSubsequence("OPS-03", "FJ-APP01", "df -P -B1 > df-FJ-APP01.txt");
    }

    private static Sample crowded() {
        var sample = Sample.fjordvik()
                .add(Sample.fail(
                        "an-exceedingly-long-host-name-in-a-far-too-deep-domain.example.com",
                        Sample.BACKUP,
                        "D:\\" + "Mappe".repeat(40),
                        Map.of("age", "1", "since", "x".repeat(200))))
                .reading(Sample.file("a/" + "deep/".repeat(40) + "file.bin", "", 1, 1, 1, "no decoder knows it"));
        for (int host = 0; host < 30; host++) sample.add(Sample.pass("FJ-WS%02d".formatted(host), Sample.PROTECTION));
        return sample;
    }

    private static List<String> lines(Sample sample, int width) {
        return Screen.of(sample.results(), width, Ink.PLAIN).lines().toList();
    }

    private static String table(Sample sample) {
        return Screen.of(sample.results(), 120, Ink.PLAIN);
    }
}
