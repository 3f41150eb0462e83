package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tilsyn.decoder.Examples.AT;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.fact.BackupRun;
import tilsyn.fact.Derived;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.LogCount;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Origin;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;

class FactJsonTest {
    static List<Fact> examples() {
        return Examples.ofEveryType();
    }

    @Test
    void there_is_an_example_of_every_fact_type_that_is_stored() {
        var derived = Stream.of(Derived.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        var stored = FactJson.types().stream()
                .filter(type -> !derived.contains(type))
                .toList();

        assertThat(stored).hasSizeGreaterThan(20);
        assertThat(examples()).extracting(Fact::type).containsAll(stored).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_fact_written_whole_reads_back_equal(Fact fact) {
        assertThat(FactJson.read(FactJson.write(fact))).isEqualTo(fact);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_fact_stored_reads_back_equal_on_its_host_and_file(Fact fact) {
        var inFile = new Origin(AT.file(), 0, -1, AT.sha256(), "", "", "", AT.received());

        assertThat(FactJson.restored(fact.type(), FactJson.stored(fact), fact.host(), inFile))
                .isEqualTo(fact);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_whole_fact_names_its_type_first(Fact fact) {
        assertThat(FactJson.write(fact)).startsWith("{\"type\":\"" + fact.type() + "\",");
    }

    @Test
    void what_is_stored_leaves_out_host_and_file() {
        var event = examples().stream()
                .filter(LogEvent.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThat(FactJson.stored(event))
                .doesNotContain("host", AT.file(), AT.sha256(), AT.received().toString());
    }

    @Test
    void false_of_a_component_that_may_be_unknown_does_not_become_unknown() {
        var disk = (PhysicalDisk) restored(byHand("PhysicalDisk", "{host: h, slot: a, passed: false}"));

        assertThat(disk.passed()).isFalse();
    }

    @Test
    void a_scenario_names_only_what_matters() {
        var run = (BackupRun)
                byHand("BackupRun", "{host: h, job: j, tool: veeam, result: success, end: 2025-11-09T03:00:00+01:00}");

        assertThat(run.end()).isEqualTo("2025-11-09T02:00:00Z");
        assertThat(run.start()).isEqualTo(run.end());
        assertThat(run.bytesRead()).isEqualTo(-1);
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(run.objectsKnown()).isFalse();
        assertThat(run.origin()).isEqualTo(AT);
    }

    @Test
    void what_a_scenario_leaves_out_is_never_health() {
        assertThat(((BackupRun) byHand("BackupRun", "{job: j, start: 2025-11-09T03:00:00Z}")).result())
                .isEqualTo(BackupRun.Result.UNKNOWN);
        assertThat(((RaidArray) byHand("RaidArray", "{array: md0}")).state()).isEqualTo(RaidArray.State.UNKNOWN);
        assertThat(((SensorReading) byHand("SensorReading", "{name: Fan1}")).status())
                .isEqualTo(SensorReading.Status.UNREADABLE);
        assertThat(((PhysicalDisk) byHand("PhysicalDisk", "{slot: a}")).passed())
                .isNull();
        assertThatThrownBy(() -> byHand("VolumeUsage", "{volume: 'C:', size: 100}"))
                .hasMessage("VolumeUsage needs free");
    }

    @Test
    void a_host_by_hand_is_an_active_one() {
        var server = (Host) byHand("Host", "{host: h, roles: [server]}");
        var workstation = (Host) byHand("Host", "{host: h, roles: [workstation]}");

        assertThat(server.active()).isTrue();
        assertThat(server.alwaysOn()).isTrue();
        assertThat(workstation.alwaysOn()).isFalse();
        assertThat(server.businessJobs()).isNull();
    }

    @Test
    void what_states_no_time_was_so_when_the_scenario_is_judged() {
        assertThat(byHand("VolumeUsage", "{volume: 'C:', size: 100, free: 10}").time())
                .isEqualTo(AT.received());
    }

    @Test
    void durations_may_be_short() {
        assertThat(((ExpectedSource) byHand("ExpectedSource", "{expects: syslog, maxSilence: 30h}")).maxSilence())
                .isEqualTo(Duration.ofHours(30));
        assertThat(((ExpectedSource) byHand("ExpectedSource", "{expects: syslog, maxSilence: 7d}")).maxSilence())
                .isEqualTo(Duration.ofDays(7));
        assertThat(((ExpectedSource) byHand("ExpectedSource", "{expects: syslog, maxSilence: PT90M}")).maxSilence())
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void counts_may_be_given_by_minute_or_as_one_number() {
        assertThat(((LogCount) byHand("LogCount", "{hour: 2025-11-09T03:00:00Z, minutes: 12}")).minutes())
                .startsWith(12, 0)
                .hasSize(60);
        assertThat(((LogCount) byHand("LogCount", "{hour: 2025-11-09T03:00:00Z, minutes: {59: 2}}")).time())
                .isEqualTo("2025-11-09T03:59:00Z");
        assertThatThrownBy(() -> byHand("LogCount", "{hour: 2025-11-09T03:00:00Z, minutes: {60: 2}}"))
                .hasMessageContaining("a minute from 0 to 59");
    }

    @Test
    void a_misspelt_component_is_refused_with_a_guess() {
        assertThatThrownBy(() -> byHand("BackupRun", "{job: j, nd: 2025-11-09T03:00:00Z}"))
                .hasMessageStartingWith("BackupRun has no component 'nd'. It has: host, job,")
                .hasMessageEndingWith("Maybe: end");
    }

    @Test
    void a_misspelt_type_is_refused_with_a_guess() {
        assertThatThrownBy(() -> byHand("BackupRuns", "{}"))
                .hasMessage("there is no fact type 'BackupRuns'.  Maybe: BackupRun");
    }

    @Test
    void a_value_of_the_wrong_type_is_refused_by_name() {
        assertThatThrownBy(() -> byHand("VolumeUsage", "{volume: 'C:', size: many, free: 1}"))
                .hasMessage("VolumeUsage.size: expected a whole number, found 'many'");
        assertThatThrownBy(() -> byHand("BackupRun", "{job: j, start: yesterday}"))
                .hasMessageStartingWith("BackupRun.start: ");
        assertThatThrownBy(() -> byHand("RaidArray", "{array: md0, state: fine}"))
                .hasMessage("RaidArray.state: expected one of [OPTIMAL, DEGRADED, FAILED, UNKNOWN], found 'fine'");
        assertThatThrownBy(() -> byHand("Boot", "{host: h, full: maybe}"))
                .hasMessage("Boot.full: expected true or false, found 'maybe'");
    }

    @Test
    void anything_but_a_fact_is_refused() {
        for (var text : List.of(
                "",
                "[]",
                "{}",
                "{\"type\":\"Nothing\"}",
                "{\"type\":\"VolumeUsage\"}",
                "{\"type\":7",
                "[".repeat(100_000)))
            assertThatThrownBy(() -> FactJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_derived_fact_keeps_its_basis() {
        for (var fact : examples())
            if (fact instanceof Derived derived)
                assertThat(((Derived) FactJson.read(FactJson.write(fact))).basis())
                        .isEqualTo(derived.basis())
                        .isNotEmpty();
    }

    private static Fact byHand(String type, String yaml) {
        try {
            return FactJson.read(type, new YAMLMapper().readTree(yaml), AT);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Fact restored(Fact fact) {
        return FactJson.restored(fact.type(), FactJson.stored(fact), fact.host(), AT);
    }
}
