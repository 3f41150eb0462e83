package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;

class RetentionTest {
    private static final Instant OLD = Instant.parse("2024-01-10T10:00:00Z");
    private static final Instant NEW = Instant.parse("2025-11-01T10:00:00Z");
    private static final Instant BEFORE = Instant.parse("2024-09-01T00:00:00Z");

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("live"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_is_old_and_came_long_ago_goes_and_the_rest_stays_as_it_was() {
        take("old.log", OLD, OLD, 3);
        take("feed", OLD.plusSeconds(60), OLD, 2);
        take("new.log", NEW, NEW, 2);
        var before = facts(NEW.minusSeconds(1));

        assertThat(store.drop("FJ", BEFORE)).isEqualTo(new Store.Dropped(5, 2, 0));

        assertThat(facts(Instant.EPOCH)).isEqualTo(before).hasSize(2);
        assertThat(store.accounting("FJ").line())
                .isEqualTo("received 3 = facts 2 + rolled up 0 + duplicates 0 + ignored 0 + rejected 1");
        assertThat(store.problems()).isEmpty();
        assertThat(store.drop("FJ", BEFORE).nothing()).isTrue();
    }

    @Test
    void what_is_old_but_came_lately_stays() {
        take("archive.log", OLD, NEW, 3);

        assertThat(store.drop("FJ", BEFORE).nothing()).isTrue();
        assertThat(facts(Instant.EPOCH)).hasSize(3);
    }

    @Test
    void what_says_it_is_of_later_stays_with_the_input_that_brought_it() {
        take("ahead.log", NEW, OLD, 1);

        assertThat(store.drop("FJ", BEFORE)).isEqualTo(new Store.Dropped(0, 0, 0));
        assertThat(facts(Instant.EPOCH)).hasSize(1);
        assertThat(store.accounting("FJ").received()).isEqualTo(2);
    }

    @Test
    void a_month_goes_at_a_time_whatever_the_clock_says() {
        take("january", OLD, OLD, 1);
        take("march", OLD.plus(Duration.ofDays(60)), OLD.plus(Duration.ofDays(60)), 1);

        assertThat(store.drop("FJ", NEW.plus(Duration.ofDays(9_000))).facts()).isOne();
        assertThat(facts(Instant.EPOCH)).hasSize(1);
        assertThat(store.drop("FJ", NEW.plus(Duration.ofDays(9_000))).facts()).isOne();
    }

    @Test
    void it_comes_back_as_the_old_thing_it_is() {
        take("old.log", OLD, OLD, 1);
        store.drop("FJ", BEFORE);

        take("again.log", OLD, NEW, 1);

        assertThat(facts(Instant.EPOCH)).singleElement().asString().contains(OLD.toString());
    }

    @Test
    void other_customers_keep_theirs() {
        take("old.log", OLD, OLD, 1);

        assertThat(store.drop("OTHER", BEFORE).nothing()).isTrue();
        assertThat(facts(Instant.EPOCH)).hasSize(1);
    }

    private TreeSet<String> facts(Instant from) {
        var found = new TreeSet<String>();
        for (var fact : store.facts("FJ", (name, place) -> name).of("h1"))
            if (fact.time().isAfter(from)) found.add(fact.toString());
        return found;
    }

    /** With one line that is rejected. */
    private void take(String file, Instant time, Instant received, int number) {
        try (var intake = store.intake("FJ")) {
            var arrival = file.equals("feed") ? intake.batch(file, 1, received) : intake.begin(file, "ab", 1, received);
            for (int i = 0; i < number; i++)
                arrival.fact(new LogEvent(
                        "h1",
                        "Security",
                        "p",
                        4625,
                        Level.WARNING,
                        -1,
                        time.plusSeconds(i),
                        Map.of(),
                        file + i,
                        "",
                        new Origin(file, i + 1, -1, "ab", "raw", "", "", received)));
            arrival.rejected(new Origin(file, 99, -1, "ab", "odd", "", "", received), "odd");
            arrival.done("f", "r", "");
        }
    }
}
