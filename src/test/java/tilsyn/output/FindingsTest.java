package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tilsyn.verdict.Reason;

class FindingsTest {
    @Test
    void a_medium_failure_outweighs_a_high_warning_and_ties_go_to_the_heavier_area() {
        var found = Findings.byHarm(Sample.empty()
                .add(Sample.warn("A", Sample.DISK, "D:", Map.of()))
                .add(Sample.fail("A", Sample.FANS, "FAN1", Map.of()))
                .add(Sample.fail("A", Sample.PROTECTION, "", Map.of()))
                .add(Sample.fail("A", Sample.BACKUP, "D:", Map.of()))
                .add(Sample.pass("A", Sample.RAID))
                .assessment());

        assertThat(found)
                .extracting(verdict -> verdict.item().id())
                .containsExactly("BCK-01", "AV-02", "HW-04", "OPS-03");
    }

    @Test
    void what_nobody_can_say_is_gathered_by_item_the_heaviest_first() {
        var unknown = Findings.unknown(Sample.empty()
                .add(Sample.unknown("A", Sample.FANS, Reason.MISSING))
                .add(Sample.unknown("A", Sample.BACKUP, Reason.MISSING))
                .add(Sample.unknown("B", Sample.BACKUP, Reason.STALE))
                .assessment());

        assertThat(unknown).hasSize(2);
        assertThat(unknown.get(0)).extracting(verdict -> verdict.subject()).containsExactly("A", "B");
        assertThat(unknown.get(1).get(0).item().id()).isEqualTo("HW-04");
    }

    @Test
    void what_nobody_can_say_names_the_evidence_that_is_lacking_and_why() {
        var verdict = Sample.unknown("A", Sample.BACKUP, Reason.STALE);

        assertThat(Findings.sentence(verdict).nb()).isEqualTo("Jobblogger: for gammelt");
    }
}
