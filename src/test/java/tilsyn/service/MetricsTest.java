package tilsyn.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.trace.Log;

class MetricsTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");
    private static final Pattern SAMPLE = Pattern.compile("([a-z][a-z0-9_]*)"
            + "(\\{[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"(?:,[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*})?"
            + " -?\\d+(?:\\.\\d+)?");

    /** Every line is a sample under a type that was said once, or says it; no series comes twice. */
    static void assertValid(String scrape) {
        var typed = new HashSet<String>();
        var series = new HashSet<String>();
        assertThat(scrape).endsWith("\n");
        for (var line : scrape.split("\n")) {
            if (line.startsWith("# HELP ")) continue;
            if (line.startsWith("# TYPE ")) {
                assertThat(line).matches("# TYPE [a-z_]+ (gauge|counter)");
                assertThat(typed.add(line.split(" ")[2])).as(line).isTrue();
                continue;
            }
            var sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(typed).as(line).contains(sample.group(1));
            assertThat(series.add(line.substring(0, line.lastIndexOf(' '))))
                    .as(line)
                    .isTrue();
        }
    }

    @Test
    void names_that_hosts_give_themselves_break_no_line() {
        var verdicts = new TreeMap<String, String>();
        for (var host : List.of("a\"b", "c\\", "d\ne", "f} 1", "g#", "h i")) verdicts.put(host + " HW-02", "PASS P1");

        var scrape = new Metrics().verdicts("De\"mo", verdicts).toString();

        assertValid(scrape);
        assertThat(scrape).contains("{customer=\"De\\\"mo\",subject=\"a\\\"b\",item=\"HW-02\"} 0\n");
    }

    @Test
    void more_verdicts_than_are_shown_are_counted() {
        var verdicts = new TreeMap<String, String>();
        for (int i = 0; i < Metrics.MOST_VERDICTS + 7; i++) verdicts.put("H" + i + " HW-02", "FAIL F1");

        var scrape = new Metrics().verdicts("DEMO", verdicts).toString();

        assertThat(scrape).contains("tilsyn_verdicts_not_shown 7\n");
        assertThat(scrape.lines().filter(line -> line.startsWith("tilsyn_verdict{")))
                .hasSize(Metrics.MOST_VERDICTS);
    }

    @Test
    void the_age_of_what_was_last_signed_is_told_once_there_is_any(@TempDir Path data) throws Exception {
        assertThat(new Metrics().checkpoint(data, T).toString()).isEmpty();
        Log.open(data).append(List.of("{\"kind\":\"test\"}"));
        Files.setLastModifiedTime(data.resolve("checkpoint"), FileTime.from(T.minusSeconds(90)));

        assertThat(new Metrics().checkpoint(data, T).toString()).contains("tilsyn_checkpoint_age_seconds 90.000\n");
    }
}
