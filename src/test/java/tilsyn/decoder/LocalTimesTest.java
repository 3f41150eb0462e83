package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks in Oslo went back on 26 October 2025 from 03:00 to 02:00, and skip 02:00 to 03:00 on 29 March 2026. */
class LocalTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-02T00:00:00Z, 12, 31, 2025-12-31T12:00:00Z",
        "2025-12-30T00:00:00Z, 1, 1, 2026-01-01T12:00:00Z",
        "2025-11-10T00:00:00Z, 5, 11, 2025-05-11T12:00:00Z",
        "2025-11-10T00:00:00Z, 5, 10, 2026-05-10T12:00:00Z",
        "2025-11-10T00:00:00Z, 2, 29, 2024-02-29T12:00:00Z",
        "2026-11-10T00:00:00Z, 2, 29, 2028-02-29T12:00:00Z"
    })
    void a_year_that_is_not_written_is_the_one_nearest_to_receipt(
            Instant received, int month, int day, Instant expected) {
        var times = new LocalTimes(ZoneOffset.UTC, "", received, false);

        assertThat(times.at(-1, month, day, 12 * 3600, 0)).isEqualTo(expected);
    }

    @Test
    void in_the_hour_that_comes_twice_the_order_tells_which() {
        var times = oslo(false);

        assertThat(october(times, "01:50")).isEqualTo("2025-10-25T23:50:00Z");
        assertThat(october(times, "02:50")).isEqualTo("2025-10-26T00:50:00Z");
        assertThat(october(times, "02:49")).as("a little out of order").isEqualTo("2025-10-26T00:49:00Z");
        assertThat(october(times, "02:10")).isEqualTo("2025-10-26T01:10:00Z");
        assertThat(october(times, "03:00")).isEqualTo("2025-10-26T02:00:00Z");
        assertThat(times.note()).isEqualTo("zone");
    }

    @Test
    void a_file_that_begins_with_the_newest_is_told_by_its_order_too() {
        var times = oslo(true);

        assertThat(october(times, "03:00")).isEqualTo("2025-10-26T02:00:00Z");
        assertThat(october(times, "02:10")).isEqualTo("2025-10-26T01:10:00Z");
        assertThat(october(times, "02:50")).isEqualTo("2025-10-26T00:50:00Z");
        assertThat(october(times, "01:50")).isEqualTo("2025-10-25T23:50:00Z");
    }

    @Test
    void when_nothing_tells_it_is_the_first_and_that_is_said() {
        var times = oslo(false);

        assertThat(october(times, "02:30")).isEqualTo("2025-10-26T00:30:00Z");
        assertThat(times.note()).isEqualTo("zone; this hour came twice, taken as the first by the order");
    }

    @Test
    void a_time_that_the_zone_skips_is_read_as_before_the_change_and_that_is_said() {
        var times = oslo(false);

        assertThat(times.at(2026, 3, 29, 2 * 3600 + 1800, 0)).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(times.note()).contains("the zone skips");
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 2, 29, 0",
        "2025, 13, 1, 0",
        "2025, 0, 1, 0",
        "2025, 4, 31, 0",
        "2025, 1, 1, 86400",
        "-1, 2, 30, 0"
    })
    void there_is_no_such_date(int year, int month, int day, int second) {
        assertThat(oslo(false).at(year, month, day, second, 0)).isNull();
    }

    private static LocalTimes oslo(boolean newestFirst) {
        return new LocalTimes(Reading.OSLO, "zone", Reading.RECEIVED, newestFirst);
    }

    private static Instant october(LocalTimes times, String clock) {
        return times.at(2025, 10, 26, java.time.LocalTime.parse(clock).toSecondOfDay(), 0);
    }
}
