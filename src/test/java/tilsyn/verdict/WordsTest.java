package tilsyn.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "12.6, 12.6, '12,6'",
        "-0.25, -0.25, '-0,25'",
        "2025-10-23 22:41, 2025-10-23 22:41, 23.10.2025 kl. 22:41",
        "2025-10-23, 2025-10-23, 23.10.2025",
        "49 h, 49 hours, 49 timer",
        "1 d, 1 day, 1 dag",
        "25 min, 25 minutes, 25 minutter",
        "11.9.2, 11.9.2, 11.9.2",
        "203.0.113.77, 203.0.113.77, 203.0.113.77",
        "D:\\Klienter, D:\\Klienter, D:\\Klienter",
    })
    void values_are_written_as_each_language_writes_them(String value, String english, String norwegian) {
        assertThat(Words.value(value)).isEqualTo(new Words(english, norwegian));
    }

    @Test
    void versions_stay_as_they_are_and_feeds_get_a_name() {
        var words = new Finding(
                        "LOG-01",
                        "F1",
                        "",
                        Map.of("version", "24.04", "source", "backup:restic", "since", ""),
                        null,
                        List.of())
                .words();

        assertThat(words.get("version")).isEqualTo(Words.same("24.04"));
        assertThat(words.get("source")).isEqualTo(new Words("the backup log of restic", "backuploggen fra restic"));
        assertThat(words).doesNotContainKey("since");
    }

    @Test
    void what_a_disk_says_of_itself_is_said_in_norwegian_and_days_are_whole() {
        var words = new Finding(
                        "HW-02",
                        "F1",
                        "",
                        Map.of("attribute", "state UBad, media errors 3 → 15", "days", "16.69"),
                        null,
                        List.of())
                .words();

        assertThat(words.get("attribute").nb()).isEqualTo("tilstand UBad, mediefeil 3 → 15");
        assertThat(words.get("days")).isEqualTo(Words.same("17"));
    }

    @Test
    void a_placeholder_without_a_value_reads_as_not_known() {
        var words = new Words("off since {since} by {who}", "av siden {since}");

        assertThat(words.with(Map.of("since", Words.same("$1"))))
                .isEqualTo(new Words("off since $1 by (not known)", "av siden $1"));
        assertThat(words.filledBy(Set.of("since"))).isFalse();
        assertThat(words.filledBy(Set.of("since", "who"))).isTrue();
    }
}
