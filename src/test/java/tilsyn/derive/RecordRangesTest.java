package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.RecordRange;

class RecordRangesTest {
    @Test
    void a_run_is_cut_at_midnight_and_each_part_begins_where_the_one_before_ended() {
        assertThat(ranges(records(1, 60)))
                .extracting(range -> range.first() + "-" + range.last() + " " + range.firstTime() + " " + range.time())
                .containsExactly(
                        "1-24 2025-11-08T00:30:00Z 2025-11-08T23:30:00Z",
                        "24-48 2025-11-08T23:30:00Z 2025-11-09T23:30:00Z",
                        "48-60 2025-11-09T23:30:00Z 2025-11-10T11:30:00Z");
    }

    @Test
    void an_export_that_runs_newest_first_is_cut_alike_and_leaves_no_hole() {
        var newestFirst = records(1, 60);
        Collections.reverse(newestFirst);
        var facts = new ArrayList<Fact>(ranges(newestFirst));

        assertThat(facts).hasSize(3);
        assertThat(Sequences.of("DC01", facts, Given.contextAt(Given.at("2025-11-10T12:00:00Z"))))
                .singleElement()
                .matches(sequence ->
                        ((tilsyn.fact.RecordSequence) sequence).gaps().isEmpty()
                                && !((tilsyn.fact.RecordSequence) sequence).restarted());
    }

    @Test
    void records_days_apart_still_touch() {
        var sparse = new ArrayList<LogEvent>();
        for (int i = 0; i < 4; i++) sparse.add(record(i + 1, Duration.ofDays(2L * i)));

        assertThat(ranges(sparse))
                .extracting(range -> range.first() + "-" + range.last())
                .containsExactly("1-2", "2-3", "3-4");
    }

    private static List<LogEvent> records(int first, int last) {
        var records = new ArrayList<LogEvent>();
        for (int id = first; id <= last; id++) records.add(record(id, Duration.ofHours(id - first)));
        return records;
    }

    private static LogEvent record(int id, Duration after) {
        return new LogEvent(
                "DC01",
                "System",
                "",
                7036,
                Level.INFO,
                id,
                Given.at("2025-11-08T00:30:00Z").plus(after),
                Map.of(),
                "",
                "",
                Given.ORIGIN);
    }

    private static List<RecordRange> ranges(List<LogEvent> events) {
        var kept = new ArrayList<RecordRange>();
        var ranges = new RecordRanges(fact -> kept.add((RecordRange) fact));
        events.forEach(ranges::add);
        ranges.close();
        return kept;
    }
}
