package tilsyn.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tilsyn.ticket.Dispatch.State;
import tilsyn.ticket.Step.Kind;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

class OutboxPlanTest {
    private static final Instant NOW = Instant.parse("2025-11-10T06:00:00Z");

    @Test
    void of_each_ticket_the_oldest_message_goes_first_and_the_most_urgent_ticket_before_others() {
        var next = OutboxPlan.next(
                List.of(
                        waiting(1, "a", Kind.OPENED, 3),
                        waiting(2, "a", Kind.COMMENTED, 1),
                        waiting(3, "b", Kind.OPENED, 1)),
                0,
                NOW);

        assertThat(next.now()).extracting(Dispatch::id).containsExactly(3L, 1L);
    }

    @Test
    void while_the_oldest_waits_for_its_next_try_nothing_of_its_ticket_overtakes_it() {
        var failed = OutboxPlan.failed(waiting(1, "a", Kind.OPENED, 3), "refused", false, null, NOW);

        assertThat(OutboxPlan.next(List.of(failed, waiting(2, "a", Kind.COMMENTED, 3)), 0, NOW)
                        .now())
                .isEmpty();
    }

    @Test
    void what_was_given_up_holds_nothing_back() {
        var dead = given(waiting(1, "a", Kind.OPENED, 3));

        assertThat(OutboxPlan.next(List.of(dead, waiting(2, "a", Kind.COMMENTED, 3)), 0, NOW)
                        .now())
                .extracting(Dispatch::id)
                .containsExactly(2L);
    }

    @Test
    void each_wait_is_longer_up_to_six_hours_and_the_twelfth_failure_is_the_last() {
        var dispatch = waiting(1, "a", Kind.OPENED, 3);
        var waits = new ArrayList<Duration>();
        while (dispatch.state() == State.WAITING) {
            dispatch = OutboxPlan.failed(dispatch, "refused", false, null, NOW);
            waits.add(Duration.between(NOW, dispatch.due()));
        }

        assertThat(waits).hasSize(12).isSorted();
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        assertThat(waits.get(11)).isBetween(Duration.ofHours(4), Duration.ofMinutes(432));
    }

    @Test
    void after_doubt_it_waits_until_the_other_side_must_be_done() {
        var failed = OutboxPlan.failed(waiting(1, "a", Kind.OPENED, 3), "no answer", true, null, NOW);

        assertThat(failed.due()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void it_stays_away_as_long_as_it_is_asked_to_but_not_for_days() {
        assertThat(OutboxPlan.failed(waiting(1, "a", Kind.OPENED, 3), "", false, Duration.ofMinutes(50), NOW)
                        .due())
                .isEqualTo(NOW.plus(Duration.ofMinutes(50)));
        assertThat(OutboxPlan.failed(waiting(1, "a", Kind.OPENED, 3), "", false, Duration.ofDays(50), NOW)
                        .due())
                .isEqualTo(NOW.plus(Duration.ofHours(6)));
    }

    @Test
    void a_clock_that_was_set_back_by_years_stops_no_delivery() {
        var ahead = OutboxPlan.failed(
                waiting(1, "a", Kind.OPENED, 3), "refused", false, null, NOW.plus(Duration.ofDays(3650)));

        assertThat(OutboxPlan.next(List.of(ahead), 0, NOW).now()).hasSize(1);
    }

    @Test
    void in_a_storm_only_the_twenty_most_urgent_new_tickets_are_told_at_once_and_closings_go_through() {
        var many = new ArrayList<Dispatch>();
        for (int ticket = 1; ticket <= 50; ticket++)
            many.add(waiting(ticket, "t" + ticket, Kind.OPENED, ticket == 50 ? 1 : 4));
        many.add(waiting(99, "old", Kind.CLOSED, 4));

        var next = OutboxPlan.next(many, 15, NOW);

        assertThat(next.now())
                .hasSize(6)
                .extracting(Dispatch::id)
                .startsWith(50L)
                .contains(99L);
        assertThat(next.heldBack()).isEqualTo(45);
    }

    private static Dispatch given(Dispatch dispatch) {
        return new Dispatch(
                dispatch.id(), dispatch.connector(), dispatch.message(), State.DEAD, 12, NOW, NOW, "refused");
    }

    private static Dispatch waiting(long id, String key, Kind kind, int priority) {
        var words = new Words("a", "a");
        var ticket =
                new Ticket("K", "C", "S", "I-1", "", Outcome.FAIL, "F1", priority, NOW, words, List.of(), List.of());
        var message = new Message(key, "C-1", id, kind, Followed.State.OPEN, ticket, words, NOW, "", NOW, 1, 0, "", "");
        return new Dispatch(id, "desk", message, State.WAITING, 0, NOW, NOW, "");
    }
}
