package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
    private static final Path RULES = Path.of("rules");

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();

    @Test
    void items_are_listed_by_area_in_both_languages() {
        assertThat(run(RULES, "list")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .containsSubsequence(
                        "RAID og maskinvare / RAID and hardware",
                        "HW-02  Ingen fysisk disk er i ferd med å svikte",
                        "No physical disk is failing or about to fail");
    }

    @Test
    void an_item_is_shown_with_clauses_places_and_limits() {
        assertThat(run(RULES, "show", "hw-02", "--lang", "en")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .contains("rules/hardware/HW-02")
                .contains("realloc_fail = 50 raw count, attr 5, within 1–500; per customer")
                .containsPattern("F3 .*\n +rules/hardware/HW-02[a-z-]*.drl:\\d+");
    }

    @Test
    void a_name_that_is_none_is_met_with_a_guess() {
        assertThat(run(RULES, "show", "HW-20")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("There is no item 'HW-20'.  Maybe: HW-02");
    }

    @Test
    void scenarios_that_pass_are_counted_and_clauses_with_them() {
        assertThat(run(RULES, "test", "HW-02", "--coverage", "--lang", "en")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .containsPattern("HW-02 F3  fired in [1-9]\\d*, quiet in [1-9]\\d*")
                .containsPattern("[1-9]\\d* scenarios, 0 failed");
    }

    @Test
    void a_scenario_that_fails_says_what_was_expected_and_where() throws Exception {
        var rules = copy();
        var file = rules.resolve("operation/OPS-03-disk-capacity.yaml");
        Files.writeString(
                file, Files.readString(file).replace("{ default: 60, unit: days", "{ default: 90, unit: days"));

        assertThat(run(rules, "test", "OPS-03", "--lang", "en")).isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString())
                .containsPattern("X OPS-03 .*\n +rules/operation/OPS-03[a-z-]*.test.yaml:\\d+\n +.*expected");
    }

    @Test
    void everything_wrong_is_told_at_once_with_its_place() throws Exception {
        var rules = copy();
        var card = rules.resolve("operation/OPS-03-disk-capacity.yaml");
        Files.writeString(card, Files.readString(card).replace("severity:", "severty:"));

        assertThat(run(rules, "check", "--routes", temp.resolve("no-routes").toString()))
                .isEqualTo(ExitCode.RULES_OR_ROUTES);

        assertThat(out.toString())
                .contains("OPS-03-disk-capacity.yaml:", "Maybe: severity")
                .contains("there is no such folder of routes");
    }

    @Test
    void an_item_without_scenarios_is_a_problem() throws Exception {
        var rules = copy();
        try (var files = Files.list(rules.resolve("users"))) {
            for (var file : files.filter(file -> file.toString().contains("USR-01")
                            && file.toString().endsWith(".test.yaml"))
                    .toList()) Files.delete(file);
        }

        assertThat(run(rules, "check")).isEqualTo(ExitCode.RULES_OR_ROUTES);

        assertThat(out.toString()).contains("USR-01 has no scenario");
    }

    @Test
    void a_limit_that_a_customer_sets_wrongly_is_told_with_its_place() throws Exception {
        var customer = customer("parameter: growth_fail_7d, value: 500");

        assertThat(run(RULES, "check", "--customer", customer.toString())).isEqualTo(ExitCode.RULES_OR_ROUTES);

        assertThat(out.toString()).contains("tuning.yaml:2  HW-02.growth_fail_7d: 500 is outside its range 1 to 100.");
    }

    @Test
    void what_a_customer_has_set_is_shown_with_who_when_and_why() throws Exception {
        var customer = customer("parameter: growth_fail_7d, value: 5");

        assertThat(run(RULES, "show", "HW-02", "--customer", customer.toString()))
                .isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .contains("growth_fail_7d = 5  (kunde)  2025-10-01 Kari Nordmann: diskene er gamle")
                .contains("tuning.yaml:2")
                .containsPattern("realloc_fail = 50 .*\n      standard, aldri endret");
    }

    @Test
    void after_a_check_show_knows_what_the_customer_has_set() throws Exception {
        judge(customer("parameter: growth_fail_7d, value: 5"), RULES);

        assertThat(run(RULES, "show", "HW-02")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .contains("growth_fail_7d = 5  (kunde)  2025-10-01 Kari Nordmann: diskene er gamle")
                .contains("standard, aldri endret");
    }

    @Test
    void a_clause_that_met_no_fact_is_named_with_its_place_and_one_that_did_is_not() throws Exception {
        var rules = copy();
        var card = rules.resolve("hardware/HW-02-disks-failing.yaml");
        Files.writeString(
                card,
                Files.readString(card)
                        .replace("\nclauses:\n", "\nclauses:\n  W9: { en: made of glass, nb: laget av glass }\n"));
        var clauses = rules.resolve("hardware/HW-02-disks-failing.drl");
        long line = Files.readString(clauses).lines().count() + 2;
        Files.writeString(clauses, Files.readString(clauses) + """

                rule "HW-02 W9 a disk of a kind that nobody makes"
                when
                    DiskHealth( disk == "made of glass" )
                then
                    say.warn( "" );
                end
                """);
        judge(Path.of("fixtures/fjordvik"), rules);

        assertThat(run(rules, "check", "--days", "2", "--lang", "en")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString())
                .contains(
                        "rules/hardware/HW-02-disks-failing.drl:%d  HW-02 W9: the rule matched 0 facts in 2 days (a warning)\n"
                                .formatted(line))
                .contains("Rules and routes are in order.")
                .doesNotContain("HW-02 W1:");
    }

    @Test
    void clauses_that_met_nothing_are_looked_for_only_after_a_check() {
        assertThat(run(RULES, "check", "--days", "35")).isEqualTo(ExitCode.USAGE);

        assertThat(out.toString()).contains("Nothing was checked yet", "Run first: tilsyn check FOLDER");
    }

    private void judge(Path folder, Path rules) {
        Main.commandLine(Clock.systemUTC())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(
                        "check",
                        folder.toString(),
                        "--rules",
                        rules.toString(),
                        "--data",
                        temp.resolve("data").toString(),
                        "--out",
                        temp.resolve("out").toString());
    }

    @Test
    void trying_the_rules_in_use_says_that_nothing_can_change() throws Exception {
        assertThat(run(RULES, "try", "--lang", "en")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString()).contains("The two are the same.");
    }

    @Test
    void trying_where_nothing_was_checked_says_what_to_do_first() throws Exception {
        var rules = copy();
        var card = rules.resolve("operation/OPS-03-disk-capacity.yaml");
        Files.writeString(card, Files.readString(card) + "\n");

        assertThat(run(rules, "try")).isEqualTo(ExitCode.USAGE);

        assertThat(out.toString()).contains("Run first: tilsyn check FOLDER");
    }

    private Path customer(String tuning) throws IOException {
        var folder = Files.createDirectories(temp.resolve("customer"));
        Files.writeString(
                folder.resolve("tuning.yaml"),
                "tuning:\n  - { item: HW-02, %s, who: Kari Nordmann, when: 2025-10-01, why: diskene er gamle }\n"
                        .formatted(tuning));
        return folder;
    }

    private Path copy() throws IOException {
        var copy = temp.resolve("rules");
        Files.walkFileTree(RULES, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(copy.resolve(RULES.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(RULES.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }

    private int run(Path rules, String... args) {
        var all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(args));
        all.addAll(List.of(
                "--rules", rules.toString(), "--data", temp.resolve("data").toString()));
        return Main.commandLine(Clock.systemUTC())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}
