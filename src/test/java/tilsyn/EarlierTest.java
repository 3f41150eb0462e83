package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.output.Earlier;
import tilsyn.output.Results;
import tilsyn.verdict.Outcome;

/** What a report compares itself with, by the log of all assessments. */
class EarlierTest {
    private static final String NOBODY = "nobody";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temp;

    @Test
    void a_report_is_compared_with_the_newest_of_an_earlier_month_else_of_an_earlier_day() throws Exception {
        assertThat(check("EN", "2025-10-05T07:00:00+02:00").earlier()).isNull();
        assertThat(check("EN", "2025-10-05T23:59:59+02:00").earlier()).isNull();
        assertThat(asOf(check("EN", "2025-10-31T23:30:00+01:00"))).isEqualTo("2025-10-05T21:59:59Z");
        assertThat(asOf(check("EN", "2025-11-09T07:00:00+01:00"))).isEqualTo("2025-10-31T22:30:00Z");
        assertThat(asOf(check("EN", "2025-11-10T07:00:00+01:00"))).isEqualTo("2025-10-31T22:30:00Z");
        assertThat(check("TO", "2025-11-10T07:00:00+01:00").earlier()).isNull();
    }

    @Test
    void files_that_name_no_customer_may_be_of_different_ones() throws Exception {
        check(NOBODY, "2025-10-05T07:00:00+02:00");

        assertThat(check(NOBODY, "2025-11-10T07:00:00+01:00").earlier()).isNull();
    }

    @Test
    void it_knows_what_every_verdict_and_the_score_were() throws Exception {
        var first = check("EN", "2025-10-05T07:00:00+02:00").assessment();

        var earlier = check("EN", "2025-11-10T07:00:00+01:00").earlier();

        assertThat(earlier).isNotNull();
        assertThat(earlier.cells()).hasSize(first.verdicts().size());
        for (var verdict : first.verdicts())
            assertThat(earlier.cells())
                    .containsEntry(
                            new Earlier.Cell(verdict.subject(), verdict.item().id()), verdict.outcome());
        assertThat(earlier.cells().values()).contains(Outcome.NO_EVIDENCE);
        assertThat(earlier.coverage()).isEqualTo(first.score().coverage());
        assertThat(earlier.total()).isEqualTo(first.score().total());
        assertThat(earlier.criticalFails()).isEqualTo(first.score().criticalFails());
        assertThat(earlier.grade()).isEqualTo(first.score().grade());
    }

    private static @Nullable String asOf(Results results) {
        return results.earlier() == null ? null : results.earlier().asOf().toString();
    }

    private Results check(String customer, String asOf) throws Exception {
        var folder = Files.createDirectories(temp.resolve(customer));
        if (!customer.equals(NOBODY))
            Files.writeString(
                    folder.resolve("customer.yaml"),
                    "customer:\n  id: %s\n  name: %s\n  zone: Europe/Oslo\n".formatted(customer, customer));
        Files.writeString(folder.resolve("sshd.log"), "2025-10-04T10:00:00+02:00 srv sshd[1]: Server listening\n");
        return Checks.check(folder, temp.resolve("data"), asOf);
    }
}
