package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

class TableTest {
    private final List<String> rejected = new ArrayList<>();

    @Test
    void columns_are_found_whatever_their_case_and_quotes() throws IOException {
        assertThat(values("\uFEFF\"Job_Name\";\"End Time\"\r\nA;1\r\n", "jobname", "endtime"))
                .containsExactly("A|1");
    }

    @Test
    void asides_above_the_head_are_passed_over() throws IOException {
        assertThat(values("sep=;\nx;y\n1;2\n", "x", "y")).containsExactly("1|2");
        assertThat(values("#TYPE Selected.Thing\nx,y\n1,2\n", "x", "y")).containsExactly("1|2");
    }

    @Test
    void a_quoted_field_may_hold_line_ends_separators_and_quotes() throws IOException {
        assertThat(values("x,y\n\"a,\n\"\"b\"\"\",2\n3,4\n", "x", "y")).containsExactly("a,\n\"b\"|2", "3|4");
    }

    @Test
    void a_quote_that_never_closes_costs_its_line_only() throws IOException {
        assertThat(values("x,y\n\"a,1\n3,4\n5,6\n", "x", "y")).containsExactly("3|4", "5|6");
        assertThat(rejected).containsExactly("any:2 a quote is opened and not closed");
    }

    @Test
    void a_row_with_too_many_fields_is_rejected_and_a_short_one_is_not_whole() throws IOException {
        assertThat(values("x,y\n1,2,3\n1,2,\n1\n", "x", "y")).containsExactly("1|2", "1| cut");
        assertThat(rejected).containsExactly("any:2 has 3 fields; the head line has 2");
    }

    @Test
    void quotes_that_never_close_take_no_longer_than_others() {
        var text = new StringBuilder("x,y\n");
        for (int row = 0; row < 50_000; row++)
            text.append('"').append("\"\"".repeat(100)).append('\n');

        org.assertj.core.api.Assertions.assertThatCode(() -> values(text.toString(), "x"))
                .doesNotThrowAnyException();
        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> values(text.toString(), "x"));
    }

    private List<String> values(String text, String... columns) throws IOException {
        var values = new ArrayList<String>();
        var input = Input.of("any", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, ZoneOffset.UTC);
        try (var table = Table.of(input)) {
            for (var row = table.next(sink()); row != null; row = table.next(sink())) {
                var said = new ArrayList<String>();
                for (var column : columns) said.add(row.get(column));
                values.add(String.join("|", said) + (row.isWhole() ? "" : " cut"));
            }
        }
        return values;
    }

    private Sink sink() {
        return new Sink() {
            @Override
            public void fact(Fact fact) {}

            @Override
            public void ignored(String why) {}

            @Override
            public void rejected(Origin origin, String reason) {
                rejected.add(origin.place() + " " + reason);
            }
        };
    }
}
