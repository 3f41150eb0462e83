package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);
    private static final String DISK = """
            { "device": { "name": "/dev/sda", "type": "sat", "protocol": "ATA" }, "model_name": "FIKTIV2T",
              "serial_number": "FIK1", "local_time": { "time_t": 1762754400 }, "smart_status": { "passed": %s },
              "smartctl": { "version": [7, 3], "exit_status": 0 },
              "ata_smart_attributes": { "table": [
                { "id": 5, "name": "Reallocated_Sector_Ct", "value": 100, "worst": 100, "thresh": 10, "when_failed": "",
                  "raw": { "value": 0, "string": "0" } },
                { "id": 197, "name": "Current_Pending_Sector", "value": 100, "worst": 100, "thresh": 0, "when_failed": "",
                  "raw": { "value": 0, "string": "0" } } ] },
              "power_on_time": { "hours": 100 } }
            """;

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void an_unknown_option_is_a_wrong_call() {
        assertThat(run("check", "--frobnicate", temp.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--frobnicate");
    }

    @Test
    void a_folder_that_is_not_there_is_a_wrong_call_and_a_near_name_is_offered() throws Exception {
        Files.createDirectory(temp.resolve("exports"));

        assertThat(run("check", temp.resolve("exprots").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There is no file or folder").contains("Maybe: exports");
    }

    @Test
    void a_moment_that_is_none_is_a_wrong_call() {
        assertThat(run("check", temp.toString(), "--as-of", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'yesterday' is no moment").contains("latest");
    }

    @Test
    void an_export_nobody_knows_is_a_wrong_call_before_anything_is_judged() {
        assertThat(run("check", temp.toString(), "--export", "junit,serif")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--export 'serif' is not an export")
                .contains("csv, hdf, junit, oscal, sarif")
                .contains("Maybe: sarif");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void exports_are_written_beside_the_others_when_asked_for_and_else_not() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));

        check(folder);
        assertThat(temp.resolve("out/junit.xml")).doesNotExist();
        check(folder, "--export", "junit,csv", "--export", "csv");

        assertThat(temp.resolve("out/junit.xml")).isNotEmptyFile();
        assertThat(temp.resolve("out/verdicts.csv")).isNotEmptyFile();
        assertThat(temp.resolve("out/tilsyn.sarif")).doesNotExist();
        assertThat(temp.resolve("out/report.html")).isNotEmptyFile();
        assertThat(out.toString()).containsOnlyOnce("verdicts.csv").contains("junit.xml");
    }

    @Test
    void an_empty_folder_passes_nothing_and_gives_advice() throws Exception {
        var empty = Files.createDirectory(temp.resolve("empty"));

        int code = check(empty, "--lang", "en");

        assertThat(code).isEqualTo(ExitCode.FINE);
        assertThat(out.toString()).contains("What we cannot see yet").contains("./tilsyn attest FOLDER ");
        assertThat(verdicts()).doesNotContain("PASS");
    }

    @Test
    void missing_evidence_is_an_exit_code_of_its_own_when_strict() throws Exception {
        var empty = Files.createDirectory(temp.resolve("empty"));

        assertThat(check(empty, "--strict")).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void json_is_all_that_is_printed_when_json_is_asked_for() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));
        Files.writeString(folder.resolve("noise.bin"), "\u0000\u0001\u0002");

        check(folder, "-o", "json");

        var tree = new ObjectMapper().readTree(out.toString());
        assertThat(tree.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(tree.path("accounting").path("rejected").asInt()).isEqualTo(1);
    }

    @Test
    void a_failing_disk_in_a_lone_capture_fails_and_a_healthy_one_is_no_pass_without_its_log() throws Exception {
        var broken = Files.createDirectory(temp.resolve("broken"));
        Files.writeString(broken.resolve("smartctl-web01-sda.json"), DISK.formatted("false"));
        var healthy = Files.createDirectory(temp.resolve("healthy"));
        Files.writeString(healthy.resolve("smartctl-web01-sda.json"), DISK.formatted("true"));

        assertThat(check(broken, "--as-of", "latest")).isEqualTo(ExitCode.FINDINGS);
        assertThat(check(healthy, "--as-of", "latest", "-o", "json")).isEqualTo(ExitCode.FINE);

        var json = out.toString();
        var disk = new ObjectMapper()
                .readTree(json.substring(json.indexOf("{\n  \"schemaVersion")))
                .path("verdicts");
        for (var verdict : disk)
            if (verdict.path("item").asText().equals("HW-02")) {
                assertThat(verdict.path("verdict").asText()).isEqualTo("NO_EVIDENCE");
                assertThat(verdict.path("atHand").asText()).isEqualTo("PASS");
            }
    }

    @Test
    void warnings_fail_the_call_only_when_asked_to() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));

        assertThat(check(folder, "--fail-on", "warn")).isEqualTo(ExitCode.FINE);
    }

    @Test
    void broken_rules_are_named_with_file_and_line() throws Exception {
        var rules = Files.createDirectories(temp.resolve("rules/backup"));
        Files.writeString(rules.resolve("BCK-01-x.yaml"), "id: BCK-01\nseverty: critical\n");

        int code =
                run("check", temp.toString(), "--rules", temp.resolve("rules").toString(), "--data", data());

        assertThat(code).isEqualTo(ExitCode.RULES_OR_ROUTES);
        assertThat(err.toString()).contains("BCK-01-x.yaml:2").contains("Maybe: severity");
    }

    @Test
    void broken_routes_are_named() throws Exception {
        var routes = Files.createDirectories(temp.resolve("routes"));
        Files.writeString(routes.resolve("folder.camel.yaml"), "- route:\n    id: folder\n    from: [");

        int code = run("check", temp.toString(), "--routes", routes.toString(), "--data", data());

        assertThat(code).isEqualTo(ExitCode.RULES_OR_ROUTES);
        assertThat(err.toString()).contains("folder.camel.yaml");
    }

    @Test
    void explain_without_a_check_says_what_to_do_first() {
        assertThat(run("explain", "HOST", "BCK-01", "--data", data())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("tilsyn check FOLDER");
    }

    @Test
    void explain_follows_a_verdict_to_its_line_and_refuses_a_changed_trace() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));
        Files.writeString(folder.resolve("smartctl-web01-sda.json"), DISK.formatted("false"));
        check(folder, "--as-of", "latest");
        var host = new ObjectMapper()
                .readTree(Files.readAllLines(temp.resolve("data/trace.jsonl")).get(1))
                .path("subject")
                .asText();

        assertThat(run("explain", host, "hw-02", "--data", data(), "--lang", "en"))
                .isEqualTo(ExitCode.FINE);
        assertThat(out.toString())
                .contains("smartctl-web01-sda.json:")
                .contains("sha256")
                .contains("F1");

        var trace = temp.resolve("data/trace.jsonl");
        var changed = new ArrayList<>(Files.readAllLines(trace));
        changed.replaceAll(line -> line.replace("\"verdict\":\"FAIL\"", "\"verdict\":\"PASS\""));
        Files.write(trace, changed);
        assertThat(run("explain", host, "HW-02", "--data", data())).isEqualTo(ExitCode.INTEGRITY);
        assertThat(err.toString()).contains("trace.jsonl:");
    }

    @Test
    void explain_names_the_hosts_there_are() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));
        check(folder);

        assertThat(run("explain", "NOBODY", "BCK-01", "--data", data())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("customer");
    }

    private int check(Path folder, String... more) {
        var args = new ArrayList<>(List.of(
                "check",
                folder.toString(),
                "--data",
                data(),
                "--out",
                temp.resolve("out").toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private String data() {
        return temp.resolve("data").toString();
    }

    private String verdicts() throws Exception {
        return Files.readString(temp.resolve("out/verdicts.json"));
    }

    private int run(String... args) {
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
