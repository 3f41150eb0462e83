package tilsyn.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.output.Sample;

class TraceTest {
    private final List<String> whole = Trace.lines(Sample.fjordvik().assessment());

    @Test
    void an_untouched_trace_is_whole_and_the_same_every_time() {
        assertThat(Trace.firstBroken(whole)).isZero();
        assertThat(Trace.lines(Sample.fjordvik().assessment())).isEqualTo(whole);
    }

    @Test
    void a_changed_line_is_found_at_the_line_that_no_longer_follows() {
        for (int changed = 0; changed < whole.size() - 1; changed++) {
            var lines = new ArrayList<>(whole);
            lines.set(changed, lines.get(changed).replace("\"kind\"", "\"Kind\""));

            assertThat(Trace.firstBroken(lines)).isEqualTo(changed + 2);
        }
    }

    @Test
    void a_dropped_line_is_found_where_it_was() {
        for (int dropped = 0; dropped < whole.size(); dropped++) {
            var lines = new ArrayList<>(whole);
            lines.remove(dropped);

            assertThat(Trace.firstBroken(lines)).isEqualTo(dropped + 1);
        }
    }

    @Test
    void moved_and_added_lines_are_found_where_they_are() {
        var moved = new ArrayList<>(whole);
        moved.add(5, moved.remove(3));
        var added = new ArrayList<>(whole);
        added.add(7, whole.get(6));

        assertThat(Trace.firstBroken(moved)).isEqualTo(4);
        assertThat(Trace.firstBroken(added)).isEqualTo(8);
    }

    @Test
    void an_empty_trace_and_one_that_is_no_json_are_broken() {
        assertThat(Trace.firstBroken(List.of())).isEqualTo(1);
        assertThat(Trace.firstBroken(List.of("x"))).isEqualTo(1);
    }

    @Test
    void every_verdict_has_a_line_with_the_source_lines_it_rests_on() throws Exception {
        var json = new ObjectMapper();
        var verdicts = new ArrayList<JsonNode>();
        for (var line : whole) {
            var node = json.readTree(line);
            if (node.path("kind").asText().equals("verdict")) verdicts.add(node);
        }

        assertThat(verdicts).hasSameSizeAs(Sample.fjordvik().assessment().verdicts());
        assertThat(verdicts).allSatisfy(verdict -> {
            var cited = verdict.path("cited").path(0);
            assertThat(cited.path("file").asText()).isNotEmpty();
            assertThat(cited.path("line").asInt()).isPositive();
            assertThat(cited.path("sha256").asText()).isEqualTo(Sample.SHA256);
            assertThat(cited.path("raw").asText()).isNotEmpty();
        });
    }
}
