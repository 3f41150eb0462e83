package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tilsyn.derive.Given.AS_OF;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.OSLO;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Fact;
import tilsyn.fact.Picture;
import tilsyn.fact.Picture.Night;
import tilsyn.fact.Picture.NightResult;
import tilsyn.fact.VolumeUsage;

class PicturesTest {
    private static final long GB = 1_000_000_000L;

    @Test
    void a_night_goes_from_noon_to_noon_and_bears_the_date_of_its_evening() {
        var nights = nights(
                run("2025-11-08T10:59:59Z", 1, Result.SUCCESS),
                run("2025-11-08T11:00:00Z", 1, Result.FAILED),
                run("2025-11-10T05:59:00Z", 1, Result.WARNING));

        assertThat(nights.nights()).hasSize(Pictures.DAYS);
        assertThat(result(nights, "2025-11-07")).isEqualTo(NightResult.GOOD);
        assertThat(result(nights, "2025-11-08")).isEqualTo(NightResult.FAILED);
        assertThat(result(nights, "2025-11-09")).isEqualTo(NightResult.PARTIAL);
        assertThat(nights.lastGood()).isEqualTo(Instant.parse("2025-11-08T10:59:59Z"));
    }

    @Test
    void good_at_last_is_not_good_at_once_and_an_open_end_is_no_good_end() {
        var nights = nights(
                run("2025-11-05T21:00:00Z", 1, Result.FAILED),
                run("2025-11-05T22:00:00Z", 2, Result.SUCCESS),
                run("2025-11-06T21:00:00Z", 2, Result.SUCCESS),
                run("2025-11-07T21:00:00Z", 1, Result.UNKNOWN),
                run("2025-11-08T21:00:00Z", 1, Result.RUNNING),
                run("2025-11-09T21:00:00Z", 1, Result.CANCELLED));

        assertThat(nights.nights().subList(30, 35))
                .extracting(Night::result)
                .containsExactly(
                        NightResult.RETRIED,
                        NightResult.RETRIED,
                        NightResult.UNKNOWN,
                        NightResult.UNKNOWN,
                        NightResult.FAILED);
    }

    @Test
    void a_night_without_a_report_is_none_and_the_night_of_the_clocks_is_marked() {
        var nights = nights(run("2025-11-09T21:00:00Z", 1, Result.SUCCESS));

        assertThat(nights.count(NightResult.NONE)).isEqualTo(34);
        assertThat(nights.nights().stream().filter(Night::clocksChanged))
                .extracting(Night::evening)
                .containsExactly(LocalDate.parse("2025-10-25"));
    }

    @Test
    void a_job_that_did_not_run_in_these_nights_and_a_run_still_to_come_are_not_drawn() {
        assertThat(of(run("2025-10-06T09:00:00Z", 1, Result.SUCCESS))).isEmpty();
        assertThat(of(run("2025-11-10T06:00:01Z", 1, Result.SUCCESS))).isEmpty();
    }

    @Test
    void free_space_is_drawn_by_day_with_where_it_is_heading() {
        var space = (Picture.FreeSpace)
                of(usage("D:", 3, 400), usage("D:", 2, 394), usage("D:", 1, 388), usage("D:", 0, 382))
                        .get(0);

        assertThat(space.free()).hasSize(4).containsEntry(LocalDate.parse("2025-11-10"), 382 * GB);
        assertThat(space.perDay()).isCloseTo(-6e9, within(1.0));
        assertThat(space.full()).isEqualTo(LocalDate.parse("2026-01-12"));
    }

    @Test
    void what_goes_up_and_down_has_no_date_and_a_single_sample_no_picture() {
        var space = (Picture.FreeSpace)
                of(usage("D:", 3, 400), usage("D:", 2, 320), usage("D:", 1, 405), usage("D:", 0, 385))
                        .get(0);

        assertThat(space.full()).isNull();
        assertThat(of(usage("D:", 0, 400))).isEmpty();
    }

    @Test
    void full_runs_stand_beside_what_all_volumes_hold_on_days_that_know_them_all() {
        var sizes = (Picture.Sizes) of(
                        full("2025-10-25T20:00:00Z", 500),
                        full("2025-11-01T20:00:00Z", 450),
                        full("2025-11-08T20:00:00Z", 400),
                        usage("C:", 2, 600),
                        usage("D:", 2, 700),
                        usage("C:", 1, 500),
                        usage("C:", 0, 400),
                        usage("D:", 0, 500))
                .get(1);

        assertThat(sizes.full().values()).containsExactly(500 * GB, 450 * GB, 400 * GB);
        assertThat(sizes.used().keySet()).containsExactly(LocalDate.parse("2025-11-08"), LocalDate.parse("2025-11-10"));
        assertThat(sizes.used().values()).containsExactly(700 * GB, 1100 * GB);
    }

    @Test
    void two_full_runs_show_no_course_and_one_that_failed_is_no_size() {
        assertThat(of(
                        full("2025-11-01T20:00:00Z", 450),
                        full("2025-11-08T20:00:00Z", 400),
                        sized("2025-11-09T20:00:00Z", Result.FAILED, 12)))
                .noneMatch(Picture.Sizes.class::isInstance);
    }

    @Test
    void names_are_masked() {
        assertThat(of(
                        run("secret", "2025-10-25T20:00:00Z", 1, "full", Result.SUCCESS, 500),
                        run("secret", "2025-11-01T20:00:00Z", 1, "full", Result.SUCCESS, 450),
                        run("secret", "2025-11-08T20:00:00Z", 1, "full", Result.SUCCESS, 400),
                        usage("/mnt/secret", 1, 100),
                        usage("/mnt/secret", 0, 100)))
                .hasSize(3)
                .allSatisfy(
                        picture -> assertThat(picture.toString()).contains("…").doesNotContain("secret"));
    }

    private static Picture.Nights nights(Fact... facts) {
        return (Picture.Nights) of(facts).get(0);
    }

    private static NightResult result(Picture.Nights nights, String evening) {
        return nights.nights().stream()
                .filter(night -> night.evening().equals(LocalDate.parse(evening)))
                .findFirst()
                .orElseThrow()
                .result();
    }

    private static List<Picture> of(Fact... facts) {
        assertThat(facts).allMatch(Pictures::show);
        var byHost = new TreeMap<String, List<Fact>>();
        byHost.put("A", new ArrayList<>(Arrays.asList(facts)));
        byHost.put("", byHost.get("A"));
        return Pictures.of(byHost, AS_OF, OSLO, name -> name.replace("secret", "…"));
    }

    private static BackupRun run(String start, int attempt, Result result) {
        return run("nightly", start, attempt, "", result, -1);
    }

    private static BackupRun full(String start, long gb) {
        return sized(start, Result.SUCCESS, gb);
    }

    private static BackupRun sized(String start, Result result, long gb) {
        return run("nightly", start, 1, "full", result, gb * GB);
    }

    private static BackupRun run(String job, String start, int attempt, String form, Result result, long bytes) {
        var began = Instant.parse(start);
        return new BackupRun(
                "A",
                job,
                "tool",
                attempt,
                form,
                began,
                result == Result.RUNNING ? null : began,
                result,
                "",
                bytes,
                -1,
                -1,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                ORIGIN);
    }

    private static VolumeUsage usage(String volume, int daysAgo, long freeGb) {
        return new VolumeUsage("A", volume, 1000 * GB, freeGb * GB, AS_OF.minus(Duration.ofDays(daysAgo)), ORIGIN);
    }
}
