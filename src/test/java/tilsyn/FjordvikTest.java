package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tilsyn.Checks.FINAL;
import static tilsyn.Checks.FOLDER;
import static tilsyn.Checks.cells;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.decoder.Moment;
import tilsyn.fact.Fact;
import tilsyn.output.Results;
import tilsyn.trace.Archive;
import tilsyn.trace.Citation;
import tilsyn.verdict.Area;

/** The example customer, end to end: real routes, real store, real rules. */
class FjordvikTest {
    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @TempDir
    Path temp;

    @AfterEach
    void put_locale_and_zone_back() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {FINAL, "2025-10-20T07:00:00+02:00", "2025-10-29T12:00:00+01:00"})
    void every_cell_is_as_the_checklist_expects(String asOf) throws Exception {
        var cells = cells(check(FOLDER, asOf));

        assertThat(expected(asOf))
                .isNotEmpty()
                .allSatisfy(
                        (cell, verdict) -> assertThat(cells.get(cell)).as(cell).isEqualTo(verdict));
    }

    @Test
    void no_cell_is_there_that_nobody_expects() throws Exception {
        assertThat(cells(check(FOLDER, FINAL)).keySet())
                .isEqualTo(expected(FINAL).keySet());
    }

    /** Checklist 5.5. */
    @Test
    void the_score_is_as_the_checklist_expects() throws Exception {
        var score = check(FOLDER, FINAL).assessment().score();

        assertThat(score.total()).isCloseTo(60.0, within(0.05));
        assertThat(score.coverage()).isCloseTo(98.0, within(0.05));
        assertThat(score.grade()).isEqualTo("D");
        assertThat(score.criticalFails()).isEqualTo(7);
        assertThat(score.criticalUnknown()).isEqualTo(2);
        assertThat(score.areas())
                .hasEntrySatisfying(Area.BCK, points -> assertThat(points).isCloseTo(60.7, within(0.05)))
                .hasEntrySatisfying(Area.HW, points -> assertThat(points).isCloseTo(66.5, within(0.05)))
                .hasEntrySatisfying(Area.UPD, points -> assertThat(points).isCloseTo(55.2, within(0.05)))
                .hasEntrySatisfying(Area.AV, points -> assertThat(points).isCloseTo(62.0, within(0.05)))
                .hasEntrySatisfying(Area.LOG, points -> assertThat(points).isCloseTo(69.5, within(0.05)))
                .hasEntrySatisfying(Area.OPS, points -> assertThat(points).isCloseTo(72.8, within(0.05)))
                .hasEntrySatisfying(Area.USR, points -> assertThat(points).isCloseTo(50.0, within(0.05)))
                .hasEntrySatisfying(Area.RPT, points -> assertThat(points).isCloseTo(16.7, within(0.05)))
                .hasEntrySatisfying(Area.AGR, points -> assertThat(points).isZero());
    }

    /** Checklist 5.8. */
    @Test
    void findings_that_belong_together_are_told_together() throws Exception {
        var stories = check(FOLDER, FINAL).assessment().stories().stream()
                .map(story -> story.link().id() + ": "
                        + String.join(
                                ", ",
                                story.parts().stream()
                                        .map(part -> part.verdict().subject() + "/"
                                                + part.verdict().item().id())
                                        .toList()));

        assertThat(stories)
                .containsExactly(
                        "at-once: FJ-HV01/BCK-02, customer/AGR-01, FJ-DC01/LOG-08, FJ-DC01/AV-02, FJ-DC01/LOG-03",
                        "restart: FJ-APP01/BCK-01, FJ-APP01/LOG-07, customer/UPD-09, FJ-APP01/OPS-02, customer/BCK-06",
                        "disk: FJ-HV01/HW-02, FJ-HV01/HW-03, FJ-HV01/HW-11, FJ-HV01/LOG-04",
                        "growth: FJ-DC01/BCK-03, FJ-DC01/OPS-03, FJ-DC01/BCK-08, customer/RPT-02",
                        "infection: FJ-PC02/AV-01, FJ-PC01/AV-02, customer/AV-06",
                        "password: FJ-DC01/LOG-05, customer/USR-03");
    }

    @Test
    void the_folder_states_the_moment_it_is_judged_at() throws Exception {
        var results = Checks.check(FOLDER, Path.of("rules"), temp.resolve("data"), Optional.empty());

        assertThat(results.assessment().asOf())
                .isEqualTo(OffsetDateTime.parse(FINAL).toInstant());
    }

    @Test
    void the_accounting_adds_up_and_names_the_twelve_damaged_lines() throws Exception {
        var accounting = check(FOLDER, FINAL).accounting();

        assertThat(accounting.received())
                .isEqualTo(accounting.facts()
                        + accounting.rolledUp()
                        + accounting.duplicates()
                        + accounting.ignored()
                        + accounting.rejected());
        assertThat(accounting.rejections())
                .filteredOn(rejection -> accounting.files().stream()
                        .anyMatch(file -> file.file().equals(rejection.origin().file())
                                && !file.format().isEmpty()))
                .hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR Asia/Kathmandu", "nb-NO UTC", "en-US America/New_York"})
    void locale_and_zone_of_the_machine_change_nothing(String machine) throws Exception {
        var usual = check(FOLDER, FINAL).trace();
        Locale.setDefault(Locale.forLanguageTag(machine.split(" ")[0]));
        TimeZone.setDefault(TimeZone.getTimeZone(machine.split(" ")[1]));

        assertThat(check(FOLDER, FINAL).trace()).isEqualTo(usual);
    }

    @Test
    void every_pass_and_finding_cites_a_line_that_is_really_there() throws Exception {
        var results = check(FOLDER, FINAL);

        for (var verdict : results.assessment().verdicts())
            for (var fact : Citation.of(verdict.cited())) {
                var origin = fact.origin();
                var bytes = Files.readAllBytes(FOLDER.resolve(origin.file()));
                var cell = verdict.subject() + " " + verdict.item().id() + " " + origin.file();
                assertThat(Archive.sha256(bytes)).as(cell).isEqualTo(origin.sha256());
                if (bytes[0] == (byte) 0xFF) continue; // UTF-16
                var quoted = unspaced(origin.raw());
                assertThat(new String(bytes, StandardCharsets.UTF_8)
                                .lines()
                                .skip(origin.line() - 1L)
                                .map(FjordvikTest::unspaced)
                                .collect(Collectors.joining()))
                        .as("%s:%d", cell, origin.line())
                        .contains(quoted.substring(0, Math.min(25, quoted.length())));
            }
    }

    @Test
    void the_time_that_is_quoted_of_a_register_is_the_time_it_is_taken_for() throws Exception {
        for (var verdict : check(FOLDER, FINAL).assessment().verdicts())
            for (var fact : Citation.of(verdict.cited())) {
                var read = Moment.start(fact.origin().timeText(), ZoneId.of("Europe/Oslo"), "");
                if (fact.kind() == Fact.Kind.REGISTER && read != null)
                    assertThat(fact.time()).as(fact.toString()).isEqualTo(read.instant());
            }
    }

    private Results check(Path folder, String asOf) throws Exception {
        return Checks.check(folder, temp.resolve("data"), asOf);
    }

    private static Map<String, String> expected(String asOf) throws IOException {
        var expected = new TreeMap<String, String>();
        try (var lines = Files.lines(Path.of("src/test/resources/tilsyn/fjordvik-expected-verdicts.tsv"))) {
            lines.map(line -> line.split("\t", -1))
                    .filter(cells -> cells[0].equals(asOf))
                    .forEach(cells -> expected.put(
                            cells[1] + " " + cells[2], (cells[3] + " " + (cells.length > 4 ? cells[4] : "")).strip()));
        }
        return expected;
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }
}
