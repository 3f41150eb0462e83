package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.ticket.TicketChange;
import tilsyn.ticket.TicketPlan;
import tilsyn.verdict.Item;
import tilsyn.verdict.Reason;

class ActionsTest {
    @Test
    void of_equal_weight_data_loss_comes_before_stops_and_stops_before_security() {
        assertThat(items(Sample.empty()
                        .add(Sample.fail("A", Sample.PROTECTION, "", Map.of()))
                        .add(Sample.fail("A", Sample.RAID, "md0", Map.of()))
                        .add(Sample.fail("A", Sample.BACKUP, "D:", Map.of()))))
                .containsExactly("BCK-01", "HW-01", "AV-02");
    }

    @Test
    void a_failure_outweighs_what_nobody_can_say_and_that_outweighs_a_warning() {
        assertThat(items(Sample.empty()
                        .add(Sample.warn("A", Sample.RAID, "md0", Map.of()))
                        .add(Sample.unknown("A", Sample.BACKUP, Reason.MISSING))
                        .add(Sample.fail("A", Sample.PROTECTION, "", Map.of()))))
                .containsExactly("AV-02", "BCK-01", "HW-01");
    }

    @Test
    void reaching_more_than_half_of_the_hosts_weighs_three_times_one_host() {
        var most = Sample.empty()
                .add(Sample.fail("A", Sample.DISK, "D:", Map.of()))
                .add(Sample.fail("B", Sample.DISK, "D:", Map.of()))
                .add(Sample.pass("C", Sample.DISK))
                .add(Sample.fail("A", Sample.PROTECTION, "", Map.of()));

        assertThat(items(most)).containsExactly("OPS-03", "AV-02");
        assertThat(actions(most)).extracting(Actions.Action::weight).containsExactly(6 * 3 * 3 / 2.0, 10 * 3 / 2.0);
    }

    @Test
    void an_accepted_risk_is_no_action() {
        assertThat(items(Sample.empty().add(Sample.waived(Sample.warn("A", Sample.DISK, "D:", Map.of())))))
                .isEmpty();
    }

    @Test
    void finding_a_silent_host_also_solves_what_its_silence_hides() {
        var actions = actions(Sample.empty()
                .add(Sample.fail("PC02", Sample.SOURCES, "windows:System", Map.of()))
                .add(Sample.unknown("PC02", Sample.PROTECTION, Reason.SOURCE_SILENT)));

        assertThat(actions).singleElement().satisfies(action -> {
            assertThat(action.item().id()).isEqualTo("LOG-01");
            assertThat(action.alsoSolves()).containsExactly("AV-02");
        });
    }

    @Test
    void what_one_piece_of_work_puts_right_is_one_action_and_weighs_what_its_parts_weigh_by_its_effort() {
        var told = Sample.empty()
                .add(Sample.fail("A", Sample.BACKUP, "D:", Map.of()))
                .add(Sample.fail("A", Sample.RESTORE, "D:", Map.of()))
                .add(Sample.fail("B", Sample.RESTORE, "D:", Map.of()));

        assertThat(actions(told))
                .extracting(action -> action.story() != null, action -> names(action.items()), Actions.Action::weight)
                .containsExactly(tuple(true, List.of("BCK-01", "BCK-07"), 60.0), tuple(false, List.of("BCK-07"), 15.0));
    }

    private static List<String> names(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private static List<String> items(Sample sample) {
        return actions(sample).stream().map(action -> action.item().id()).toList();
    }

    private static List<Actions.Action> actions(Sample sample) {
        var assessment = sample.assessment();
        return Actions.of(
                assessment,
                TicketPlan.decide(assessment, List.of()).stream()
                        .map(TicketChange::ticket)
                        .toList());
    }
}
