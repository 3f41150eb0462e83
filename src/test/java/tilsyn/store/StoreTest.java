package tilsyn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.decoder.Examples;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.FileRead;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.RecordRange;
import tilsyn.fact.VolumeUsage;

class StoreTest {
    private static final Instant T = Instant.parse("2025-11-09T22:41:07Z");
    private static final Instant RECEIVED = Instant.parse("2025-11-10T06:00:00Z");
    private static final Resolver AS_STATED = (name, file) -> name.isEmpty() ? "UNNAMED" : name;
    private static final Resolver SHORT = (name, file) ->
            name.isEmpty() ? "UNNAMED" : name.toUpperCase(Locale.ROOT).replaceAll("\\..*", "");

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.create(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_fact_of_every_type_comes_back_as_it_was() {
        var facts = Examples.ofEveryType().stream()
                .filter(fact -> !(fact instanceof Derived))
                .toList();
        for (var fact : facts) deliver(fact.origin(), fact);

        var read = store.facts("FJ", AS_STATED);

        var all = new ArrayList<>(read.customer());
        for (var host : read.hosts()) all.addAll(read.of(host));
        assertThat(all).containsExactlyInAnyOrderElementsOf(facts);
        assertThat(read.of("h1")).isSortedAccordingTo(Facts.ORDER);
    }

    @Test
    void a_file_delivered_twice_counts_once() {
        var file = List.<Fact>of(windows("a.xml", 1), windows("a.xml", 2), volume("a.xml", 1));
        deliver("a.xml", file);

        var again = deliver("a.xml", file);

        assertThat(again.facts()).isZero();
        assertThat(again.duplicates()).isEqualTo(3);
        assertThat(facts("h1")).hasSize(3);
    }

    @Test
    void a_record_twice_in_one_file_counts_once() {
        var read = deliver("a.xml", List.of(windows("a.xml", 1), windows("a.xml", 1)));

        assertThat(read.facts()).isEqualTo(1);
        assertThat(read.duplicates()).isEqualTo(1);
    }

    @Test
    void equal_lines_of_one_file_are_as_many_records() {
        deliver("a.log", List.of(line("a.log", 1, "x"), line("a.log", 2, "x"), line("a.log", 3, "x")));

        assertThat(facts("h1")).hasSize(3);
    }

    @Test
    void what_is_not_whole_is_named() throws Exception {
        deliver("a.log", List.of(line("a.log", 1, "x"), volume("a.log", 1)));
        assertThat(store.problems()).isEmpty();

        try (var connection = store.connection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("update input set facts = facts + 1");
            statement.executeUpdate("update fact set input = 99 where time = (select min(time) from fact)");
            statement.executeUpdate("update spoken_of set host = 'other'");
        }

        assertThat(store.problems())
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("inputs in which records were lost"))
                .anySatisfy(problem -> assertThat(problem).contains("facts of an input that isn't there: 2"))
                .anySatisfy(problem -> assertThat(problem).contains("no list of hosts has"));
    }

    @Test
    void an_overlapping_file_that_begins_among_equal_lines_adds_none() {
        deliver("a.log", List.of(line("a.log", 1, "x"), line("a.log", 2, "x"), line("a.log", 3, "x")));

        var overlap = deliver("b.log", List.of(line("b.log", 1, "x"), line("b.log", 2, "x"), line("b.log", 3, "y")));

        assertThat(overlap.facts()).isEqualTo(1);
        assertThat(overlap.duplicates()).isEqualTo(2);
        assertThat(facts("h1")).hasSize(4);
    }

    @Test
    void the_order_of_delivery_does_not_matter() {
        var files = new ArrayList<List<Fact>>();
        for (int f = 0; f < 6; f++) {
            var name = "f" + f + ".log";
            var facts = new ArrayList<Fact>();
            for (int i = f * 3; i < f * 3 + 9; i++) facts.add(windows(name, i));
            for (int i = 0; i <= f; i++) facts.add(line(name, 100 + i, "same"));
            facts.add(count(name, f % 3, 5 + f));
            facts.add(count(name, f % 3, 1));
            facts.add(volume(name, f / 2));
            files.add(facts);
        }
        var expected = deliveredInOrder(files);

        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(files, new Random(seed));
            assertThat(deliveredInOrder(files)).isEqualTo(expected);
        }
    }

    private List<Object> deliveredInOrder(List<List<Fact>> files) {
        try (var fresh = Store.create(folder.resolve("fresh"))) {
            try (var intake = fresh.intake("FJ")) {
                for (var file : files) deliver(intake, file.get(0).origin().file(), file);
            }
            var accounting = fresh.accounting("FJ");
            return List.of(
                    fresh.facts("FJ", AS_STATED).of("h1"),
                    accounting.received(),
                    accounting.facts(),
                    accounting.rolledUp(),
                    accounting.duplicates());
        }
    }

    @Test
    void of_equal_records_the_first_by_file_and_line_is_kept_whichever_came_first() {
        deliver("b.xml", List.of(windows("b.xml", 1)));
        deliver("a.xml", List.of(windows("a.xml", 1)));
        deliver("c.xml", List.of(windows("c.xml", 1)));

        assertThat(facts("h1")).containsExactly(windows("a.xml", 1));
    }

    @Test
    void counts_of_overlapping_files_are_the_larger_one_minute_by_minute() {
        deliver("a.log", List.of(count("a.log", 7, 10)));

        var overlap = deliver("b.log", List.of(count("b.log", 7, 12)));

        assertThat(overlap.rolledUp()).isEqualTo(2);
        assertThat(overlap.duplicates()).isEqualTo(10);
        assertThat(theCount().count()).isEqualTo(12);
        assertThat(theCount().origin().file()).isEqualTo("a.log");
        assertThat(theCount().last().file()).isEqualTo("b.log");
    }

    @Test
    void counts_that_one_file_gives_in_parts_add_up() {
        deliver("a.log", List.of(count("a.log", 7, 9)));
        var inParts = new ArrayList<Fact>();
        inParts.add(count("b.log", 7, 10));
        for (int i = 0; i < 1_200; i++) inParts.add(windows("b.log", i));
        inParts.add(count("b.log", 7, 2));

        var read = deliver("b.log", inParts);

        assertThat(theCount().count()).isEqualTo(12);
        assertThat(read.rolledUp()).isEqualTo(3);
        assertThat(read.duplicates()).isEqualTo(9);
    }

    @Test
    void a_range_of_record_ids_counts_as_no_record() {
        var range = new RecordRange("h1", "Security", 1, 9, T, T, at("a.xml", 1, ""));

        assertThat(deliver("a.xml", List.of(range)).received()).isZero();
        assertThat(facts("h1")).containsExactly(range);
    }

    @Test
    void a_host_by_several_names_has_its_records_once() {
        deliver("a.xml", List.of(windows("a.xml", 1), windows("a.xml", 2)));
        deliver("b.xml", List.of(windows("H1.local", "b.xml", 2), windows("H1.local", "b.xml", 3)));

        var read = store.facts("FJ", SHORT);

        assertThat(read.hosts()).containsExactly("H1");
        assertThat(read.of("H1")).hasSize(3).allMatch(fact -> fact.host().equals("H1"));
        assertThat(store.names("FJ")).containsExactly("H1.local", "h1");
    }

    @Test
    void a_reading_without_a_host_is_resolved_by_its_file() {
        for (var file : List.of("web01/smart.txt", "db01/smart.txt"))
            deliver(file, List.of(new VolumeUsage("", "C:", 100, 5, T, at(file, 1, ""))));

        var read = store.facts("FJ", (name, file) -> name.isEmpty() ? file.substring(0, file.indexOf('/')) : name);

        assertThat(read.hosts()).containsExactly("db01", "web01");
        assertThat(read.of("web01")).extracting(fact -> fact.origin().file()).containsExactly("web01/smart.txt");
        assertThat(read.customer()).isEmpty();
        assertThat(store.names("FJ")).isEmpty();
    }

    @Test
    void customers_do_not_see_each_other() {
        deliver("a.xml", List.of(windows("a.xml", 1)));

        assertThat(store.facts("OTHER", AS_STATED).hosts()).isEmpty();
        assertThat(store.accounting("OTHER").received()).isZero();
    }

    @Test
    void the_inventory_is_known_before_hosts_are_resolved() {
        var host = Examples.ofEveryType().stream()
                .filter(tilsyn.fact.Host.class::isInstance)
                .findFirst()
                .orElseThrow();
        deliver(host.origin(), host);

        assertThat(store.inventory("FJ")).containsExactly((tilsyn.fact.Host) host);
    }

    @Test
    void what_is_too_long_to_keep_is_rejected_with_the_reason() {
        var longName = windows("h".repeat(256), "a.xml", 0);
        var longText = new LogEvent(
                "h1", "System", "p", 1, Level.INFO, 2, T, Map.of(), "x".repeat(1_000_001), "", at("a.xml", 2, ""));

        var read = deliver("a.xml", List.of(longName, longText));

        assertThat(read.rejected()).isEqualTo(2);
        assertThat(store.accounting("FJ").rejections())
                .extracting(rejection -> rejection.reason())
                .containsExactly(
                        "a host name of 256 characters; the longest has 255",
                        "a record of 1000139 characters; the longest kept has 1000000");
    }

    @Test
    void times_at_the_ends_of_the_world_are_kept() {
        for (var time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH))
            deliver("a.log", List.of(new VolumeUsage("h1", "C:", 1, 1, time, at("a.log", 1, ""))));

        assertThat(facts("h1")).extracting(Fact::time).containsExactly(Instant.MIN, Instant.EPOCH, Instant.MAX);
    }

    @Test
    void rejections_are_all_counted_and_the_first_ones_kept() {
        try (var intake = store.intake("FJ")) {
            var arrival = intake.begin("a.log", "ab".repeat(32), 9, RECEIVED);
            for (int i = 1; i <= 700; i++) arrival.rejected(at("a.log", i, "garbage"), "expected a time");
            arrival.ignored("heading");
            arrival.done("x", "syslog", "");
        }

        var accounting = store.accounting("FJ");

        assertThat(accounting.rejected()).isEqualTo(700);
        assertThat(accounting.rejections()).hasSize(200);
        assertThat(accounting.rejections().get(0).origin()).isEqualTo(at("a.log", 1, "garbage"));
        assertThat(accounting.line())
                .isEqualTo("received 701 = facts 0 + rolled up 0 + duplicates 0 + ignored 1 + rejected 700");
    }

    @Test
    void an_input_that_was_never_done_says_so_and_still_adds_up() {
        try (var intake = store.intake("FJ")) {
            var arrival = intake.begin("a.xml", "ab", 9, RECEIVED);
            for (int i = 0; i < 1_250; i++) arrival.fact(windows("a.xml", i));
        }

        assertThat(store.accounting("FJ").files())
                .singleElement()
                .isEqualTo(new FileRead("a.xml", "ab", 9, "", "", 1_000, 1_000, 0, 0, 0, 0, "reading was interrupted"));
    }

    @Test
    void what_was_stored_is_there_after_opening_again() {
        deliver("a.xml", List.of(windows("a.xml", 1)));
        store.keep(new StoredAssessment("1", "FJ", T, "3f9c", "{}"));
        store.close();

        store = Store.open(folder.resolve("store"));

        assertThat(facts("h1")).hasSize(1);
        assertThat(store.lastAssessment("FJ")).contains(new StoredAssessment("1", "FJ", T, "3f9c", "{}"));
        assertThat(deliver("a.xml", List.of(windows("a.xml", 1))).duplicates()).isEqualTo(1);
    }

    @Test
    void a_created_store_is_empty() {
        deliver("a.xml", List.of(windows("a.xml", 1)));
        store.close();

        store = Store.create(folder.resolve("store"));

        assertThat(store.facts("FJ", AS_STATED).hosts()).isEmpty();
        assertThat(store.lastAssessment("FJ")).isEmpty();
    }

    @Test
    void the_last_assessment_is_the_one_kept_last() {
        var big = "x".repeat(3_000_000);
        store.keep(new StoredAssessment("1", "FJ", T, "3f9c", "{}"));
        store.keep(new StoredAssessment("2", "FJ", T.minus(Duration.ofDays(1)), "3f9c", big));

        assertThat(store.lastAssessment("FJ").orElseThrow().json()).isEqualTo(big);
        assertThat(store.lastAssessment("OTHER")).isEmpty();
        assertThat(store.lastAssessment().orElseThrow().id()).isEqualTo("2");
    }

    @Test
    void derived_facts_are_never_stored() {
        var derived = Examples.ofEveryType().stream()
                .filter(Derived.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> deliver(derived.origin(), derived)).hasMessageContaining("never stored");
    }

    private List<Fact> facts(String host) {
        return store.facts("FJ", AS_STATED).of(host);
    }

    private LogCount theCount() {
        return (LogCount) facts("h1").stream()
                .filter(LogCount.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private FileRead deliver(Origin origin, Fact fact) {
        return deliver(origin.file(), List.of(fact));
    }

    private FileRead deliver(String file, List<? extends Fact> facts) {
        try (var intake = store.intake("FJ")) {
            return deliver(intake, file, facts);
        }
    }

    private static FileRead deliver(Intake intake, String file, List<? extends Fact> facts) {
        var origin = facts.get(0).origin();
        var arrival = intake.begin(file, origin.sha256(), 9, origin.received());
        for (var fact : facts) arrival.fact(fact);
        return arrival.done("format", "route", "");
    }

    private static LogEvent windows(String file, int record) {
        return windows("h1", file, record);
    }

    private static LogEvent windows(String host, String file, int record) {
        return new LogEvent(
                host,
                "Security",
                "p",
                4625,
                Level.WARNING,
                record,
                T.plusSeconds(record),
                Map.of(),
                "m",
                "",
                at(file, record + 1, "<Event/>"));
    }

    private static LogEvent line(String file, int number, String text) {
        return new LogEvent("h1", "syslog", "sshd", -1, Level.ERROR, -1, T, Map.of(), text, "", at(file, number, text));
    }

    private static VolumeUsage volume(String file, int free) {
        return new VolumeUsage("h1", "C:", 100, free, T, at(file, 1, ""));
    }

    private static LogCount count(String file, int minute, int count) {
        var minutes = new ArrayList<>(Collections.nCopies(60, 0));
        minutes.set(minute, count);
        var hour = Instant.parse("2025-11-09T22:00:00Z");
        return new LogCount(
                "h1",
                "syslog",
                "sshd",
                "",
                "t",
                Map.of("account", "root"),
                Level.NONE,
                hour,
                minutes,
                at(file, 1, "a"),
                at(file, 9, "b"));
    }

    private static Origin at(String file, long line, String raw) {
        return new Origin(file, line, -1, "ab".repeat(32), raw, "", "", RECEIVED);
    }
}
