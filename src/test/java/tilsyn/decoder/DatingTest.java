package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatingTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Instant RECEIVED = Instant.parse("2025-11-10T06:00:00Z");
    private static final Instant MODIFIED = Instant.parse("2025-11-09T05:30:00Z");

    @ParameterizedTest(name = "{0} was made {1}")
    @CsvSource({
        "sensors/mdstat-FJ-APP01-20251110T0630.txt, 2025-11-10T05:30:00Z",
        "smartctl-db01-sda-2025-11-08.json, 2025-11-07T23:00:00Z",
        "smartctl-db01-2025-11-08_06-15-30.json, 2025-11-08T05:15:30Z",
        "smartctl-db01-2025-11-08T0615Z.json, 2025-11-08T06:15:00Z",
        "mdstat 08.11.2025.txt, 2025-11-07T23:00:00Z",
        "uke.zip!2025-11-08/mdstat.txt, 2025-11-07T23:00:00Z",
        "2024-01-01/mdstat-20251108.txt, 2025-11-07T23:00:00Z",
        "mdstat-20251108-disk2.txt, 2025-11-07T23:00:00Z",
        "mdstat-20251108T9961.txt, 2025-11-07T23:00:00Z",
    })
    void a_date_in_the_name_counts_before_everything(String file, Instant made) {
        assertThat(Dating.of(input(file, null)).instant()).isEqualTo(made);
    }

    @ParameterizedTest(name = "{0} has no date in its name")
    @CsvSource({"mdstat.txt", "df-FJ-DC01-2025-11.csv", "disk-20251399.txt", "WD20251108X.json", "sn120251108.json"})
    void what_is_no_date_is_not_taken_for_one(String file) {
        assertThat(Dating.of(input(file, MODIFIED)).instant()).isEqualTo(MODIFIED);
        assertThat(Dating.of(input(file, MODIFIED)).note()).isEqualTo("file date");
        assertThat(Dating.of(input(file, null)).instant()).isEqualTo(RECEIVED);
        assertThat(Dating.of(input(file, null)).note()).isEqualTo("time of receipt");
    }

    @Test
    void the_file_date_tells_the_hour_of_the_day_in_the_name_and_no_other() {
        assertThat(Dating.of(input("mdstat-2025-11-09.txt", MODIFIED)).instant())
                .isEqualTo(MODIFIED);
        assertThat(Dating.of(input("mdstat-2025-11-08.txt", MODIFIED)).instant())
                .isEqualTo(Instant.parse("2025-11-07T23:00:00Z"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-10-24T22:41:07+02:00 | 2025-10-24T20:41:07Z",
                "2025-10-24T22:41:07.1234567Z | 2025-10-24T22:41:07.123456700Z",
                "2025-10-24 22:41:07.123456 +0200 | 2025-10-24T20:41:07.123456Z",
                "2025-10-24 22:41 | 2025-10-24T20:41:00Z",
                "24.10.2025 22:41:07 | 2025-10-24T20:41:07Z",
                "24.10.2025 22:41 | 2025-10-24T20:41:00Z",
                "4.1.2025 02:41 | 2025-01-04T01:41:00Z",
                "2025/10/24 22:41:07 | 2025-10-24T20:41:07Z",
                "/Date(1502807865000)/ | 2017-08-15T14:37:45Z",
                "\\/Date(1502807865000)\\/ | 2017-08-15T14:37:45Z",
            })
    void dates_are_read_as_exports_write_them(String text, Instant instant) {
        var when = dates("").start(text);

        assertThat(when).isNotNull();
        assertThat(when.instant()).isEqualTo(instant);
    }

    @ParameterizedTest(name = "{0} is no date")
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-10-24",
                "2025-02-30 10:00",
                "31.11.2025 10:00",
                "2025-10-24T99:10:00+01:00",
                "7/8/2025 10:00",
                "yesterday",
                "/Date(99999999999999999999)/"
            })
    void what_cannot_be_read_gives_nothing(String text) {
        assertThat(dates("").start(text)).isNull();
    }

    @Test
    void a_number_above_twelve_anywhere_tells_month_and_day_apart_for_the_whole_input() {
        assertThat(instant("7/8/2025 10:00:00 and 7/30/2025 10:00", "7/8/2025 10:00"))
                .isEqualTo(Instant.parse("2025-07-08T08:00:00Z"));
        assertThat(instant("7/8/2025 10:00:00 and 30/7/2025 10:00", "7/8/2025 10:00"))
                .isEqualTo(Instant.parse("2025-08-07T08:00:00Z"));
        assertThat(instant("7/8/2025 10:00:00 PM", "7/8/2025 10:00:00 PM"))
                .isEqualTo(Instant.parse("2025-07-08T20:00:00Z"));
        assertThat(dates("30/7/2025 10:00 and 7/30/2025 10:00").start("7/30/2025 10:00"))
                .isNull();
    }

    @Test
    void midnight_and_noon_of_the_twelve_hour_clock() {
        assertThat(instant("PM 7/30/2025 1:00 PM", "7/30/2025 12:05:00 AM"))
                .isEqualTo(Instant.parse("2025-07-29T22:05:00Z"));
        assertThat(instant("PM 7/30/2025 1:00 PM", "7/30/2025 12:05:00 PM"))
                .isEqualTo(Instant.parse("2025-07-30T10:05:00Z"));
    }

    @Test
    void the_hour_that_comes_twice_is_the_earlier_for_a_start_and_the_later_for_an_end() {
        var start = dates("").start("2025-10-26 02:20:00");
        var end = dates("").end("26.10.2025 02:20:00");

        assertThat(start.instant()).isEqualTo(Instant.parse("2025-10-26T00:20:00Z"));
        assertThat(end.instant()).isEqualTo(Instant.parse("2025-10-26T01:20:00Z"));
        assertThat(end.note()).contains("twice, taken as the later");
        assertThat(dates("").end("26.10.2025 03:20:00").note()).isEqualTo("zone Europe/Oslo");
    }

    @Test
    void powershell_wraps_dates_in_objects() {
        var node = Json.of("{\"value\":\"\\/Date(1599609600000)\\/\",\"DateTime\":\"Wednesday, September 9, 2020\"}");

        assertThat(dates("").start(node).instant()).isEqualTo(Instant.parse("2020-09-09T00:00:00Z"));
        assertThat(dates("").start(Json.of("{\"a\":1}"))).isNull();
        assertThat(dates("").start(Json.of("1599609600000"))).isNull();
    }

    @ParameterizedTest(name = "{0} with decimal comma {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "812,0 | true | 812",
                "38,123 | true | 38.123",
                "38,123 | false |",
                "38.123 | true |",
                "38.123 | false | 38.123",
                "1.234,5 | true | 1234.5",
                "1,234.5 | true | 1234.5",
                "1.234.567 | true | 1234567",
                "1 234,5 | true | 1234.5",
                "36.5 | true | 36.5",
                "36,5 | false | 36.5",
                "1,2,3 | true |",
                "7,0e | true |",
                "NaN | true |",
            })
    void a_number_that_can_mean_two_things_means_nothing(String text, boolean comma, @Nullable Double number) {
        assertThat(Quantity.number(text, comma)).isEqualTo(number);
    }

    @Test
    void sizes_have_units() {
        assertThat(Quantity.bytes("212.4 GiB", false, 1000)).isEqualTo(Math.round(212.4 * (1L << 30)));
        assertThat(Quantity.bytes("38,2 GB", true, 1000)).isEqualTo(38_200_000_000L);
        assertThat(Quantity.bytes("4096", false, 1000)).isEqualTo(4096);
        assertThat(Quantity.bytes("1 KB", false, 1024)).isEqualTo(1024);
        assertThat(Quantity.bytes("much", false, 1024)).isNull();
        assertThat(Quantity.bytes("-1 KB", false, 1024)).isNull();
    }

    private static Instant instant(String head, String text) {
        return dates(head).start(text).instant();
    }

    private static Dates dates(String head) {
        return Dates.of(input("any", null), Head.of("any", head.getBytes(StandardCharsets.UTF_8)));
    }

    private static Input input(String file, @Nullable Instant modified) {
        return new Input(
                file, () -> new ByteArrayInputStream(new byte[0]), "00", modified, RECEIVED, OSLO, "zone Europe/Oslo");
    }
}
