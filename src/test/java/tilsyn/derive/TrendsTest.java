package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.VolumeTrend;
import tilsyn.fact.VolumeUsage;

class TrendsTest {
    private static final long GB = 1_000_000_000L;

    @Test
    void six_gigabytes_a_day_fill_what_is_left_in_time() {
        var trend = of(daily(11, 160_500_000_000L, -6 * GB));

        assertThat(trend.samples()).isEqualTo(11);
        assertThat(trend.perDay()).isEqualTo(-6e9);
        assertThat(trend.daysToFull()).isEqualTo(16.75);
    }

    @Test
    void a_few_odd_days_do_not_bend_the_slope() {
        var facts = daily(11, 160 * GB, -6 * GB);
        facts.set(4, usage(6, 180 * GB));

        assertThat(of(facts).perDay()).isEqualTo(-6e9);
    }

    @Test
    void only_what_follows_the_last_jump_of_more_than_a_tenth_counts() {
        var facts = daily(11, 400 * GB, -6 * GB);
        for (int at = 0; at < 4; at++) facts.set(at, usage(10 - at, 900 * GB));

        assertThat(of(facts).samples()).isEqualTo(7);
    }

    @Test
    void a_jump_of_exactly_a_tenth_is_none() {
        var facts = new ArrayList<Fact>(List.of(usage(2, 400 * GB), usage(1, 300 * GB), usage(0, 300 * GB)));

        assertThat(of(facts).samples()).isEqualTo(3);
    }

    @Test
    void samples_of_one_day_are_one_and_a_volume_that_does_not_shrink_is_never_full() {
        var facts = daily(8, 100 * GB, GB);
        facts.add(facts.get(7));

        assertThat(of(facts).samples()).isEqualTo(8);
        assertThat(of(facts).daysToFull()).isNull();
    }

    @Test
    void of_an_even_number_of_slopes_the_two_in_the_middle_count_alike() {
        var trend = of(List.of(usage(3, 100 * GB), usage(2, 96 * GB), usage(1, 93 * GB), usage(0, 91 * GB)));

        // 4, 3, 2 a day between neighbours, 3.5 and 2.5 over two days, 3 over three
        assertThat(trend.perDay()).isEqualTo(-3e9);
        assertThat(of(List.of(usage(3, 100 * GB), usage(2, 99 * GB), usage(1, 94 * GB), usage(0, 93 * GB)))
                        .perDay())
                .isEqualTo(-(7e9 / 3 + 3e9) / 2);
    }

    @Test
    void a_steady_slope_is_its_own_interval() {
        var trend = of(daily(11, 160 * GB, -6 * GB));

        assertThat(trend.perDayLow()).isEqualTo(-6e9);
        assertThat(trend.perDayHigh()).isEqualTo(-6e9);
        assertThat(trend.tooNoisy()).isFalse();
    }

    @Test
    void the_interval_leaves_out_the_ranks_that_chance_gives_one_time_in_twenty() {
        var facts = new ArrayList<Fact>();
        for (int day = 0; day < 7; day++) facts.add(usage(6 - day, (200 - (long) day * day) * GB));
        var trend = of(facts);

        // the slope between days i and j is -(i + j): of 21, ranks 3 and 19
        assertThat(trend.perDay()).isEqualTo(-6e9);
        assertThat(trend.perDayLow()).isEqualTo(-9e9);
        assertThat(trend.perDayHigh()).isEqualTo(-3e9);
    }

    @Test
    void what_goes_up_and_down_more_than_it_goes_down_is_too_noisy_to_say() {
        var facts = new ArrayList<Fact>();
        for (int day = 0; day < 9; day++) facts.add(usage(8 - day, 200 * GB - (day % 2 == 0 ? 30 : 0) * GB - day * GB));
        var trend = of(facts);

        assertThat(trend.perDay()).isNegative();
        assertThat(trend.tooNoisy()).isTrue();
    }

    @Test
    void samples_older_than_four_weeks_are_left_out() {
        assertThat(of(daily(40, 500 * GB, -GB)).samples()).isEqualTo(29);
    }

    private static List<Fact> daily(int days, long first, long perDay) {
        var facts = new ArrayList<Fact>();
        for (int day = 0; day < days; day++) facts.add(usage(days - 1 - day, first + day * perDay));
        return facts;
    }

    private static VolumeUsage usage(int daysAgo, long free) {
        return new VolumeUsage(
                "DC01",
                "D:",
                1000 * GB,
                free,
                at("2025-11-10T06:00:00Z").minus(Duration.ofDays(daysAgo)),
                Given.ORIGIN);
    }

    private static VolumeTrend of(List<Fact> facts) {
        return Derive.host("DC01", facts, context(facts.toArray(Fact[]::new))).stream()
                .filter(VolumeTrend.class::isInstance)
                .map(VolumeTrend.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
