package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkdaysTest {
    @ParameterizedTest
    @CsvSource({"2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22"})
    void easter_sunday_falls_where_almanacs_say(LocalDate date) {
        assertThat(Workdays.easter(date.getYear())).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-04-17, skjærtorsdag",
        "2025-04-18, langfredag",
        "2025-04-21, 2. påskedag",
        "2025-05-01, arbeidernes dag",
        "2025-05-29, Kristi himmelfart",
        "2025-06-09, 2. pinsedag",
        "2025-12-25, 1. juledag",
        "2025-11-08, Saturday"
    })
    void free_days_are_no_workdays(LocalDate date, String why) {
        assertThat(Workdays.isWorkday(date)).as(why).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2025-04-16", "2025-04-22", "2025-05-30", "2025-12-24", "2025-10-13"})
    void other_weekdays_are_workdays(LocalDate date) {
        assertThat(Workdays.isWorkday(date)).isTrue();
    }

    @Test
    void working_days_count_after_the_first_date_up_to_and_including_the_last() {
        assertThat(Workdays.between(LocalDate.of(2025, 10, 13), LocalDate.of(2025, 10, 20)))
                .isEqualTo(5);
        assertThat(Workdays.between(LocalDate.of(2025, 4, 16), LocalDate.of(2025, 4, 22)))
                .isEqualTo(1);
        assertThat(Workdays.between(LocalDate.of(2025, 10, 13), LocalDate.of(2025, 10, 13)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-30, false", "2025-07-01, true", "2025-07-31, true", "2025-08-01, false",
        "2025-12-21, false", "2025-12-22, true", "2026-01-04, true", "2026-01-05, false"
    })
    void july_and_the_weeks_around_christmas_are_holiday_season(LocalDate date, boolean season) {
        assertThat(Workdays.isHolidaySeason(date)).isEqualTo(season);
    }
}
