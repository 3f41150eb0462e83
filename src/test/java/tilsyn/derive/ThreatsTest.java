package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.ORIGIN;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvDetection.State;
import tilsyn.fact.Fact;
import tilsyn.fact.ThreatFound;

class ThreatsTest {
    private static final String RESTORED = "2025-11-05T10:00:00Z";

    @ParameterizedTest
    @CsvSource({
        "Trojan:Win32/FiktivLaster.B!MTB, FiktivLaster",
        "Trojan:Win32/FiktivLaster, FiktivLaster",
        "Eicar:Fiktiv, Fiktiv",
        "Fiktiv.B, Fiktiv.B",
        "Fiktiv!ml, Fiktiv",
        "Win.Trojan.Fiktiv-123-0, Fiktiv",
        "Win.Trojan.Fiktiv.Deep-123-0, Win.Trojan.Fiktiv.Deep-123-0",
        "!odd, !odd"
    })
    void variants_of_a_threat_share_its_family(String threat, String family) {
        assertThat(Threats.Family.of(threat)).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-02T10:00:00Z, true",
        "2025-11-02T09:59:59Z, false",
        "2025-11-08T10:00:00Z, true",
        "2025-11-08T10:00:01Z, false"
    })
    void what_was_restored_is_approved_by_a_change_record_within_three_days(String time, boolean approved) {
        var record = Given.attestation("change_record", at(time), "Setter tilbake Fiktiv etter avtale", "H");

        assertThat(threats(
                        detection("Fiktiv", State.DETECTED, "2025-11-05T09:00:00Z"),
                        detection("Fiktiv", State.RESTORED, RESTORED),
                        record))
                .singleElement()
                .satisfies(threat -> assertThat(threat.approved()).isEqualTo(approved));
    }

    @Test
    void a_change_record_of_something_else_approves_nothing() {
        var record = Given.attestation("change_record", at(RESTORED), "Bytter skriver", "H");

        assertThat(threats(detection("Fiktiv", State.RESTORED, RESTORED), record)
                        .get(0)
                        .approved())
                .isFalse();
    }

    @Test
    void what_is_found_again_after_it_was_dealt_with_is_another_find() {
        assertThat(threats(
                        detection("Fiktiv", State.DETECTED, "2025-11-01T09:00:00Z"),
                        detection("Fiktiv", State.RESOLVED, "2025-11-01T09:01:00Z"),
                        detection("Fiktiv", State.DETECTED, "2025-11-02T09:00:00Z")))
                .extracting(ThreatFound::state)
                .containsExactly(ThreatFound.State.RESOLVED, ThreatFound.State.ACTIVE);
    }

    private static List<ThreatFound> threats(Fact... facts) {
        return Threats.of("H", List.of(facts), context(facts)).stream()
                .map(ThreatFound.class::cast)
                .toList();
    }

    private static AvDetection detection(String threat, State state, String time) {
        return new AvDetection("H", at(time), "av", threat, "severe", "C:\\a", "", state, "", "", ORIGIN);
    }
}
