package tilsyn.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.ticket.Months.during;
import static tilsyn.ticket.Months.local;
import static tilsyn.ticket.Months.with;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tilsyn.fact.BackupRun;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.output.Sample;
import tilsyn.ticket.Followed.State;
import tilsyn.ticket.Step.Kind;
import tilsyn.verdict.Disposition;
import tilsyn.verdict.EvidenceFound;
import tilsyn.verdict.EvidenceLine;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

class LifeCycleTest {
    private static final Verdict BAD_RAID = Sample.fail("A", Sample.RAID, "md0", Map.of());
    private static final Verdict GOOD_RAID = Sample.pass("A", Sample.RAID);
    private static final Verdict BAD_DISK = Sample.fail("A", Sample.DISK, "D:", Map.of("free", "9", "days", "3"));
    private static final Verdict FILLING_DISK = Sample.warn("A", Sample.DISK, "D:", Map.of("free", "90", "days", "40"));
    private static final Verdict GOOD_DISK = Sample.pass("A", Sample.DISK);
    private static final Verdict UNKNOWN_DISK = Sample.unknown("A", Sample.DISK, Reason.MISSING);

    private final Months months = new Months();

    // open

    @Test
    void what_fails_gets_a_ticket_at_once() {
        months.judge("2025-11-10T07:00", BAD_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.only().id()).isEqualTo("FJORDVIK-1");
        assertThat(months.only().ticket().opened()).isEqualTo(local("2025-11-10T07:00"));
        assertThat(months.lastStep().kind().notifies()).isTrue();
    }

    @Test
    void missing_evidence_becomes_a_ticket_only_when_it_is_still_missing_after_24_hours() {
        months.judge("2025-11-10T07:00", UNKNOWN_DISK);
        months.judge("2025-11-11T06:59", UNKNOWN_DISK);
        assertThat(months.only().state()).isEqualTo(State.PENDING);

        months.judge("2025-11-11T07:00", UNKNOWN_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.kinds()).containsExactly(Kind.PENDING, Kind.OPENED);
    }

    @Test
    void evidence_that_comes_within_its_grace_leaves_no_ticket() {
        months.judge("2025-11-10T07:00", UNKNOWN_DISK);
        months.judge("2025-11-10T12:00", GOOD_DISK);

        assertThat(months.only().state()).isEqualTo(State.DROPPED);
        assertThat(months.only().told()).isFalse();
    }

    @Test
    void a_failure_that_shows_itself_within_the_grace_opens_at_once() {
        months.judge("2025-11-10T07:00", Sample.unknown("A", Sample.RESTORE, Reason.MISSING));
        months.judge("2025-11-10T08:00", Sample.fail("A", Sample.RESTORE, "", Map.of("days", "118")));

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.only().ticket().outcome()).isEqualTo(Outcome.FAIL);
    }

    // update

    @Test
    void whatever_happens_again_raises_a_counter_and_sends_no_mail() {
        months.judge("2025-11-10T07:00", events("2025-11-10T06:00", "2025-11-10T06:30"));
        months.judge("2025-11-10T08:00", events("2025-11-10T06:30", "2025-11-10T07:30", "2025-11-10T07:40"));
        months.judge("2025-11-10T09:00", events("2025-11-10T07:40"));

        assertThat(months.only().events()).isEqualTo(4);
        assertThat(months.only().rounds()).isEqualTo(3);
        assertThat(months.kinds()).containsExactly(Kind.OPENED);
    }

    @Test
    void text_and_counters_go_out_once_a_day_without_a_mail() {
        months.judge("2025-11-10T07:00", events("2025-11-10T06:00"));
        months.judge("2025-11-11T06:00", events("2025-11-11T05:00"));
        months.judge("2025-11-11T07:00", events("2025-11-11T06:30"));

        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.REFRESHED);
        assertThat(months.lastStep().said().nb()).isEqualTo("3 hendelser siden 10.11.2025 kl. 07:00");
    }

    @Test
    void worsening_raises_the_priority_and_notifies() {
        months.judge("2025-11-10T07:00", FILLING_DISK);
        months.judge("2025-11-10T08:00", BAD_DISK);

        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.RAISED);
        assertThat(months.only().ticket().priority()).isEqualTo(2);
        assertThat(months.lastStep().kind().notifies()).isTrue();
    }

    @Test
    void what_goes_to_and_fro_between_warning_and_failure_raises_once() {
        for (int hour = 0; hour < 48; hour++)
            months.judge(
                    local("2025-11-10T07:00").plus(Duration.ofHours(hour)), hour % 2 == 0 ? FILLING_DISK : BAD_DISK);

        assertThat(months.kinds()).containsOnlyOnce(Kind.RAISED).doesNotContain(Kind.LOWERED, Kind.COMMENTED);
    }

    @Test
    void a_lower_priority_comes_as_a_comment_once_it_has_lasted_a_day() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", FILLING_DISK);
        months.judge("2025-11-11T07:59", FILLING_DISK);
        assertThat(months.only().ticket().priority()).isEqualTo(2);

        months.judge("2025-11-11T08:00", FILLING_DISK);

        assertThat(months.lastStep().kind()).isEqualTo(Kind.LOWERED);
        assertThat(months.only().ticket().priority()).isEqualTo(4);
    }

    // close

    @Test
    void hardware_closes_when_it_has_been_well_for_24_hours_naming_the_evidence() {
        months.judge("2025-11-03T11:35", BAD_RAID);
        months.judge("2025-11-03T11:45", GOOD_RAID);
        months.judge("2025-11-04T11:44", GOOD_RAID);
        assertThat(months.only().state()).isEqualTo(State.OPEN);

        months.judge("2025-11-04T11:45", GOOD_RAID);

        assertThat(months.only().state()).isEqualTo(State.CLOSED);
        assertThat(months.lastStep().said().nb())
                .isEqualTo("I orden igjen, vist av Jobblogger, 10.11.2025 kl. 07:00 (logs/A.log:42)");
    }

    @Test
    void a_relapse_within_the_24_hours_starts_them_anew_and_the_third_says_that_it_comes_and_goes() {
        for (int day = 10; day < 13; day++) {
            months.judge("2025-11-" + day + "T07:00", BAD_RAID);
            months.judge("2025-11-" + day + "T09:00", GOOD_RAID);
        }
        months.judge("2025-11-13T07:00", BAD_RAID);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.COMMENTED);
    }

    @Test
    void other_items_close_at_the_next_assessment_that_finds_them_well() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", GOOD_DISK);

        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.CLOSED);
    }

    @Test
    void backup_closes_on_a_good_run_and_on_nothing_less() {
        months.judge("2025-11-10T07:00", Sample.fail("A", Sample.BACKUP, "D:", Map.of()));
        months.judge("2025-11-10T08:00", backup(BackupRun.Result.WARNING));
        assertThat(months.only().state()).isEqualTo(State.OPEN);

        months.judge("2025-11-10T09:00", backup(BackupRun.Result.SUCCESS));

        assertThat(months.only().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void gone_quiet_is_not_well_and_is_said_after_a_day_on_the_same_ticket() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", UNKNOWN_DISK);
        months.judge("2025-11-11T07:59", UNKNOWN_DISK);
        assertThat(months.kinds()).containsExactly(Kind.OPENED);

        months.judge("2025-11-11T08:00", UNKNOWN_DISK);
        months.judge("2025-11-12T08:00", UNKNOWN_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.COMMENTED);
        assertThat(months.lastStep().said().nb()).contains("Ingen kan si siden 10.11.2025 kl. 08:00");
    }

    @Test
    void one_of_two_disks_is_well_only_when_all_evidence_is_there() {
        var both = deciding(BAD_DISK, "D:", "E:");
        months.judge("2025-11-10T07:00", both);
        months.judge("2025-11-10T08:00", lacking(deciding(BAD_DISK, "E:")));
        assertThat(months.tickets()).extracting(Followed::state).containsExactly(State.OPEN, State.OPEN);

        months.judge("2025-11-10T09:00", deciding(BAD_DISK, "E:"));

        assertThat(months.tickets()).extracting(Followed::state).containsExactly(State.CLOSED, State.OPEN);
    }

    @Test
    void what_another_clause_still_finds_stays_open() {
        months.judge("2025-11-10T07:00", deciding(FILLING_DISK, "D:"));
        var worse = deciding(BAD_DISK, "E:");
        var matched = List.of(worse.deciding().get(0), FILLING_DISK.deciding().get(0));
        months.judge("2025-11-10T08:00", matched(worse, matched));

        assertThat(months.tickets()).extracting(Followed::state).containsExactly(State.OPEN, State.OPEN);
    }

    @Test
    void a_host_that_nobody_judges_any_more_has_not_recovered() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-11T07:00");
        months.judge("2025-11-12T07:00");

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.lastStep().said().en()).startsWith("This is no longer judged");
    }

    @Test
    void items_that_need_a_conclusion_stay_until_someone_named_gives_it() {
        var cleared = found("LOG-03", "F1", Outcome.FAIL, "2025-11-10T06:00");
        var well = Sample.pass("A", cleared.item());
        months.judge("2025-11-10T07:00", cleared);
        months.judge("2025-12-20T07:00", well);
        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.lastStep().said().nb()).contains("konklusjon fra en navngitt person");

        months.byHand(it -> Hand.close(it, "Kari Nes", "planned by Ola", local("2025-12-20T09:00")));
        months.judge("2025-12-21T07:00", well);

        assertThat(months.only().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_conclusion_holds_while_nothing_new_happens() {
        months.judge("2025-11-10T07:00", found("LOG-03", "F1", Outcome.FAIL, "2025-11-10T06:00"));
        months.byHand(it -> Hand.close(it, "Kari Nes", "planned by Ola", local("2025-11-10T09:00")));
        months.judge("2025-11-11T07:00", found("LOG-03", "F1", Outcome.FAIL, "2025-11-10T06:00"));
        assertThat(months.only().state()).isEqualTo(State.CLOSED);

        months.judge("2025-11-12T07:00", found("LOG-03", "F1", Outcome.FAIL, "2025-11-12T06:00"));

        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    @Test
    void each_item_that_needs_a_conclusion_is_known() {
        assertThat(List.of("LOG-03 F1", "LOG-05 F1", "LOG-05 F2", "LOG-08 W1", "AV-05 F3", "AV-06 F1", "OPS-04 F3"))
                .allMatch(LifeCycleTest::concludes);
        assertThat(List.of("LOG-05 F3", "AV-05 W1", "OPS-04 F1", "LOG-01 F1", "HW-01 F1"))
                .noneMatch(LifeCycleTest::concludes);
    }

    // reopen

    @Test
    void the_same_ticket_reopens_up_to_7_days_after_it_was_closed() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", GOOD_DISK);
        months.judge("2025-11-17T08:00", BAD_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.lastStep().kind()).isEqualTo(Kind.REOPENED);
        assertThat(months.only().ticket().opened()).isEqualTo(local("2025-11-10T07:00"));
    }

    @Test
    void later_than_that_a_new_ticket_links_to_the_old_one() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", GOOD_DISK);
        months.judge("2025-11-17T08:01", BAD_DISK);

        assertThat(months.tickets()).extracting(Followed::state).containsExactly(State.CLOSED, State.OPEN);
        assertThat(months.tickets().get(1).earlier()).isEqualTo("FJORDVIK-1");
    }

    @Test
    void three_reopenings_in_35_days_make_a_problem_ticket_and_a_fourth_no_second_one() {
        for (int day = 1; day <= 4; day++) {
            months.judge("2025-11-%02dT07:00".formatted(day), BAD_DISK);
            months.judge("2025-11-%02dT08:00".formatted(day), GOOD_DISK);
        }
        assertThat(months.tickets()).hasSize(2);

        months.judge("2025-11-05T07:00", BAD_DISK);

        assertThat(months.tickets()).extracting(Followed::recurring).containsExactly(false, true);
        assertThat(months.tickets().get(1).ticket().key()).isEqualTo("FJORDVIK|A|OPS-03|D:|problem");
        assertThat(months.tickets().get(1).state()).isEqualTo(State.OPEN);
    }

    @Test
    void reopenings_18_days_apart_make_none_as_three_of_them_take_36_days() {
        for (int time = 0; time < 12; time++) {
            var day = local("2025-01-01T07:00").plus(Duration.ofDays(18L * time));
            months.judge(day, BAD_DISK);
            months.judge(day.plus(Duration.ofDays(11)), GOOD_DISK);
        }

        assertThat(months.only().reopenings()).hasSize(2);
    }

    @Test
    void closed_by_hand_while_failing_opens_again_at_the_next_assessment() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.byHand(it -> Hand.close(it, "Kari Nes", "done", local("2025-11-10T07:30")));
        months.judge("2025-11-10T08:00", BAD_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.lastStep().said().nb()).isEqualTo("Lukket mens feilen består.");
        assertThat(months.only().reopenings()).isEmpty();
    }

    @Test
    void closed_by_hand_and_really_well_stays_closed() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.byHand(it -> Hand.close(it, "Kari Nes", "done", local("2025-11-10T07:30")));
        months.judge("2025-11-10T08:00", GOOD_DISK);

        assertThat(months.only().state()).isEqualTo(State.CLOSED);
        assertThat(months.only().closing().byHand()).isFalse();
    }

    // maintenance

    @Test
    void a_window_holds_a_ticket_back_until_15_minutes_after_its_end() {
        var window = window("2025-11-10T20:00", "2025-11-10T23:00", "2025-11-09T10:00");
        months.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T20:20")), window));
        assertThat(months.only().state()).isEqualTo(State.HELD);
        assertThat(months.only().hold().until()).isEqualTo(local("2025-11-10T23:00"));

        months.judge("2025-11-10T23:14", BAD_DISK);
        assertThat(months.only().state()).isEqualTo(State.HELD);
        months.judge("2025-11-10T23:15", BAD_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
        assertThat(months.kinds()).containsExactly(Kind.HELD, Kind.OPENED);
    }

    @Test
    void what_is_well_when_the_window_ends_never_becomes_a_ticket() {
        var window = window("2025-11-10T20:00", "2025-11-10T23:00", "2025-11-09T10:00");
        months.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T20:20")), window));
        months.judge("2025-11-10T22:00", GOOD_DISK);

        assertThat(months.only().state()).isEqualTo(State.DROPPED);
    }

    @Test
    void a_window_entered_after_the_failure_holds_nothing() {
        var late = window("2025-11-10T20:00", "2025-11-10T23:00", "2025-11-10T20:25");
        months.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T20:20")), late));

        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    @Test
    void of_a_window_that_does_not_say_when_it_was_entered_the_failure_must_come_after_its_beginning() {
        var silent = window("2025-11-10T20:00", "2025-11-10T23:00", null);
        months.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T19:59")), silent));
        assertThat(months.only().state()).isEqualTo(State.OPEN);

        var other = new Months();
        other.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T20:00")), silent));
        assertThat(other.only().state()).isEqualTo(State.HELD);
    }

    @Test
    void a_window_taken_out_of_the_register_holds_nothing_any_more() {
        var window = window("2025-11-10T20:00", "2025-11-10T23:00", "2025-11-09T10:00");
        months.judge("2025-11-10T20:30", during(Months.at(BAD_DISK, local("2025-11-10T20:20")), window));
        months.judge("2025-11-10T21:00", BAD_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_window_leaves_an_open_ticket_open() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge(
                "2025-11-10T20:30",
                during(BAD_DISK, window("2025-11-10T20:00", "2025-11-10T23:00", "2025-11-09T10:00")));

        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    // waivers

    @Test
    void an_accepted_risk_lets_the_ticket_sleep_reminds_14_days_before_and_wakes_it_the_day_after() {
        months.judge("2025-10-01T07:00", BAD_DISK);
        months.judge("2025-10-02T07:00", waived(BAD_DISK, "2025-10-31"));
        assertThat(months.only().state()).isEqualTo(State.SLEEPING);
        months.judge("2025-10-16T23:59", waived(BAD_DISK, "2025-10-31"));
        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.WAIVED);

        months.judge("2025-10-17T00:00", waived(BAD_DISK, "2025-10-31"));
        months.judge("2025-10-18T00:00", waived(BAD_DISK, "2025-10-31"));
        months.judge("2025-10-31T23:59", waived(BAD_DISK, "2025-10-31"));
        months.judge("2025-11-01T00:00", BAD_DISK);

        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.WAIVED, Kind.REMINDED, Kind.REOPENED);
        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    @Test
    void the_next_thing_to_happen_is_known_to_the_minute() {
        months.judge("2025-10-02T07:00", waived(BAD_DISK, "2025-10-31"));
        assertThat(months.book().due(Sample.OSLO)).contains(local("2025-10-17T00:00"));

        months.judge("2025-10-17T00:00", waived(BAD_DISK, "2025-10-31"));

        assertThat(months.book().due(Sample.OSLO)).contains(local("2025-11-01T00:00"));
    }

    @Test
    void a_risk_accepted_from_the_start_becomes_a_ticket_when_it_ends() {
        months.judge("2025-10-01T07:00", waived(BAD_DISK, "2025-12-31"));
        assertThat(months.only().told()).isFalse();

        months.judge("2025-10-02T07:00", BAD_DISK);

        assertThat(months.kinds()).containsExactly(Kind.WAIVED, Kind.OPENED);
    }

    @Test
    void an_ended_risk_wakes_its_ticket_also_when_nobody_can_say() {
        months.judge("2025-10-01T07:00", BAD_DISK);
        months.judge("2025-10-02T07:00", waived(BAD_DISK, "2025-10-31"));
        months.judge("2025-11-01T00:00", UNKNOWN_DISK);

        assertThat(months.only().state()).isEqualTo(State.OPEN);
    }

    // grouping

    @Test
    void a_host_that_falls_silent_gets_one_ticket_and_those_it_had_stay() {
        var silent = Sample.fail("A", Sample.SOURCES, "syslog", Map.of("source", "syslog", "since", "2025-11-09"));
        months.judge("2025-11-08T07:00", BAD_DISK);
        for (int day = 10; day < 20; day++)
            months.judge(
                    "2025-11-" + day + "T07:00",
                    silent,
                    Sample.unknown("A", Sample.PROTECTION, Reason.SOURCE_SILENT),
                    Sample.unknown("A", Sample.DISK, Reason.STALE));

        assertThat(months.tickets())
                .extracting(followed -> followed.ticket().item())
                .containsExactly("OPS-03", "LOG-01");
        assertThat(months.tickets()).extracting(Followed::state).containsOnly(State.OPEN);
        assertThat(months.tickets().get(1).ticket().covered()).containsExactly("OPS-03", "AV-02");
    }

    // time

    @Test
    void judging_the_same_moment_again_changes_nothing() {
        months.judge("2025-11-10T07:00", BAD_DISK, BAD_RAID);

        assertThat(months.judge("2025-11-10T07:00", BAD_DISK, BAD_RAID)).isEmpty();
    }

    @Test
    void late_evidence_that_lets_the_past_be_judged_anew_leaves_the_tickets_of_today_alone() {
        months.judge("2025-11-10T07:00", BAD_DISK);
        months.judge("2025-11-10T08:00", GOOD_DISK);
        var before = months.tickets();

        months.judge(Months.assessment(local("2025-11-10T07:30"), local("2025-11-10T08:30"), BAD_DISK, BAD_RAID));

        assertThat(months.tickets()).isEqualTo(before);
        assertThat(months.book().asOf()).isEqualTo(local("2025-11-10T08:00"));
    }

    @Test
    void a_clock_that_ran_ahead_and_was_set_back_doubles_no_ticket_and_stops_none() {
        months.judge("2025-11-10T07:00", BAD_RAID);
        months.judge("2035-11-10T07:00", GOOD_RAID);
        months.judge("2025-11-10T08:00", BAD_RAID);
        assertThat(months.only().state()).isEqualTo(State.OPEN);

        months.judge("2025-11-10T09:00", GOOD_RAID);
        months.judge("2025-11-11T09:00", GOOD_RAID);

        assertThat(months.only().state()).isEqualTo(State.CLOSED);
        assertThat(months.only().ticket().opened()).isEqualTo(local("2025-11-10T07:00"));
    }

    @Test
    void neither_the_night_the_clocks_go_back_nor_the_one_they_go_forward_doubles_a_ticket() {
        for (var night : List.of("2025-10-25T22:00:00Z", "2026-03-28T22:00:00Z")) {
            var through = new Months();
            var from = Instant.parse(night);
            through.judge(from, from.plus(Duration.ofHours(8)), Duration.ofMinutes(5), BAD_DISK, UNKNOWN_DISK_OF_B);

            assertThat(through.doubled()).isFalse();
            assertThat(through.kinds()).containsExactly(Kind.OPENED, Kind.PENDING);
        }
    }

    @Test
    void new_year_doubles_no_ticket_and_ends_no_accepted_risk_too_early() {
        var risk = waived(BAD_DISK, "2025-12-31");
        var newYear = local("2026-01-01T00:00");
        months.judge(newYear.minus(Duration.ofDays(1)), newYear.minusSeconds(1), Duration.ofMinutes(7), risk, BAD_RAID);
        months.judge(newYear, newYear.plus(Duration.ofDays(1)), Duration.ofMinutes(7), BAD_DISK, BAD_RAID);

        assertThat(months.doubled()).isFalse();
        assertThat(months.tickets()).hasSize(2);
        assertThat(months.kinds()).containsExactly(Kind.OPENED, Kind.WAIVED, Kind.REMINDED, Kind.REOPENED);
    }

    @Test
    void however_clocks_jump_no_key_has_two_live_tickets_and_what_fails_has_one() {
        for (long seed = 1; seed <= 150; seed++) {
            var random = new Random(seed);
            var through = new Months();
            var now = local("2025-12-20T07:00");
            for (int round = 0; round < 50; round++) {
                int luck = random.nextInt(100);
                if (luck < 5) now = now.minus(Duration.ofDays(3));
                else if (luck < 8) now = now.plus(Duration.ofDays(400));
                else now = now.plus(Duration.ofMinutes(30 + random.nextInt(900)));
                var asOf = luck >= 90 ? now.minus(Duration.ofDays(1)) : now;
                var assessment = Months.assessment(asOf, now, any("A", random), any("B", random));
                boolean past = LifeCycle.judgesThePast(assessment, through.book());
                through.judge(assessment);

                assertThat(through.doubled()).as("seed %d", seed).isFalse();
                if (past) continue;
                for (var failing : TicketPlan.problems(assessment).values())
                    if (!failing.unknown())
                        assertThat(through.tickets())
                                .as("seed %d, round %d", seed, round)
                                .anyMatch(followed -> followed.state() == State.OPEN
                                        && followed.ticket()
                                                .key()
                                                .equals(failing.ticket().key()));
                assertThat(through.book().tickets())
                        .as("seed %d", seed)
                        .noneMatch(followed -> followed.state() == State.OPEN
                                && !followed.recurring()
                                && followed.seen().isAfter(asOf));
            }
        }
    }

    private static Verdict any(String host, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Sample.fail(host, Sample.DISK, "D:", Map.of("free", "9", "days", "3"));
            case 1 -> Sample.warn(host, Sample.DISK, "D:", Map.of("free", "90", "days", "40"));
            case 2 -> Sample.unknown(host, Sample.DISK, Reason.MISSING);
            default -> Sample.pass(host, Sample.DISK);
        };
    }

    private static final Verdict UNKNOWN_DISK_OF_B = Sample.unknown("B", Sample.DISK, Reason.MISSING);

    // what an assessment finds

    private static Verdict waived(Verdict verdict, String until) {
        return with(verdict, new Disposition("waived", "W-1", "Marit Fjordvik", LocalDate.parse(until)));
    }

    private static MaintenanceWindow window(String from, String until, @Nullable String created) {
        return new MaintenanceWindow(
                "A",
                local(from),
                local(until),
                "maintenance",
                "new disks",
                "Marit Fjordvik",
                "",
                created == null ? null : local(created),
                Sample.origin("windows.csv", 2, ""));
    }

    private static Verdict events(String... times) {
        return found("OPS-03", "F1", Outcome.FAIL, times);
    }

    private static boolean concludes(String itemAndClause) {
        var parts = itemAndClause.split(" ");
        var outcome = parts[1].startsWith("F") ? Outcome.FAIL : Outcome.WARN;
        var verdict = found(parts[0], parts[1], outcome, "2025-11-10T06:00");
        return TicketPlan.problems(Months.assessment(Sample.AS_OF, Sample.AS_OF, verdict))
                .values()
                .iterator()
                .next()
                .needsConclusion();
    }

    /** An item of that id found on events at those times. */
    private static Verdict found(String item, String clause, Outcome outcome, String... times) {
        var like = Sample.DISK;
        var words = new Words("{host} is bad", "{host} er dårlig");
        var known = new Item(
                item,
                "v1",
                like.title(),
                like.why(),
                like.severity(),
                true,
                List.of(new tilsyn.verdict.Clause(clause, words, words, false, "")),
                List.of(),
                List.of(),
                like.ticket(),
                Map.of());
        var cited = java.util.Arrays.stream(times)
                .map(time -> (tilsyn.fact.Fact) Months.event("A", local(time)))
                .toList();
        var finding = new Finding(item, clause, "", Map.of("free", "9", "days", "3"), null, cited);
        var base = Sample.found("A", known, outcome, clause, "", Map.of());
        return Sample.deciding(base, List.of(finding));
    }

    private static Verdict deciding(Verdict verdict, String... objects) {
        var one = verdict.deciding().get(0);
        return Sample.deciding(
                verdict,
                java.util.Arrays.stream(objects)
                        .map(object ->
                                new Finding(one.item(), one.clause(), object, one.values(), one.reason(), one.cited()))
                        .toList());
    }

    private static Verdict matched(Verdict verdict, List<Finding> matched) {
        return new Verdict(
                verdict.subject(),
                verdict.item(),
                verdict.outcome(),
                verdict.clause(),
                verdict.reason(),
                verdict.atHand(),
                verdict.deciding(),
                matched,
                verdict.suppressed(),
                verdict.evidence(),
                verdict.cited(),
                verdict.assumed(),
                verdict.disposition());
    }

    private static Verdict lacking(Verdict verdict) {
        return evidence(
                verdict,
                verdict.evidence().stream()
                        .map(found -> new EvidenceFound(found.line(), Reason.STALE, found.cited(), found.total()))
                        .toList());
    }

    private static Verdict evidence(Verdict verdict, List<EvidenceFound> evidence) {
        return new Verdict(
                verdict.subject(),
                verdict.item(),
                verdict.outcome(),
                verdict.clause(),
                verdict.reason(),
                verdict.atHand(),
                verdict.deciding(),
                verdict.matched(),
                verdict.suppressed(),
                evidence,
                verdict.cited(),
                verdict.assumed(),
                verdict.disposition());
    }

    private static Verdict backup(BackupRun.Result result) {
        var line = new EvidenceLine(
                "BackupRun", new Words("Job logs", "Jobblogger"), any -> true, null, null, true, false);
        return evidence(
                Sample.pass("A", Sample.BACKUP),
                List.of(new EvidenceFound(line, null, List.of(Months.run("A", result)), 1)));
    }
}
