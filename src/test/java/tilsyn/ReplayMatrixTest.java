package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Assessments of the example customer made again on other machines: two of them here; with {@code -Dtilsyn.replays=35}
 * all 35 mornings on all 72, which takes hours; with 2 the last two, some minutes.
 */
class ReplayMatrixTest {
    private static final int ALL = Integer.getInteger("tilsyn.replays", 0);
    private static final List<Integer> RELEASES = List.of(17, 25);

    @TempDir
    static Path temp;

    private static final List<String> made = new ArrayList<>();

    @BeforeAll
    static void assess_the_example_customer() throws Exception {
        var last = OffsetDateTime.parse(Checks.FINAL).toLocalDate();
        for (var day : ALL > 0
                ? last.minusDays(ALL - 1L).datesUntil(last.plusDays(1)).toList()
                : List.of(LocalDate.of(2025, 10, 20), last))
            Checks.check(
                    Checks.FOLDER, Path.of("rules"), data(), Optional.of(Trial.moment(day, ZoneId.of("Europe/Oslo"))));
        for (var kept : Kept.all(data())) made.add(kept.number() + " " + kept.trace());
    }

    @TestFactory
    Stream<DynamicTest> every_assessment_is_identical_on() {
        return machines().stream()
                .map(machine -> DynamicTest.dynamicTest(machine.toString(), () -> {
                    assumeTrue(
                            !machine.java().toString().isEmpty(),
                            "there is no JDK %d here: set JAVA_HOME_%d to one"
                                    .formatted(machine.release(), machine.release()));

                    var said = machine.replay(data(), temp);

                    assertThat(said.get(0)).isEqualTo(machine.itself());
                    assertThat(said.subList(1, said.size())).isEqualTo(made);
                }));
    }

    @Test
    void no_two_assessments_are_alike_by_chance() {
        assertThat(made)
                .hasSize(ALL > 0 ? ALL : 2)
                .extracting(line -> line.substring(line.indexOf(' ')))
                .doesNotHaveDuplicates();
    }

    private static List<Machine> machines() {
        if (ALL == 0)
            return List.of(
                    machine(RELEASES.get(0), "tr-TR", "Asia/Kathmandu", 8, true),
                    machine(RELEASES.get(1), "nb-NO", "UTC", 1, false));
        var machines = new ArrayList<Machine>();
        for (var release : RELEASES)
            for (var locale : List.of("nb-NO", "en-US", "tr-TR"))
                for (var zone : List.of("UTC", "Europe/Oslo", "Asia/Kathmandu"))
                    for (var threads : List.of(1, 8))
                        for (var shuffled : List.of(false, true))
                            machines.add(machine(release, locale, zone, threads, shuffled));
        return machines;
    }

    private static Machine machine(int release, String locale, String zone, int threads, boolean shuffled) {
        return new Machine(Machine.jdk(release).orElse(Path.of("")), release, locale, zone, threads, shuffled);
    }

    private static Path data() {
        return temp.resolve("data");
    }
}
