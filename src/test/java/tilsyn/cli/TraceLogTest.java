package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor's walk, over a customer with two registers and one disk. */
class TraceLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);
    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();
    private static final String DISK = """
            { "device": { "name": "/dev/sda", "type": "sat", "protocol": "ATA" }, "model_name": "FIKTIV2T",
              "serial_number": "FIK1", "local_time": { "time_t": 1762754400 }, "smart_status": { "passed": true },
              "smartctl": { "version": [7, 3], "exit_status": 0 },
              "ata_smart_attributes": { "table": [
                { "id": 5, "name": "Reallocated_Sector_Ct", "value": 100, "worst": 100, "thresh": 10, "when_failed": "",
                  "raw": { "value": %d, "string": "0" } } ] },
              "power_on_time": { "hours": 100 } }
            """;

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void put_locale_and_zone_back() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    @Test
    void before_the_first_check_there_is_nothing_to_verify() {
        assertThat(run("trace", "verify")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Nothing was checked yet");
    }

    @Test
    void every_check_is_added_to_the_log_and_the_log_is_whole() throws Exception {
        check(0, 0);

        assertThat(run("trace", "verify")).isEqualTo(ExitCode.FINE);
        assertThat(run("trace", "show")).isEqualTo(ExitCode.FINE);
        assertThat(out.toString()).contains("Whole: ").contains("2 checkpoints").contains("    2  KUNDE");
        assertThat(log()).filteredOn(line -> line.contains("\"kind\":\"kept\"")).hasSize(2);
    }

    @Test
    void what_is_shown_of_an_assessment_is_the_trace_that_its_check_wrote() throws Exception {
        check(0);

        run("trace", "show", "1");

        assertThat(out.toString().lines().toList()).isEqualTo(Files.readAllLines(temp.resolve("out/trace.jsonl")));
    }

    @Test
    void changes_of_registers_and_rules_since_the_last_assessment_have_lines_of_their_own() throws Exception {
        check(0);
        Files.writeString(temp.resolve("in/waivers.yaml"), """
                - id: W-1
                  item: HW-02
                  host: SRV1
                  reason: Ny disk er bestilt
                  requested_by: Kari Nordmann
                  approver: Ola Nordmann
                  approver_role: daglig leder
                  granted: 2025-11-01
                  expires: 2025-11-30
                """);
        check(0);

        assertThat(log().stream().filter(line -> line.contains("\"assessment\":2") && line.contains("\"change\"")))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"of\":\"waiver\"")
                        .contains("\"key\":\"W-1\"")
                        .contains("\"before\":\"\"")
                        .contains("Ola Nordmann"))
                .noneMatch(line -> line.contains("\"of\":\"rulebook\""));
    }

    @Test
    void a_changed_line_is_named_and_nothing_is_explained_away() throws Exception {
        check(0);
        var lines = new ArrayList<>(log());
        int at = lines.size() / 2;
        lines.set(at, lines.get(at).replace("kind", "Kind"));
        Files.writeString(temp.resolve("data/log/lines.jsonl"), String.join("\n", lines) + "\n");

        assertThat(run("trace", "verify")).isEqualTo(ExitCode.INTEGRITY);
        assertThat(out.toString()).contains("lines.jsonl:" + (at + 1)).contains("Changed: line " + (at + 1));
    }

    @Test
    void a_checkpoint_kept_elsewhere_finds_a_log_that_was_put_back_with_all_that_belongs_to_it() throws Exception {
        check(0);
        var old = Files.createDirectory(temp.resolve("old"));
        copy(temp.resolve("data"), old);
        check(0);
        Files.copy(temp.resolve("data/checkpoint"), temp.resolve("kept"));
        copy(old, temp.resolve("data"));

        assertThat(run("trace", "verify")).isEqualTo(ExitCode.FINE);
        assertThat(run("trace", "verify", "--checkpoint", temp.resolve("kept").toString()))
                .isEqualTo(ExitCode.INTEGRITY);
        assertThat(out.toString()).contains("Old: the log ends at line");
    }

    @Test
    void a_replay_is_identical_in_any_locale_and_zone_when_input_and_rules_are_gone() throws Exception {
        check(0);
        check(90);
        Files.delete(temp.resolve("in/disk.json"));
        for (var place : List.of("nb-NO Europe/Oslo", "tr-TR Asia/Kathmandu", "en-US UTC")) {
            Locale.setDefault(Locale.forLanguageTag(place.split(" ")[0]));
            TimeZone.setDefault(TimeZone.getTimeZone(place.split(" ")[1]));

            assertThat(run("replay", "1")).isEqualTo(ExitCode.FINE);
            assertThat(run("replay", "2")).isEqualTo(ExitCode.FINE);
        }
        assertThat(out.toString()).contains("identical (sha256 ");
    }

    @Test
    void a_replay_with_other_rules_shows_what_they_change() throws Exception {
        check(0);
        var rules = Files.createDirectory(temp.resolve("rules"));
        copy(Path.of("rules"), rules);
        var card = rules.resolve("hardware/HW-02-disk-health.yaml");
        try (var cards = Files.list(rules.resolve("hardware"))) {
            card = cards.filter(file -> file.getFileName().toString().matches("HW-02.*(?<!test)\\.yaml"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(card, Files.readString(card) + "\nenabled: false\n");

        assertThat(run("replay", "1", "--rules", rules.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains("HW-02")
                .contains("-> NO_EVIDENCE (RULE_DISABLED)")
                .contains("differ");
        assertThat(run("replay", "1")).isEqualTo(ExitCode.FINE);
    }

    @Test
    void evidence_that_came_late_is_judged_only_when_asked_for() throws Exception {
        Files.createDirectories(temp.resolve("in"));
        register();
        judge();
        check(0);

        assertThat(run("replay", "1")).isEqualTo(ExitCode.FINE);
        assertThat(run("replay", "1", "--late")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("SRV1");
    }

    @Test
    void an_archive_that_was_changed_replays_nothing() throws Exception {
        check(0);
        try (var files = Files.walk(temp.resolve("data/archive"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.write(file, new byte[10]);
        }

        assertThat(run("replay", "1")).isEqualTo(ExitCode.INTEGRITY);
        assertThat(err.toString()).contains("archive");
    }

    @Test
    void a_bundle_verifies_without_us_and_every_tampering_with_it_is_named() throws Exception {
        assumeTrue(runs("python3", "--version") && runs("openssl", "version"), "python3 and openssl are on the PATH");
        check(0, 90);
        assertThat(run(
                        "trace",
                        "bundle",
                        "2",
                        "-o",
                        temp.resolve("b.zip").toString(),
                        "--inputs",
                        temp.resolve("in").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.FINE);
        var folder = unzip(temp.resolve("b.zip"));
        assertThat(folder.resolve("report.html")).exists();
        assertThat(folder.resolve("inputs/disk.json")).exists();
        assertThat(verified(folder)).startsWith("verified: ");
        var random = new Random(40);
        var lines = Files.readAllLines(folder.resolve("trace.jsonl"));
        for (int round = 0; round < 12; round++) {
            var tampered = new ArrayList<>(lines);
            int at = random.nextInt(lines.size() - 1);
            var expected = switch (round % 4) {
                case 0 -> {
                    tampered.set(at, tampered.get(at).replace("\"kind\"", "\"Kind\""));
                    yield "changed";
                }
                case 1 -> {
                    tampered.remove(at);
                    yield "deleted";
                }
                case 2 -> {
                    tampered.add(at, "{}");
                    yield "inserted";
                }
                default -> {
                    Collections.swap(tampered, at, at + 1);
                    yield "swapped";
                }
            };
            Files.writeString(folder.resolve("trace.jsonl"), String.join("\n", tampered) + "\n");

            assertThat(verified(folder)).contains("trace.jsonl:" + (at + 1) + ": " + expected);
        }
        Files.writeString(folder.resolve("trace.jsonl"), String.join("\n", lines) + "\n");
        for (var name : List.of("report.html", "rules.json", "facts.json", "inputs/disk.json", "manifest.json")) {
            var whole = Files.readString(folder.resolve(name));
            Files.writeString(folder.resolve(name), whole + " ");

            assertThat(verified(folder)).contains(name);
            Files.writeString(folder.resolve(name), whole);
        }
        var checkpoint = Files.readString(folder.resolve("checkpoint"));
        var note = checkpoint.split("\n");
        Files.writeString(
                folder.resolve("checkpoint"),
                checkpoint.replace("\n" + note[1] + "\n", "\n" + (Integer.parseInt(note[1]) + 1) + "\n"));
        assertThat(verified(folder)).contains("checkpoint: not signed by the key");
        Files.writeString(folder.resolve("checkpoint"), checkpoint);
        assertThat(verified(folder)).startsWith("verified: ");
    }

    @Test
    void a_draw_is_the_same_for_the_same_seed_and_another_for_another() throws Exception {
        check(0);

        var first = said("trace", "sample", "--verdict", "NO_EVIDENCE", "--count", "5", "--seed", "1");

        assertThat(first.lines()).hasSize(6);
        assertThat(first).startsWith("\"assessment\",\"customer\"").contains("\"NO_EVIDENCE\"");
        assertThat(said("trace", "sample", "--verdict", "NO_EVIDENCE", "--count", "5", "--seed", "1"))
                .isEqualTo(first);
        assertThat(said("trace", "sample", "--verdict", "NO_EVIDENCE", "--count", "5", "--seed", "2"))
                .isNotEqualTo(first);
        assertThat(said("trace", "sample", "--seed", "1", "--to", "2025-11-09").lines())
                .hasSize(1);
    }

    @Test
    void accepted_risks_tuned_limits_rejected_lines_and_late_attestations_of_a_period_are_listed() throws Exception {
        Files.createDirectories(temp.resolve("in/attestations"));
        Files.writeString(temp.resolve("in/waivers.yaml"), """
                - id: W-1
                  item: HW-02
                  host: SRV1
                  reason: '=HYPERLINK("x")'
                  requested_by: Kari Nordmann
                  approver: Ola Nordmann
                  approver_role: daglig leder
                  granted: 2025-11-01
                  expires: 2025-11-30
                """);
        Files.writeString(temp.resolve("in/tuning.yaml"), """
                tuning:
                  - item: OPS-03
                    parameter: days_to_full_warn
                    value: 30
                    who: Kari Nordmann
                    when: 2025-10-01
                    why: Liten disk, vokser sakte
                  - item: OPS-03
                    parameter: days_to_full_fail
                    value: 20
                    who: Kari Nordmann
                    when: 2025-10-01
                    why: Viktig disk
                  - item: AV-02
                    parameter: approved_exclusions
                    value: 'D:\\Data'
                    who: Kari Nordmann
                    when: 2025-10-01
                    why: Databasefiler
                """);
        Files.writeString(temp.resolve("in/tickets.csv"), """
                # as_of: 2025-11-10 06:00
                key;item;host;object;id;status;opened;acknowledged_by;acknowledged_at;conclusion;closed_by;last_activity
                SRV1|HW-02|sda;HW-02;SRV1;sda;INC-7;closed;2025-11-01 10:00;;;Disken er byttet;Ola Nordmann;2025-11-02 10:00
                SRV1|HW-02|sdb;HW-02;SRV1;sdb;INC-8;open;the other day;;;;;
                SRV1|HW-02|sdc;HW-02;SRV1;sdc;INC-9;open;2025-11-01 10:00;;;;;
                """);
        Files.writeString(temp.resolve("in/attestations/2025.yaml"), attested(1, 8) + attested(2, 9));
        check(0);

        assertThat(said("trace", "list", "waivers"))
                .contains("\"W-1\"")
                .contains("\"'=HYPERLINK(")
                .contains("Ola Nordmann");
        assertThat(said("trace", "list", "loosened"))
                .contains("\"OPS-03\"")
                .contains("\"30\"")
                .contains("default 60")
                .contains("\"approved_exclusions\"")
                .contains("\"looser\"")
                .doesNotContain("days_to_full_fail", "stricter");
        assertThat(said("trace", "list", "set"))
                .contains("\"days_to_full_warn\",\"30\",\"days\",\"looser\"")
                .contains("\"days_to_full_fail\",\"20\",\"days\",\"stricter\"");
        assertThat(said("trace", "list", "attestations").lines().filter(line -> line.contains("\"late\",\"Sjekket")))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("2025-2");
        assertThat(said("trace", "list", "closures"))
                .contains("\"INC-7\"")
                .contains("Ola Nordmann")
                .contains("Disken er byttet")
                .doesNotContain("INC-8");
        assertThat(said("trace", "list", "rejected").lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"tickets.csv\",\"4\",", "INC-8"));
        assertThat(said("trace", "list", "waivers", "--to", "2025-11-09").lines())
                .hasSize(1);
        assertThat(run("trace", "list", "waivers", "--to", "yesterday")).isEqualTo(ExitCode.USAGE);
    }

    /** Written down at ten in the morning on that day of November; done at ten on the first. */
    private static String attested(int number, int entered) {
        return """
                - no: 2025-%d
                  type: log_review
                  who: Kari Nordmann
                  role: tekniker
                  when: 2025-11-01T10:00:00+01:00
                  what: Sjekket loggene %d
                  entered: 2025-11-0%dT10:00:00+01:00
                """.formatted(number, number, entered);
    }

    private String said(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isEqualTo(ExitCode.FINE);
        return out.toString();
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (Exception no) {
            return false;
        }
    }

    private static String verified(Path folder) throws Exception {
        var process = new ProcessBuilder("python3", folder.resolve("verify.py").toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(said.startsWith("verified") ? 0 : 1);
        return said;
    }

    private Path unzip(Path zip) throws Exception {
        var folder = Files.createDirectory(temp.resolve("bundle"));
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
        return folder;
    }

    private void check(int... sectors) throws Exception {
        Files.createDirectories(temp.resolve("in"));
        register();
        for (var count : sectors) {
            Files.writeString(temp.resolve("in/disk.json"), DISK.formatted(count));
            judge();
        }
    }

    private void register() throws Exception {
        Files.writeString(
                temp.resolve("in/customer.yaml"), "customer:\n  id: KUNDE\n  name: Kunde AS\n  zone: Europe/Oslo\n");
        Files.createDirectories(temp.resolve("in/inventory"));
        Files.writeString(temp.resolve("in/inventory/hosts.yaml"), """
                inventory:
                  as_of: 2025-11-01
                  hosts:
                    - id: SRV1
                      aliases: [disk]
                      roles: [server, physical]
                """);
    }

    private void judge() {
        int code = run(
                "check",
                temp.resolve("in").toString(),
                "--out",
                temp.resolve("out").toString(),
                "--fail-on",
                "never");
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.FINE);
        out.getBuffer().setLength(0);
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(temp.resolve("data/log/lines.jsonl"));
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var walk = Files.walk(from)) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", temp.resolve("data").toString()));
        all.addAll(List.of("--lang", "en"));
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
