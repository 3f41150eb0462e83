package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static tilsyn.derive.Given.at;
import static tilsyn.derive.Given.context;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.PhysicalDisk;
import tilsyn.fact.PowerState;
import tilsyn.fact.PsuState;
import tilsyn.fact.RaidArray;
import tilsyn.fact.SensorReading;
import tilsyn.fact.SpareStock;
import tilsyn.fact.SupplyHealth;
import tilsyn.fact.TemperatureHealth;

class HardwareTest {
    @ParameterizedTest
    @CsvSource({
        "PS2 Status, PSU2",
        "PSU1, PSU1",
        "Power Supply 2, PSU2",
        "Power Supply Power Supply 2, PSU2",
        "Power Supply Bay 1, PSU1",
        "PSU 02 Status, PSU2",
        "2, PSU2",
        "PS Redundancy, redundancy",
        "Power Supply Power Supplies, redundancy",
        "Something else, Something else",
    })
    void a_supply_is_the_same_whatever_a_tool_calls_it(String told, String supply) {
        assertThat(Supplies.name(told)).isEqualTo(supply);
    }

    @Test
    void a_failure_that_is_over_does_not_give_the_input_back() {
        var lost = supply("2025-11-10T04:00:00Z", "supply.trouble", "input lost");
        var failed = supply("2025-11-10T04:10:00Z", "supply.trouble", "detected");
        var mended = supply("2025-11-10T04:20:00Z", "supply.over", "detected");
        var back = supply("2025-11-10T04:30:00Z", "supply.over", "input lost");

        assertThat(only(SupplyHealth.class, lost, failed, mended))
                .matches(SupplyHealth::failing)
                .matches(health -> health.since().equals(at("2025-11-10T04:00:00Z")));
        assertThat(all(SupplyHealth.class, lost, failed, mended, back)).isEmpty();
    }

    @Test
    void another_part_that_fails_in_the_same_words_is_no_supply() {
        var fan = new LogEvent(
                "H",
                LogEvent.HARDWARE,
                "sel",
                -1,
                Level.ERROR,
                -1,
                at("2025-11-10T04:00:00Z"),
                Map.of("device", "Fan 2", "trouble", "detected"),
                "Fan 2: Failure detected",
                "supply.trouble",
                Given.ORIGIN);

        assertThat(all(SupplyHealth.class, fan)).isEmpty();
    }

    @Test
    void a_fan_that_runs_does_not_mend_its_supply() {
        var failed =
                new PsuState("H", "PS1 Status", PsuState.State.FAILED, "", at("2025-11-10T05:00:00Z"), Given.ORIGIN);
        var fan = new PsuState("H", "PS1 1a Fan Fail", PsuState.State.OK, "", at("2025-11-10T05:00:00Z"), Given.ORIGIN);
        var lost = supply("2025-11-10T04:00:00Z", "supply.trouble", "input lost");

        assertThat(only(SupplyHealth.class, failed, fan)).matches(SupplyHealth::failing);
        var other =
                new PsuState("H", "PS2 1a Fan Fail", PsuState.State.OK, "", at("2025-11-10T05:00:00Z"), Given.ORIGIN);
        assertThat(only(SupplyHealth.class, lost, other)).matches(SupplyHealth::failing);
    }

    @Test
    void several_sensors_of_one_supply_are_one_supply() {
        var facts = new ArrayList<Fact>();
        for (var name :
                List.of("PS1 Status", "PS1 1a Fan Fail", "PS1 Config", "PS2 Status", "PS2 1a Fan Fail", "PS2 Config"))
            for (var time : List.of("2025-11-10T04:00:00Z", "2025-11-10T05:00:00Z"))
                facts.add(new PsuState("H", name, PsuState.State.OK, "", at(time), Given.ORIGIN));

        assertThat(only(PowerState.class, facts.toArray(Fact[]::new)).supplies())
                .isEqualTo(2);
    }

    @Test
    void a_reading_from_after_the_moment_says_nothing_of_it() {
        var good = new PsuState("H", "PS1", PsuState.State.OK, "", at("2025-11-10T05:00:00Z"), Given.ORIGIN);
        var later = new PsuState("H", "PS1", PsuState.State.FAILED, "", at("2025-11-10T06:05:00Z"), Given.ORIGIN);

        assertThat(only(SupplyHealth.class, good, later)).matches(health -> !health.failing());
    }

    @Test
    void spares_of_controllers_and_arrays_add_up_and_each_disk_counts_once() {
        var stock = only(
                SpareStock.class,
                disk("252:4", "S4", PhysicalDisk.State.SPARE, "2025-11-10T05:00:00Z"),
                disk("252:0", "S0", PhysicalDisk.State.ONLINE, "2025-11-10T05:00:00Z"),
                disk("Bay 4", "S4", PhysicalDisk.State.SPARE, "2025-11-10T05:10:00Z"),
                array("md0", 1, "2025-11-10T05:20:00Z"),
                array("md1", 0, "2025-11-10T05:20:00Z"));

        assertThat(stock.available()).isEqualTo(2);
    }

    @Test
    void what_the_newest_list_calls_broken_stands_by_no_more() {
        var stock = only(
                SpareStock.class,
                disk("Bay 4", "S4", PhysicalDisk.State.SPARE, "2025-11-10T04:00:00Z"),
                disk("252:4", "S4", PhysicalDisk.State.FAILED, "2025-11-10T05:00:00Z"));

        assertThat(stock)
                .matches(told -> told.available() == 0)
                .matches(told -> told.slot().equals("252:4"));
    }

    @Test
    void one_array_that_goes_by_two_names_has_its_spare_once() {
        assertThat(only(
                                SpareStock.class,
                                array("md127", 1, "2025-11-10T05:00:00Z"),
                                array("md/data", 1, "2025-11-10T05:10:00Z"))
                        .available())
                .isEqualTo(1);
    }

    @Test
    void a_disk_that_is_pulled_out_is_missed_in_the_next_list() {
        var stock = only(
                SpareStock.class,
                disk("252:0", "S0", PhysicalDisk.State.ONLINE, "2025-11-10T04:00:00Z"),
                disk("252:4", "S4", PhysicalDisk.State.SPARE, "2025-11-10T04:00:00Z"),
                disk("252:0", "S0", PhysicalDisk.State.ONLINE, "2025-11-10T05:00:00Z"));

        assertThat(stock.available()).isZero();
    }

    @Test
    void the_longest_row_of_warm_readings_counts_not_the_sum() {
        var readings = new ArrayList<Fact>();
        for (var row : List.of("04:00 36", "04:10 36", "04:20 22", "04:30 36", "04:42 36", "05:00 35"))
            readings.add(inlet("2025-11-10T" + row.substring(0, 5) + ":00Z", Double.parseDouble(row.substring(6))));

        assertThat(only(TemperatureHealth.class, readings.toArray(Fact[]::new)))
                .matches(health -> health.overFailFor().equals(Duration.ofMinutes(12)))
                .matches(health -> health.overWarnFor().equals(Duration.ofMinutes(30)));
    }

    @Test
    void errors_between_samples_came_on_as_few_days_as_they_must() {
        var errors = new CorrectedErrors(context());
        // local days 7 to 8, 8 to 9 and 9 to 10: two days can hold them all
        errors.add(at("2025-11-07T05:30:00Z"), at("2025-11-08T05:30:00Z"), 1);
        errors.add(at("2025-11-08T05:30:00Z"), at("2025-11-09T05:30:00Z"), 1);
        errors.add(at("2025-11-09T05:30:00Z"), at("2025-11-10T05:30:00Z"), 1);

        assertThat(errors.days()).isEqualTo(2);
        assertThat(errors.daysPerhaps()).isEqualTo(3);
        assertThat(errors.most()).isEqualTo(1);
        assertThat(errors.mostPerhaps()).isEqualTo(3);
    }

    @Test
    void errors_that_may_be_older_than_the_window_are_sure_of_nothing() {
        var errors = new CorrectedErrors(context());
        errors.add(Instant.MIN, at("2025-11-09T05:30:00Z"), 40);

        assertThat(errors.days()).isZero();
        assertThat(errors.all()).isZero();
        assertThat(errors.most()).isZero();
        assertThat(errors.mostPerhaps()).isEqualTo(40);
    }

    private static Fact supply(String time, String signature, String trouble) {
        return new LogEvent(
                "H",
                "syslog",
                "H-BMC",
                -1,
                Level.WARNING,
                -1,
                at(time),
                Map.of("device", "PS2 Status", "trouble", trouble),
                "PS2 Status: Power Supply " + trouble,
                signature,
                Given.ORIGIN);
    }

    private static Fact disk(String slot, String serial, PhysicalDisk.State state, String time) {
        return new PhysicalDisk(
                "H",
                slot,
                serial,
                "",
                "",
                state,
                "",
                4_000,
                null,
                false,
                0,
                Map.of(),
                -1,
                -1,
                -1,
                0,
                -1,
                true,
                List.of(),
                at(time),
                Given.ORIGIN);
    }

    private static Fact array(String name, int spares, String time) {
        return new RaidArray(
                "H", name, "raid1", RaidArray.State.OPTIMAL, "", 2, 2, spares, null, null, -1, at(time), Given.ORIGIN);
    }

    private static Fact inlet(String time, double degrees) {
        return new SensorReading(
                "H",
                "temperature",
                "Inlet Temp",
                degrees,
                "Cel",
                SensorReading.Status.OK,
                "ok",
                at(time),
                Given.ORIGIN);
    }

    private static <D extends Derived> D only(Class<D> type, Fact... facts) {
        var found = all(type, facts);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static <D extends Derived> List<D> all(Class<D> type, Fact... facts) {
        return Derive.host("H", List.of(facts).stream().sorted(Facts.ORDER).toList(), context(facts)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
