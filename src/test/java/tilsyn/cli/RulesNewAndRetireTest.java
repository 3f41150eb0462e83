package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesNewAndRetireTest {
    private static final Path RULES = Path.of("rules");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void copy() throws IOException {
        try (var files = Files.walk(RULES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target =
                        temp.resolve("rules").resolve(RULES.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void a_new_item_lints_clean_and_its_scenario_runs() {
        assertThat(run("new", "usr-05", "--en", "Nobody's printer: is \"forgotten\"", "--nb", "Ingen skriver er glemt"))
                .isEqualTo(ExitCode.FINE);
        assertThat(out.toString()).contains("users/USR-05-nobody-s-printer-is-forgotten.yaml", ".drl", ".test.yaml");

        assertThat(run("check")).isEqualTo(ExitCode.FINE);
        assertThat(run("test", "USR-05")).isEqualTo(ExitCode.FINE);
        assertThat(out.toString()).contains("1 scenarios, 0 failed");
    }

    @Test
    void a_draft_switched_on_as_it_is_fails_its_scenario_and_passes_nobody() throws Exception {
        run("new", "BCK-42", "--per-host", "--fact", "BackupRun", "--en", "Tapes", "--nb", "Bånd");
        var card = temp.resolve("rules/backup/BCK-42-tapes.yaml");
        Files.writeString(card, Files.readString(card).replaceFirst("(?m)^enabled: false\n", ""));
        var scenarios = temp.resolve("rules/backup/BCK-42-tapes.test.yaml");
        Files.writeString(scenarios, Files.readString(scenarios) + """

                - scenario: a good and fresh run is no PASS for a draft
                  as-of: 2025-11-10T07:00:00+01:00
                  given:
                    - Host: { host: FJ-EXAMPLE, roles: [server], state: active, time: 2025-11-07T00:00:00+01:00 }
                    - BackupRun: { host: FJ-EXAMPLE, job: Daily, result: success, end: 2025-11-10T03:00:00+01:00, bytesRead: 1 }
                  expect: { FJ-EXAMPLE: NO_EVIDENCE N1 }
                """);

        assertThat(run("test", "BCK-42")).isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString()).contains("X BCK-42  a draft judges nobody", "2 scenarios, 1 failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USR-04 | USR-04 is taken: rules/users/USR-04-low-threshold.yaml.",
                "BKC-01 | There is no area 'BKC'. There are: AGR, UPD, LOG, OPS, HW, AV, BCK, USR, RPT.  Maybe: BCK",
                "USR5 | 'USR5' is no item id. Expected an area and two digits, such as USR-05.",
            })
    void an_id_that_cannot_be_is_refused_and_nothing_written(String id, String says) throws Exception {
        long files = files();

        assertThat(run("new", id)).isEqualTo(ExitCode.USAGE);

        assertThat(out.toString()).contains(says);
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void a_fact_type_that_is_none_is_met_with_a_guess() {
        assertThat(run("new", "BCK-42", "--fact", "BackupRuns")).isEqualTo(ExitCode.USAGE);

        assertThat(out.toString()).contains("There is no fact type 'BackupRuns'.  Maybe: BackupRun");
    }

    @Test
    void a_retired_item_judges_nobody_and_still_says_who_when_and_why() throws Exception {
        run("new", "USR-05", "--en", "Printers", "--nb", "Skrivere");
        assertThat(run("retire", "USR-05", "--reason", "it's all: cloud", "--who", "Kari Nordmann"))
                .isEqualTo(ExitCode.FINE);

        assertThat(run("check")).isEqualTo(ExitCode.FINE);
        assertThat(run("show", "USR-05")).isEqualTo(ExitCode.FINE);
        assertThat(run("list")).isEqualTo(ExitCode.FINE);
        assertThat(out.toString())
                .containsSubsequence(
                        "Regler og ruter er i orden.",
                        "retired 2025-11-10 by Kari Nordmann: it's all: cloud · rules/users/USR-05-printers.yaml",
                        "Retired, judged no more",
                        "USR-05  Printers",
                        "retired 2025-11-10 by Kari Nordmann: it's all: cloud");
        assertThat(Files.readString(temp.resolve("rules/users/USR-05-printers.yaml")))
                .contains("retired: { when: 2025-11-10, who: 'Kari Nordmann', why: 'it''s all: cloud' }");
        assertThat(run("test", "USR-05")).isEqualTo(ExitCode.USAGE);
        assertThat(run("new", "USR-05")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("USR-05 was retired 2025-11-10 and keeps its number");
    }

    @Test
    void an_item_that_others_speak_of_is_not_retired() throws Exception {
        var before = Files.readString(temp.resolve("rules/hardware/HW-01-raid-redundancy.yaml"));

        assertThat(run("retire", "HW-01", "--reason", "no RAID", "--who", "Kari"))
                .isEqualTo(ExitCode.RULES_OR_ROUTES);

        assertThat(out.toString())
                .containsPattern("rules/hardware/HW-11[a-z-]*.drl:\\d+  speaks of HW-01: ")
                .contains("HW-01 is not retired: others speak of it");
        assertThat(Files.readString(temp.resolve("rules/hardware/HW-01-raid-redundancy.yaml")))
                .isEqualTo(before);
    }

    @Test
    void a_check_after_retirement_has_no_verdict_of_the_item_and_the_log_says_so() throws Exception {
        var input = Files.createDirectories(temp.resolve("customer"));
        Files.writeString(
                input.resolve("tuning.yaml"),
                "tuning:\n  - { item: USR-05, parameter: age_fail_d, value: 9, who: Kari, when: 2025-10-01, why: slow }\n");
        Files.writeString(
                input.resolve("inventory.yaml"),
                "customer: test\nas_of: 2025-11-01\nhosts:\n"
                        + "  - { host: SRV01, roles: [server], state: active }\n");
        run("new", "USR-05", "--en", "Printers", "--nb", "Skrivere");
        check(input);
        assertThat(verdicts()).contains("\"USR-05\"");

        run("retire", "USR-05", "--reason", "cloud", "--who", "Kari");
        check(input);

        assertThat(verdicts()).doesNotContain("\"USR-05\"").contains("\"USR-04\"");
        assertThat(logged()).containsPattern("\"of\":\"rulebook\",\"key\":\"[^\"]*USR-05-printers.yaml\"");
    }

    private String verdicts() throws IOException {
        return Files.readString(temp.resolve("out/verdicts.json"));
    }

    /** Everything in the log folder as one text. */
    private String logged() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(temp.resolve("data/log"))) {
            for (var file : files.filter(Files::isRegularFile).toList())
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private void check(Path input) {
        execute(List.of("check", input.toString(), "--out", temp.resolve("out").toString()));
    }

    private long files() throws IOException {
        try (var files = Files.walk(temp.resolve("rules"))) {
            return files.count();
        }
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(args));
        if (!args[0].equals("check")) all.addAll(List.of("--lang", "en"));
        return execute(all);
    }

    private int execute(List<String> args) {
        var all = new ArrayList<>(args);
        all.addAll(List.of(
                "--rules",
                temp.resolve("rules").toString(),
                "--data",
                temp.resolve("data").toString()));
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}
