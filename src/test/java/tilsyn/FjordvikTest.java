package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.output.Results;
import tilsyn.source.Progress;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** The example customer, end to end: real routes, real store, real rules. */
class FjordvikTest {
    private static final Path FOLDER = Path.of("fixtures", "fjordvik");
    private static final String FINAL = "2025-11-10T07:00:00+01:00";
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
                        "restart: FJ-APP01/BCK-01, FJ-APP01/LOG-07, customer/UPD-09",
                        "disk: FJ-HV01/HW-02, FJ-HV01/LOG-04",
                        "growth: FJ-DC01/BCK-03, FJ-DC01/OPS-03, customer/RPT-02",
                        "infection: FJ-PC02/AV-01, FJ-PC01/AV-02, customer/AV-06",
                        "password: FJ-DC01/LOG-05, customer/USR-03");
    }

    @Test
    void the_folder_states_the_moment_it_is_judged_at() throws Exception {
        var results = Round.run(request(FOLDER, Optional.empty()), Progress.NONE);

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
            for (var fact : tilsyn.trace.Citation.of(verdict.cited())) {
                var file = FOLDER.resolve(fact.origin().file());
                assertThat(file)
                        .as("%s %s", verdict.subject(), verdict.item().id())
                        .exists();
            }
    }

    /** P1: withholding evidence never helps. Some eighty checks: run it with {@code -Dtilsyn.withhold=true}. */
    @TestFactory
    @EnabledIfSystemProperty(named = "tilsyn.withhold", matches = "true")
    Stream<DynamicTest> taking_a_file_away_gives_no_new_pass_and_no_better_score() throws Exception {
        var whole = check(FOLDER, FINAL);
        var passes = passes(whole);
        var copy = temp.resolve("copy");
        copy(FOLDER, copy);
        return representatives().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    var path = copy.resolve(file.toString());
                    var aside = temp.resolve("aside");
                    Files.move(path, aside);
                    try {
                        var less = Round.run(
                                request(
                                        copy,
                                        Optional.of(OffsetDateTime.parse(FINAL).toInstant())),
                                Progress.NONE);
                        assertThat(passes).containsAll(passes(less));
                        assertThat(less.assessment().score().total())
                                .isLessThanOrEqualTo(whole.assessment().score().total() + 1e-9);
                    } finally {
                        Files.move(aside, path);
                    }
                }));
    }

    /** Every file but those of which there is one a day: of these the first, one in the middle, and the last two. */
    private static List<Path> representatives() throws IOException {
        Map<String, List<Path>> series = new TreeMap<>();
        try (var files = Files.walk(FOLDER)) {
            files.filter(Files::isRegularFile)
                    .map(FOLDER::relativize)
                    .sorted()
                    .forEach(file -> series.computeIfAbsent(
                                    file.toString().replaceAll("20\\d{6}T\\d{4}", "DATE"),
                                    name -> new java.util.ArrayList<>())
                            .add(file));
        }
        return series.values().stream()
                .flatMap(files -> files.size() < 5
                        ? files.stream()
                        : Stream.of(0, files.size() / 2, files.size() - 2, files.size() - 1)
                                .map(files::get))
                .toList();
    }

    private Results check(Path folder, String asOf) throws Exception {
        return Round.run(request(folder, Optional.of(OffsetDateTime.parse(asOf).toInstant())), Progress.NONE);
    }

    private Round.Request request(Path folder, Optional<Instant> asOf) {
        return new Round.Request(
                folder,
                Path.of("rules"),
                Path.of("routes"),
                temp.resolve("data"),
                Path.of("target", "rulebook"),
                asOf,
                false,
                Instant.parse("2026-01-01T00:00:00Z"),
                null,
                "nb");
    }

    private static Map<String, String> cells(Results results) {
        var cells = new TreeMap<String, String>();
        for (var verdict : results.assessment().verdicts())
            cells.put(
                    verdict.subject() + " " + verdict.item().id(),
                    (verdict.outcome() + " " + verdict.clause()).strip());
        return cells;
    }

    private static List<String> passes(Results results) {
        return results.assessment().verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.PASS)
                .map(FjordvikTest::cell)
                .toList();
    }

    private static String cell(Verdict verdict) {
        return verdict.subject() + " " + verdict.item().id();
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

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    var target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                    return FileVisitResult.CONTINUE;
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        });
    }
}
