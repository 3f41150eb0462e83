package tilsyn.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.output.Sample;
import tilsyn.ticket.TicketChange.Closed;
import tilsyn.ticket.TicketChange.Opened;
import tilsyn.ticket.TicketChange.Updated;
import tilsyn.ticket.TicketChange.Waived;
import tilsyn.verdict.Reason;

class TicketPlanTest {
    @Test
    void each_thing_a_clause_found_gets_one_ticket_the_most_urgent_first() {
        var changes = decide(Sample.empty()
                .add(Sample.warn("B", Sample.FANS, "FAN1", Map.of("changes", "6")))
                .add(Sample.fail("A", Sample.BACKUP, "D:", Map.of("age", "30", "since", "2025-11-09 01:00"))));

        assertThat(changes).allMatch(Opened.class::isInstance);
        assertThat(changes)
                .extracting(change -> change.ticket().key())
                .containsExactly("FJORDVIK|A|BCK-01|D:", "FJORDVIK|B|HW-04|FAN1");
        assertThat(changes.get(0).ticket().title().nb()).isEqualTo("A: ingen god backup av D: på 30 timer");
    }

    @Test
    void a_second_round_on_the_same_verdicts_changes_no_ticket() {
        var first = decide(Sample.fjordvik()).stream()
                .filter(Opened.class::isInstance)
                .map(TicketChange::ticket)
                .toList();

        var second = TicketPlan.decide(Sample.fjordvik().assessment(), first);

        assertThat(second).allMatch(Waived.class::isInstance);
    }

    @Test
    void a_worse_verdict_updates_the_ticket_and_keeps_when_it_was_opened() {
        var warned =
                ticket(Sample.empty().add(Sample.warn("A", Sample.DISK, "D:", Map.of("free", "90", "days", "40"))));
        var earlier = warned.openedAt(Instant.parse("2025-10-01T06:00:00Z"));

        var changes = TicketPlan.decide(
                Sample.empty()
                        .add(Sample.fail("A", Sample.DISK, "D:", Map.of("free", "9", "days", "3")))
                        .assessment(),
                List.of(earlier));

        assertThat(changes).singleElement().isInstanceOfSatisfying(Updated.class, updated -> {
            assertThat(updated.ticket().opened()).isEqualTo(earlier.opened());
            assertThat(updated.ticket().clause()).isEqualTo("F1");
        });
    }

    @Test
    void what_passes_again_is_closed() {
        var open = ticket(Sample.empty().add(Sample.fail("A", Sample.RAID, "md0", Map.of())));

        assertThat(TicketPlan.decide(
                        Sample.empty().add(Sample.pass("A", Sample.RAID)).assessment(), List.of(open)))
                .containsExactly(new Closed(open));
    }

    @Test
    void an_accepted_risk_lets_its_ticket_sleep() {
        assertThat(decide(Sample.empty().add(Sample.waived(Sample.warn("A", Sample.DISK, "D:", Map.of())))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Waived.class, waived -> assertThat(waived.waiver()).isEqualTo("W-2025-07"));
    }

    @Test
    void a_silent_host_gets_one_ticket_that_names_what_its_silence_hides() {
        var changes = decide(Sample.empty()
                .add(Sample.fail("PC02", Sample.SOURCES, "windows:System", Map.of("since", "2025-10-28 16:02")))
                .add(Sample.unknown("PC02", Sample.PROTECTION, Reason.SOURCE_SILENT))
                .add(Sample.unknown("PC02", Sample.DISK, Reason.NOT_DECLARED)));

        assertThat(changes)
                .extracting(
                        change -> change.ticket().item(),
                        change -> change.ticket().covered())
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("LOG-01", List.of("AV-02")),
                        org.assertj.core.api.Assertions.tuple("OPS-03", List.of()));
    }

    @Test
    void however_many_feeds_of_a_host_fall_silent_they_are_one_ticket() {
        var one = Sample.fail("PC02", Sample.SOURCES, "syslog", Map.of("source", "syslog", "since", "2025-10-28"));
        var other = Sample.fail("PC02", Sample.SOURCES, "raid", Map.of("source", "raid", "since", "2025-10-29"));
        var both = java.util.stream.Stream.concat(one.deciding().stream(), other.deciding().stream())
                .toList();

        var ticket = ticket(Sample.empty().add(Sample.deciding(one, both)));

        assertThat(ticket.key()).isEqualTo("FJORDVIK|PC02|LOG-01|");
        assertThat(ticket.title().nb()).isEqualTo("PC02: systemloggen og én kilde til har vært taus siden 28.10.2025");
    }

    @Test
    void missing_evidence_asks_for_it_and_speaks_of_no_problem() {
        var ticket = ticket(Sample.empty().add(Sample.unknown("A", Sample.BACKUP, Reason.MISSING)));

        assertThat(ticket.title().nb())
                .isEqualTo(
                        "A: mangler grunnlag for «Alle data som skal sikres har et godt og ferskt gjenopprettingspunkt»");
        assertThat(ticket.steps()).extracting(step -> step.nb()).containsExactly("Skaff til veie: Jobblogger");
        assertThat(ticket.priority()).isEqualTo(2);
    }

    private static List<TicketChange> decide(Sample sample) {
        return TicketPlan.decide(sample.assessment(), List.of());
    }

    private static Ticket ticket(Sample sample) {
        return decide(sample).get(0).ticket();
    }
}
