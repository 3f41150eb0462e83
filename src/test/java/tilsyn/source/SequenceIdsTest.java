package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SequenceIdsTest {
    private final SequenceIds numbers = new SequenceIds();

    @Test
    void what_lies_between_two_numbers_is_missing() {
        seen(7, 8, 9, 13, 14, 16);

        assertThat(missing()).isEqualTo(4);
    }

    @Test
    void the_first_number_that_is_heard_says_nothing_of_those_before() {
        seen(500_000);

        assertThat(missing()).isZero();
    }

    @Test
    void a_sender_that_begins_again_has_lost_nothing() {
        seen(1, 2, 3, 1, 2, 3, 4, 5);
        assertThat(missing()).isZero();
        seen(90_000, 90_001);
        long before = missing();

        seen(2, 3, 4);

        assertThat(missing()).isEqualTo(before);
    }

    @Test
    void after_the_last_number_comes_the_first() {
        seen(Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 1, 2);

        assertThat(missing()).isZero();
    }

    @Test
    void what_comes_late_is_missing_no_more_and_what_comes_twice_is_not_counted() {
        var all = new ArrayList<>(LongStream.rangeClosed(2, 900).boxed().toList());
        Collections.shuffle(all, new Random(1));
        seen(1);
        all.forEach(number -> seen(number));
        assertThat(missing()).isZero();

        seen(905, 905, 903, 903);

        assertThat(missing()).isEqualTo(3);
    }

    @Test
    void what_is_written_again_after_a_failure_is_nothing_new() {
        for (int again = 0; again < 3; again++) for (long number = 1; number <= 1_000; number += 2) seen(number);

        assertThat(missing()).isBetween(499L, 499L * 3);
        var others = new SequenceIds();
        for (int again = 0; again < 3; again++)
            for (long number = 100; number < 1_000; number++) others.seen("syslog-udp", "192.0.2.1", "SRV01", number);
        assertThat(missing(others)).isZero();
    }

    @Test
    void two_programs_that_count_for_themselves_are_not_mixed_up() {
        for (int i = 1; i < 1_000; i++) seen(i, 5_000_000L + i);

        assertThat(missing()).isZero();
    }

    @Test
    void any_numbers_do_no_harm() {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
            numbers.seen(
                    "syslog-udp", "192.0.2." + random.nextInt(9), "H" + i % 7, 1 + random.nextInt(Integer.MAX_VALUE));

        assertThat(missing()).isNotNegative();
    }

    @Test
    void what_is_told_is_bounded_and_adds_up() {
        for (int i = 0; i < 3 * SequenceIds.SENDERS; i++) {
            numbers.seen("syslog-udp", "peer" + i, "H", 10);
            numbers.seen("syslog-udp", "peer" + i, "H", 12);
        }

        assertThat(numbers.missing()).hasSize(SequenceIds.SHOWN + 1).last().satisfies(one -> {
            assertThat(one.messages()).isOne();
        });
        assertThat(missing()).isEqualTo(3L * SequenceIds.SENDERS);
    }

    private void seen(long... all) {
        for (long number : all) numbers.seen("syslog-udp", "192.0.2.1", "SRV01", number);
    }

    private long missing() {
        return missing(numbers);
    }

    private static long missing(SequenceIds of) {
        return StreamSupport.stream(of.missing().spliterator(), false)
                .mapToLong(SequenceIds.Missing::messages)
                .sum();
    }
}
