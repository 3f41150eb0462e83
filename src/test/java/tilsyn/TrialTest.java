package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.rule.Rulebook;
import tilsyn.source.Progress;
import tilsyn.verdict.Assessment;

/** An edited checklist over the example customer's facts, beside the active one. */
class TrialTest {
    private static final Path CACHE = Path.of("target/rules-cache");

    @TempDir
    static Path temporary;

    private static Rulebook active;

    @BeforeAll
    static void check() throws Exception {
        active = Rulebook.load(Path.of("rules"), CACHE);
        Round.run(
                new Round.Request(
                        Path.of("fixtures/fjordvik"),
                        Path.of("rules"),
                        Path.of("routes"),
                        temporary.resolve("data"),
                        CACHE,
                        Optional.empty(),
                        false,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        null,
                        "nb"),
                Progress.NONE);
    }

    @Test
    void a_limit_made_tighter_changes_its_own_cells_and_those_that_rest_on_them() throws Exception {
        var trial = trial(edited("growth_fail_7d: { default: 10", "growth_fail_7d: { default: 2"), 2);

        assertThat(trial.mornings()).extracting(Trial.Morning::day).last().isEqualTo(LocalDate.of(2025, 11, 10));
        assertThat(trial.mornings().get(1).changed())
                .contains(new Trial.Cell("FJ-APP01", "HW-02", "WARN W1", "FAIL F3"));
        assertThat(trial.mornings())
                .flatExtracting(Trial.Morning::changed)
                .extracting(Trial.Cell::item)
                .isSubsetOf("HW-02", "HW-11", "RPT-02");
    }

    @Test
    void what_is_taken_over_from_the_active_rules_changes_no_verdict() throws Exception {
        for (var edited : List.of(
                edited("growth_fail_7d: { default: 10", "growth_fail_7d: { default: 2"),
                edited("growth_window_d: { default: 30", "growth_window_d: { default: 14"))) {
            var changed = new TreeSet<String>();
            try (var last = LastCheck.open(temporary.resolve("data")).orElseThrow()) {
                var day = LocalDate.of(2025, 11, 9);
                var asOf = Trial.moment(day, last.customer().zone());
                var before = rows(active, last, asOf);
                var after = rows(edited, last, asOf);
                after.stream().filter(row -> !before.contains(row)).forEach(changed::add);
            }

            var tried = trial(edited, 2).mornings().get(0);

            assertThat(tried.day()).isEqualTo(LocalDate.of(2025, 11, 9));
            assertThat(tried.changed().stream().map(cell -> cell.subject() + " " + cell.item() + " " + cell.after()))
                    .containsExactlyInAnyOrderElementsOf(changed);
        }
    }

    @Test
    void the_same_rules_change_nothing_and_nothing_is_written() throws Exception {
        var before = Files.readString(temporary.resolve("data/trace.jsonl"));

        var trial = trial(active, 2);

        assertThat(trial.mornings()).allSatisfy(morning -> {
            assertThat(morning.changed()).isEmpty();
            assertThat(morning.before()).isEqualTo(morning.after());
        });
        assertThat(Files.readString(temporary.resolve("data/trace.jsonl"))).isEqualTo(before);
    }

    @Test
    void tickets_stand_from_the_first_morning_and_open_once() throws Exception {
        var mornings = trial(active, 2).mornings();

        assertThat(mornings.get(0).before().opened()).isGreaterThan(10);
        assertThat(mornings.get(1).before().opened()).isLessThan(10);
    }

    private static TreeSet<String> rows(Rulebook rulebook, LastCheck last, Instant asOf) throws Exception {
        var rows = new TreeSet<String>();
        Assessment assessment = rulebook.assess(last.facts(), last.accounting(), last.customer(), asOf, last.cutOff());
        for (var verdict : assessment.verdicts())
            rows.add((verdict.subject() + " " + verdict.item().id() + " " + verdict.outcome() + " "
                            + (verdict.reason() == null ? verdict.clause() : verdict.reason()))
                    .strip());
        return rows;
    }

    private static Trial trial(Rulebook edited, int days) throws Exception {
        try (var last = LastCheck.open(temporary.resolve("data")).orElseThrow()) {
            return Trial.of(active, edited, last, days);
        }
    }

    private static Rulebook edited(String from, String to) throws Exception {
        var folder = Files.createTempDirectory(temporary, "edited");
        Files.walkFileTree(Path.of("rules"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var target = folder.resolve(Path.of("rules").relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace(from, to));
                return FileVisitResult.CONTINUE;
            }
        });
        return Rulebook.load(folder, CACHE);
    }
}
