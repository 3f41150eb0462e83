package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.fact.BackupRun;
import tilsyn.fact.BackupRun.Result;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;

class RunsTest {
    private static final String START = "2025-11-09T22:00:00Z";
    private static final String END = "2025-11-09T22:07:34Z";

    @Test
    void a_run_that_its_log_and_a_list_tell_of_counts_once_and_as_the_worse_of_the_two() {
        var log = run("pgbackrest", START, END, Result.WARNING, 500, List.of("main"));
        var list = run(
                "pgbackrest",
                "2025-11-09T22:00:02Z",
                "2025-11-09T22:07:30Z",
                Result.SUCCESS,
                500,
                List.of("main", "ledger"));

        assertThat(Runs.of(List.of(log, list))).containsExactly(log);
    }

    @Test
    void a_run_of_which_only_the_list_knows_the_end_is_that_of_the_list() {
        var log = run("pgbackrest", START, END, Result.UNKNOWN, 500, List.of("main"));
        var list = run("pgbackrest", START, END, Result.SUCCESS, 500, List.of("main"));

        assertThat(Runs.of(List.of(log, list))).containsExactly(list);
    }

    @Test
    void a_run_that_begins_where_another_has_ended_is_another_run() {
        var first = run("pgbackrest", START, END, Result.SUCCESS, 500, List.of("main"));
        var second =
                run("pgbackrest", "2025-11-09T22:07:36Z", "2025-11-09T22:08:00Z", Result.SUCCESS, 20, List.of("main"));

        assertThat(Runs.of(List.of(first, second))).containsExactly(first, second);
    }

    @Test
    void a_good_end_of_restic_gets_the_paths_that_its_list_of_snapshots_names() {
        var log = run("restic", START, END, Result.SUCCESS, 1951135, List.of());
        var list = run("restic", START, END, Result.UNKNOWN, 1951135, List.of("/srv/data"));

        assertThat(Runs.of(List.of(list, log))).singleElement().satisfies(run -> {
            assertThat(run.result()).isEqualTo(Result.SUCCESS);
            assertThat(run.objects()).containsExactly("/srv/data");
        });
    }

    @Test
    void guests_saved_at_the_same_time_are_runs_of_their_own() {
        var one = run("vzdump", START, END, Result.SUCCESS, 500, List.of("100"));
        var other = run("vzdump", START, END, Result.FAILED, 500, List.of("101"));

        assertThat(Runs.of(List.of(one, other))).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void what_proxmox_says_in_syslog_is_a_run_of_the_guest_that_began_as_long_before_as_it_took() {
        var event =
                said("backup.vzdump", "vzdump", Map.of("how", "INFO: Finished", "guest", "100", "took", "00:07:34"));

        assertThat(ServerBackups.of("PVE1", List.of(event))).singleElement().satisfies(run -> {
            assertThat(run.result()).isEqualTo(Result.SUCCESS);
            assertThat(run.objects()).containsExactly("100");
            assertThat(run.start()).isEqualTo(at(START));
            assertThat(run.end()).isEqualTo(at(END));
        });
    }

    @Test
    void a_guest_that_syslog_says_failed_has_failed() {
        var event = said("backup.vzdump", "vzdump", Map.of("how", "ERROR:", "guest", "102"));

        assertThat(ServerBackups.of("PVE1", List.of(event)))
                .extracting(BackupRun::result)
                .containsExactly(Result.FAILED);
    }

    @Test
    void a_nas_job_that_finished_in_any_but_plain_words_is_no_success() {
        var plain = said("backup.nas", "qulogd", Map.of("how", "Finished", "job", "Klienter"));
        var other = said("backup.nas", "qulogd", Map.of("how", "Finished", "job", "Klienter", "odd", " with errors"));
        var partly = said("backup.nas", "Hyper_Backup", Map.of("how", "was partially completed", "job", "Klienter"));
        var unheard = said("backup.nas", "qulogd", Map.of("how", "Dreamt", "job", "Klienter"));

        assertThat(ServerBackups.of("NAS1", List.of(plain, other, partly, unheard)))
                .extracting(BackupRun::result)
                .containsExactly(Result.SUCCESS, Result.WARNING, Result.WARNING);
    }

    @Test
    void a_nas_that_tells_of_the_same_run_in_syslog_and_in_its_own_log_is_counted_once() {
        var own = run("hyper-backup", START, END, Result.SUCCESS, -1, List.of());
        var events = List.<Fact>of(
                said("backup.nas", "Hyper_Backup", Map.of("how", "finished successfully", "job", "main")), own);
        var facts = new java.util.ArrayList<>(events);
        facts.addAll(ServerBackups.of("NAS1", events));

        assertThat(Runs.of(facts)).hasSize(1);
    }

    private static BackupRun run(
            String tool, String start, String end, Result result, long bytes, List<String> objects) {
        return new BackupRun(
                "H",
                "main",
                tool,
                1,
                "",
                at(start),
                at(end),
                result,
                "",
                bytes,
                -1,
                bytes < 0 ? -1 : 20,
                !objects.isEmpty(),
                objects,
                List.of(),
                List.of(),
                List.of(),
                "",
                ORIGIN);
    }

    private static LogEvent said(String signature, String program, Map<String, String> data) {
        return new LogEvent(
                "H", LogEvent.SYSLOG, program, -1, Level.NONE, -1, at(END), data, "text", signature, ORIGIN);
    }
}
