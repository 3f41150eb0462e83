package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Fact;
import tilsyn.fact.ScanHistory;
import tilsyn.fact.UpdateScan;

class ScansTest {
    @Test
    void the_last_good_search_is_cited_beside_the_newest_that_failed() {
        var good = scan("2025-11-07T10:00:00Z", true);
        var first = scan("2025-11-08T10:00:00Z", false);
        var newest = scan("2025-11-09T10:00:00Z", false);

        var history = of(good, first, newest);

        assertThat(history.basis()).containsExactly(newest, good);
        assertThat(history.failed()).isEqualTo(2);
        assertThat(history.lastGood()).isEqualTo(good.time());
        assertThat(history.code()).isEqualTo("0x80240438");
    }

    @Test
    void of_two_at_one_moment_the_failure_is_believed() {
        var failed = scan("2025-11-09T10:00:00Z", false);

        var history = of(failed, scan("2025-11-09T10:00:00Z", true));

        assertThat(history.failed()).isEqualTo(1);
        assertThat(history.basis().get(0)).isEqualTo(failed);
    }

    @Test
    void a_good_one_that_is_the_newest_is_cited_once() {
        var good = scan("2025-11-09T10:00:00Z", true);

        assertThat(of(good).basis()).containsExactly(good);
        assertThat(of(good).code()).isEmpty();
    }

    private static ScanHistory of(UpdateScan... scans) {
        var context = context(scans);
        return (ScanHistory) Scans.of(
                        "H",
                        List.<Fact>of(scans),
                        List.of(),
                        new Living(List.of(), List.of(), List.of(), context),
                        context)
                .get(0);
    }

    private static UpdateScan scan(String time, boolean good) {
        return new UpdateScan("H", at(time), good, good ? "" : "0x80240438", "wu", ORIGIN);
    }
}
