package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.RecordRange;

class CondenserTest {
    static final Instant START = Instant.parse("2025-11-09T05:00:00Z");

    @Test
    void an_event_of_level_warning_stays_and_one_of_level_info_is_counted() throws Exception {
        var kept = condensed(List.of(message(Level.WARNING, "disk 7 is slow"), message(Level.INFO, "disk 7 is fine")));

        assertThat(events(kept)).extracting(LogEvent::message).containsExactly("disk 7 is slow");
        assertThat(counts(kept)).extracting(LogCount::template).containsExactly("disk * is fine");
    }

    @Test
    void a_counted_signature_is_counted_whatever_its_level_and_kept_apart_by_its_fields() throws Exception {
        var failed = "Failed password for %s from 203.0.113.77 port 4022 ssh2";
        var kept = condensed(List.of(
                sshd(failed.formatted("root")), sshd(failed.formatted("root")), sshd(failed.formatted("admin"))));

        assertThat(events(kept)).isEmpty();
        assertThat(counts(kept))
                .allMatch(count -> count.signature().equals("logon.failed"))
                .extracting(LogCount::key, LogCount::count)
                .containsExactlyInAnyOrder(
                        tuple(Map.of("account", "root", "address", "203.0.113.77"), 2),
                        tuple(Map.of("account", "admin", "address", "203.0.113.77"), 1));
    }

    @Test
    void a_kept_signature_keeps_the_event_with_its_fields() throws Exception {
        var kept = condensed(List.of(event("kernel", Level.INFO, "Buffer I/O error on dev sdb1, logical block 0")));

        assertThat(events(kept).get(0).signature()).isEqualTo("disk.io-error");
        assertThat(events(kept).get(0).data("device")).isEqualTo("sdb1");
    }

    @Test
    void different_lines_of_one_failed_log_on_are_counts_of_different_kinds() throws Exception {
        var kept = condensed(List.of(
                sshd("Invalid user admin from 203.0.113.77 port 4022"),
                sshd("Failed password for invalid user admin from 203.0.113.77 port 4022 ssh2")));

        assertThat(counts(kept))
                .extracting(LogCount::template)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(counts(kept))
                .extracting(LogCount::key)
                .containsOnly(counts(kept).get(0).key());
    }

    @Test
    void two_events_a_minute_apart_are_counted_in_their_minutes() throws Exception {
        var first = at(START.plusSeconds(59), "tick");
        var second = at(START.plusSeconds(60), "tick");

        var count = counts(condensed(List.of(first, second))).get(0);

        assertThat(count.hour()).isEqualTo(START);
        assertThat(count.minutes().subList(0, 3)).containsExactly(1, 1, 0);
        assertThat(count.origin()).isEqualTo(first.origin());
        assertThat(count.last()).isEqualTo(second.origin());
    }

    @Test
    void however_little_room_there_is_counts_add_up_and_none_is_of_the_same_kind_and_hour_as_another()
            throws Exception {
        var random = new Random(3);
        var events = new ArrayList<LogEvent>();
        for (int i = 0; i < 5_000; i++)
            events.add(at(
                    START.plus(Duration.ofMinutes(random.nextInt(600))),
                    "word" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + " happened"));

        var counts = counts(condensed(events, 40));

        assertThat(counts.stream().mapToInt(LogCount::count).sum()).isEqualTo(5_000);
        var kinds = new HashSet<List<Object>>();
        assertThat(counts).allMatch(count -> kinds.add(List.of(count.template(), count.key(), count.hour())));
        assertThat(Counts.merged(new ArrayList<Fact>(counts)).stream()
                        .mapToInt(LogCount::count)
                        .sum())
                .isEqualTo(5_000);
    }

    @Test
    void a_long_log_in_the_order_of_time_needs_no_parts_so_that_overlaps_merge() throws Exception {
        var events = IntStream.range(0, 2_000)
                .mapToObj(minute -> at(START.plus(Duration.ofMinutes(minute)), "tick of " + (char) ('a' + minute % 20)))
                .toList();

        assertThat(counts(condensed(events, 60))).allMatch(count -> count.key().isEmpty());
    }

    @Test
    void overlapping_inputs_count_once() throws Exception {
        var all = IntStream.range(0, 120)
                .mapToObj(minute -> at(START.plus(Duration.ofMinutes(minute)), "tick"))
                .toList();
        var both = new ArrayList<Fact>(condensed(all.subList(0, 80)));
        both.addAll(condensed(all.subList(40, 120)));

        assertThat(Counts.merged(both).stream().mapToInt(LogCount::count).sum()).isEqualTo(120);
    }

    @Test
    void record_ids_without_a_hole_are_one_range_whichever_way_the_export_runs() throws Exception {
        var events = records(101, 200);
        var newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);

        assertThat(ranges(condensed(newestFirst)))
                .singleElement()
                .satisfies(range -> assertThat(range.first()).isEqualTo(101))
                .isEqualTo(ranges(condensed(events)).get(0));
    }

    @Test
    void a_missing_record_makes_two_ranges() throws Exception {
        var events = new ArrayList<>(records(101, 200));
        events.remove(50);

        assertThat(ranges(condensed(events)))
                .extracting(RecordRange::first, RecordRange::last)
                .containsExactly(tuple(101L, 150L), tuple(152L, 200L));
    }

    @Test
    void ids_that_begin_anew_after_a_log_was_cleared_are_a_range_of_their_own() throws Exception {
        var events = new ArrayList<>(records(1, 100));
        for (var event : records(1, 50)) events.add(moved(event, Duration.ofDays(2)));

        assertThat(ranges(condensed(events)))
                .extracting(RecordRange::last, RecordRange::firstTime)
                .containsExactly(tuple(100L, START), tuple(50L, START.plus(Duration.ofDays(2))));
    }

    @Test
    void the_same_record_twice_is_still_one_range() throws Exception {
        var events = new ArrayList<>(records(1, 100));
        events.addAll(records(1, 100));

        assertThat(ranges(condensed(events))).hasSize(1);
    }

    @Test
    void what_is_no_log_event_passes() throws Exception {
        var range = new RecordRange(
                "A",
                "System",
                1,
                2,
                START,
                START,
                SignaturesTest.syslog("a", "").origin());
        var kept = new ArrayList<Fact>();
        try (var condenser = new Condenser(Signatures.NONE, kept::add)) {
            condenser.take(range);
            assertThat(kept).containsExactly(range);
        }
        assertThat(kept).containsExactly(range);
    }

    private static List<Fact> condensed(List<LogEvent> events) throws Exception {
        return condensed(events, 20_000);
    }

    private static List<Fact> condensed(List<LogEvent> events, int most) throws Exception {
        var kept = new ArrayList<Fact>();
        try (var condenser = new Condenser(SignatureFilesTest.signatures(), kept::add, most)) {
            events.forEach(condenser::take);
        }
        return kept;
    }

    private static List<LogEvent> records(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> SignaturesTest.event(
                        "System",
                        "Service Control Manager",
                        7036,
                        id,
                        START.plusSeconds(60L * (id - first)),
                        Level.INFO,
                        Map.of(),
                        ""))
                .toList();
    }

    private static LogEvent moved(LogEvent event, Duration by) {
        return SignaturesTest.event(
                event.channel(),
                event.provider(),
                event.eventId(),
                event.recordId(),
                event.time().plus(by),
                event.level(),
                event.data(),
                event.message());
    }

    private static LogEvent message(Level level, String message) {
        return event("app", level, message);
    }

    private static LogEvent sshd(String message) {
        return event("sshd", Level.WARNING, message);
    }

    private static LogEvent event(String program, Level level, String message) {
        return SignaturesTest.event(LogEvent.SYSLOG, program, -1, -1, START, level, Map.of(), message);
    }

    private static LogEvent at(Instant time, String message) {
        return SignaturesTest.event(LogEvent.SYSLOG, "app", -1, -1, time, Level.INFO, Map.of(), message);
    }

    private static List<LogEvent> events(List<Fact> facts) {
        return facts.stream()
                .filter(LogEvent.class::isInstance)
                .map(LogEvent.class::cast)
                .toList();
    }

    private static List<LogCount> counts(List<Fact> facts) {
        return facts.stream()
                .filter(LogCount.class::isInstance)
                .map(LogCount.class::cast)
                .toList();
    }

    private static List<RecordRange> ranges(List<Fact> facts) {
        return facts.stream()
                .filter(RecordRange.class::isInstance)
                .map(RecordRange.class::cast)
                .toList();
    }
}
