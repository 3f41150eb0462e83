package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Register;

class RunningNumbersTest {
    @Test
    void numbers_may_be_spread_over_files_hosts_and_years() {
        assertThat(missing(
                        attestation("2024-41", "FJ-DC01"),
                        attestation("2025-008", "FJ-HV01"),
                        attestation("2025-010"),
                        attestation("2025-009", "FJ-DC01", "FJ-HV01")))
                .isNull();
    }

    @Test
    void a_hole_is_said_for_every_host_and_for_the_customer() {
        Fact[] facts = {attestation("2025-8", "DC01"), attestation("2025-10"), attestation("2025-15")};

        assertThat(missing(facts).problem()).isEqualTo("running numbers missing: 2025-9, 2025-11 to 2025-14");
        assertThat(Derive.host("DC01", List.of(), Given.context(facts)))
                .filteredOn(Register.class::isInstance)
                .hasSize(1);
        assertThat(Derive.customer(Given.facts(facts), Map.of(), Given.context(facts)))
                .filteredOn(Register.class::isInstance)
                .hasSize(1);
    }

    @Test
    void what_has_no_number_leaves_no_hole() {
        assertThat(missing(attestation(""), attestation("A"), attestation("2025-7")))
                .isNull();
    }

    private static Register missing(Fact... facts) {
        return RunningNumbers.missing(Given.facts(facts));
    }

    private static Attestation attestation(String no, String... subjects) {
        return new Attestation(
                no,
                "log_review",
                "Ingrid Tveito",
                "",
                Given.AS_OF,
                "lest",
                Stream.of(subjects).toList(),
                null,
                null,
                "",
                List.of(),
                List.of(),
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                Map.of(),
                "",
                Given.ORIGIN);
    }
}
