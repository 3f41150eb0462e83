package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Accounting;
import tilsyn.fact.Customer;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Origin;
import tilsyn.fact.VolumeUsage;
import tilsyn.verdict.Assessment;

class RulebookTest {
    static final Instant AS_OF = Instant.parse("2025-11-10T06:00:00Z");
    static final Origin ORIGIN = new Origin("df.txt", 1, 0, "00", "raw", "", "", AS_OF);

    @TempDir
    Path temporary;

    @Test
    void a_full_volume_fails_and_the_customer_item_sees_it() throws Exception {
        var assessment = assess(Folder.in(temporary).load(), List.of(volume("A", 5), volume("B", 500)));

        assertThat(assessment.rejectedRules()).isEmpty();
        assertThat(assessment.verdicts())
                .extracting(verdict -> verdict.subject() + " " + verdict.item().id() + " " + verdict.outcome() + " "
                        + verdict.clause())
                .containsExactly("A OPS-03 FAIL F1", "B OPS-03 PASS ", "customer AGR-01 FAIL F1");
        assertThat(assessment.verdicts().get(0).cited()).hasSize(1);
    }

    static VolumeUsage volume(String host, long freeGb) {
        return new VolumeUsage(
                host, "D:", 1_000_000_000_000L, freeGb * 1_000_000_000, AS_OF.minusSeconds(3600), ORIGIN);
    }

    static Assessment assess(Rulebook rulebook, List<? extends Fact> facts) throws RulesBroken {
        var customer = new Customer("T", "T", ZoneId.of("Europe/Oslo"), "", null, false, AS_OF, ORIGIN);
        return rulebook.assess(Facts.of(facts), new Accounting(List.of(), List.of()), customer, AS_OF, AS_OF);
    }
}
