package tilsyn.decoder.antivirus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.decoder.Reading;
import tilsyn.fact.AvDetection;
import tilsyn.fact.AvDetection.State;
import tilsyn.fact.AvStatus;

/** What products say in CEF and LEEF beside the event itself. */
class VendorEventsTest {
    private static final String HEADER = "<134>Nov  9 12:26:35 console ";

    @Test
    void a_find_of_eset_names_threat_path_and_what_became_of_it() {
        var found = detection(
                "CEF:0|ESET|Protect|10.0.5.1|109|Threat event|8|dvchost=FJ-PC03 cs1=Win32/Wacatac cs1Label=Threat Name"
                        + " act=Cleaned by deleting filePath=C:\\\\Temp\\\\x.exe");

        assertThat(found.host()).isEqualTo("FJ-PC03");
        assertThat(found.threat()).isEqualTo("Win32/Wacatac");
        assertThat(found.path()).isEqualTo("C:\\Temp\\x.exe");
        assertThat(found.state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void what_eset_says_was_not_handled_is_not_resolved_whatever_the_action() {
        var found = detection(
                "LEEF:1.0|ESET|RemoteAdministrator|7.0.471.0|Threat|cat=ESET Threat Event\tsev=8\tdeviceName=FJ-PC03"
                        + "\tthreatName=EICAR\tactionTaken=cleaned\tthreatHandled=False");

        assertThat(found.state()).isEqualTo(State.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "Event::Endpoint::Threat::Detected, DETECTED",
        "Event::Endpoint::Threat::CleanedUp, RESOLVED",
        "Event::Endpoint::Threat::CleanupFailed, FAILED",
        "Event::Endpoint::CoreCleanFailed, FAILED"
    })
    void sophos_says_by_the_kind_of_event_what_became_of_a_find(String event, State state) {
        var found = detection("CEF:0|sophos|sophos central|1.0|" + event
                + "|Malware|8|dhost=FJ-PC03 threat=EICAR-AV-Test filePath=C:\\\\x");

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.threat()).isEqualTo("EICAR-AV-Test");
    }

    @Test
    void sophos_says_that_protection_was_turned_off() {
        var reading = Reading.of(
                "a.log", HEADER + "CEF:0|sophos|sophos central|1.0|Event::Endpoint::SavDisabled|Off|8|dhost=FJ-PC03\n");

        assertThat(reading.facts)
                .filteredOn(AvStatus.class::isInstance)
                .extracting(fact -> ((AvStatus) fact).realTime())
                .containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({
        "AV:File quarantined, RESOLVED",
        "AV:Unable to clean file, FAILED",
        "AV:File passed, ALLOWED",
        "AV:?, DETECTED"
    })
    void trend_micro_says_in_the_event_what_was_done(String event, State state) {
        var found = detection(
                "CEF:0|Trend Micro|Apex Central|2019|" + event + "|JS_EXPLOIT.SMDN|8|dhost=FJ-PC03 filePath=C:\\\\x");

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.threat()).isEqualTo("JS_EXPLOIT.SMDN");
    }

    @Test
    void bitdefender_tells_its_finds_by_module() {
        var found = detection("CEF:0|Bitdefender|GravityZone|6.4|1|AntiMalware|9|BitdefenderGZModule=av dvchost=FJ-PC03"
                + " BitdefenderGZMalwareName=EICAR-Test-File act=blocked filePath=C:\\\\x");

        assertThat(found.state()).isEqualTo(State.RESOLVED);
        assertThat(found.product()).isEqualTo("Bitdefender");
    }

    @Test
    void an_action_on_no_list_leaves_it_detected() {
        assertThat(Threats.state("sent to the moon")).isEqualTo(State.DETECTED);
        assertThat(Threats.state("quarantine failed")).isEqualTo(State.FAILED);
        assertThat(Threats.state("")).isEqualTo(State.DETECTED);
    }

    @Test
    void what_another_vendor_says_is_no_find() {
        assertThat(detections("CEF:0|Fortinet|Fortigate|7.0|16384|virus|8|threat=EICAR act=blocked"))
                .isEmpty();
        assertThat(detections("CEF:0|ESET|Protect|10|1|logout|2|act=Logout")).isEmpty();
    }

    private static AvDetection detection(String payload) {
        var found = detections(payload);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<AvDetection> detections(String payload) {
        return Reading.of("a.log", HEADER + payload + "\n").facts.stream()
                .filter(AvDetection.class::isInstance)
                .map(AvDetection.class::cast)
                .toList();
    }
}
