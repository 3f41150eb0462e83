package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.BusinessJob;
import tilsyn.fact.Fact;
import tilsyn.fact.JobDay;
import tilsyn.fact.ScheduledJobRun;

class JobsTest {
    private static final List<String> SUNDAYS = List.of("SUNDAY");

    @Test
    void the_deadline_of_the_night_the_clock_goes_back_is_by_the_clock_on_the_wall() {
        var late = days("2025-10-27T06:00:00Z", job("01:00", "04:00", SUNDAYS), run("2025-10-26T03:00:01Z", 0L, 5));
        var done = days("2025-10-27T06:00:00Z", job("01:00", "04:00", SUNDAYS), run("2025-10-26T03:00:00Z", 0L, 5));

        assertThat(late).extracting(JobDay::outcome).contains(JobDay.Outcome.LATE);
        assertThat(done)
                .extracting(JobDay::outcome)
                .contains(JobDay.Outcome.DONE)
                .doesNotContain(JobDay.Outcome.LATE);
    }

    @Test
    void a_deadline_before_the_start_is_the_next_morning() {
        var days = days("2025-11-10T06:00:00Z", job("23:50", "01:00", SUNDAYS), run("2025-11-10T00:00:00Z", 0L, 5));

        assertThat(days)
                .filteredOn(day -> day.date().equals("2025-11-09"))
                .extracting(JobDay::outcome)
                .containsExactly(JobDay.Outcome.DONE);
    }

    @Test
    void a_task_is_known_by_the_last_part_of_its_path_and_failed_whatever_its_code() {
        var told = Jobs.told(
                "H",
                List.of(Given.event(
                        "H",
                        "Microsoft-Windows-TaskScheduler/Operational",
                        203,
                        "2025-11-10T04:30:00Z",
                        "job.failed",
                        Map.of("job", "\\Fjordvik\\bank-import", "code", "0"))));

        assertThat(told).singleElement().isInstanceOfSatisfying(ScheduledJobRun.class, run -> {
            assertThat(run.job()).isEqualTo("bank-import");
            assertThat(run.code()).isNotEqualTo(0L);
        });
    }

    @Test
    void a_job_whose_schedule_nobody_understands_is_not_judged_by_days() {
        var broken =
                new BusinessJob("H", "bank-import", "", SUNDAYS, "", "", "rows", true, "schedule", Given.AS_OF, ORIGIN);

        assertThat(days("2025-11-10T06:00:00Z", broken, run("2025-11-09T04:00:00Z", 0L, 5)))
                .isEmpty();
    }

    private static BusinessJob job(String start, String deadline, List<String> days) {
        return new BusinessJob("H", "bank-import", start, days, deadline, "", "rows", true, "", Given.AS_OF, ORIGIN);
    }

    private static ScheduledJobRun run(String end, Long code, long rows) {
        return new ScheduledJobRun("H", "bank-import", null, code, rows, -1, null, "", at(end), "jobs", ORIGIN);
    }

    private static List<JobDay> days(String asOf, Fact... facts) {
        var days = new ArrayList<JobDay>();
        for (var fact : Jobs.of("H", List.of(facts), List.of(), Given.contextAt(at(asOf), facts)))
            if (fact instanceof JobDay day) days.add(day);
        return days;
    }
}
