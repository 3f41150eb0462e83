package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.source.Certificates;
import tilsyn.store.Store;
import tilsyn.trace.Log;

class DoctorTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();
    private Path data;
    private int free;

    @BeforeEach
    void something_kept() throws Exception {
        data = folder.resolve("data");
        Files.createDirectories(data);
        try (var store = Store.open(Store.live(data));
                var intake = store.intake("DEMO")) {
            intake.begin("a.log", "ab", 1, NOW).done("syslog", "ingest", "");
        }
        Log.open(data).append(List.of("{\"kind\":\"test\"}"));
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(
                folder.resolve("customer/customer.yaml"),
                "customer: {id: DEMO, name: Demo AS, zone: Europe/Oslo, locale: nb-NO}\n");
        Files.createDirectories(folder.resolve("connectors"));
        free = free();
    }

    @Test
    void what_is_well_is_said_to_be_in_a_line_each_and_nothing_is_changed() throws Exception {
        var before = kept();

        assertThat(run("doctor")).isEqualTo(ExitCode.FINE);

        assertThat(printed.toString())
                .contains(
                        "ok    java",
                        "ok    rules     60 items",
                        "ok    routes",
                        "is whole",
                        "ok    disk",
                        "ok    clock")
                .contains("All is in order. With --config FILE");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void given_what_serve_is_given_it_looks_at_that_too() throws Exception {
        Files.createDirectories(folder.resolve("drop"));
        configure("drop: [{folder: drop}]\ntail: [{file: app.log}]\n");

        assertThat(run("doctor", "--config", config())).isEqualTo(ExitCode.FINE);

        assertThat(printed.toString())
                .contains(
                        "ok    customer  DEMO, Demo AS, zone Europe/Oslo", "ok    serve     doesn't run", "ok    drop")
                .contains("warn  tail", "warn  tickets   nobody outside is told", "Nothing fails. Warnings: 2.");
    }

    @Test
    void each_thing_that_keeps_serve_from_working_is_named_with_what_to_do() throws Exception {
        try (var other = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            configure("drop: [{folder: nowhere}]\nkafka: {brokers: \"192.0.2.1:9092\", topics: [a]}\n");
            Files.delete(folder.resolve("customer/customer.yaml"));
            Files.writeString(folder.resolve("connectors/x.yaml"), "kind: pigeon\n");

            assertThat(run("doctor", "--config", config())).isEqualTo(ExitCode.FINDINGS);
            assertThat(other.isBound()).isTrue();
        }

        assertThat(printed.toString())
                .contains("warn  customer", "tilsyn init")
                .contains("FAIL  serve     127.0.0.1:" + free + " (TCP) can't be listened at", "ss -lnp")
                .contains("FAIL  drop      there is no folder", "mkdir -p")
                .contains("FAIL  tickets", "pigeon")
                .contains("FAIL  kafka     kafka: 192.0.2.1:9092 is another machine", "security.protocol=SSL")
                .contains("Failing: 4. Warnings: 1.");
    }

    @Test
    void a_damaged_log_and_broken_rules_and_routes_fail() throws Exception {
        var lines = Log.folder(data).resolve("lines.jsonl");
        Files.writeString(lines, Files.readString(lines).replace("test", "tost"));
        Files.createDirectories(folder.resolve("rules"));
        Files.createDirectories(folder.resolve("routes"));

        assertThat(run(
                        "doctor",
                        "--rules",
                        folder.resolve("rules").toString(),
                        "--routes",
                        folder.resolve("routes").toString()))
                .isEqualTo(ExitCode.FINDINGS);

        assertThat(printed.toString()).contains("FAIL  rules", "FAIL  routes", "FAIL  data", "tilsyn db restore");
    }

    @Test
    void a_clock_that_stands_before_the_last_assessment_fails() throws Exception {
        Files.setLastModifiedTime(data.resolve("checkpoint"), FileTime.from(NOW.plusSeconds(3_600)));

        assertThat(run("doctor")).isEqualTo(ExitCode.FINDINGS);
        assertThat(printed.toString()).contains("FAIL  clock", "timedatectl");
    }

    @Test
    void a_certificate_is_told_before_it_ends() throws Exception {
        var made = new Certificates(folder);
        made.issue("soon", "ca", -1, 20);
        made.issue("over", "ca", -20, 10);

        configure(tls(made, "soon"));
        assertThat(run("doctor", "--config", config())).isEqualTo(ExitCode.FINE);
        configure(tls(made, "over"));
        assertThat(run("doctor", "--config", config())).isEqualTo(ExitCode.FINDINGS);

        assertThat(printed.toString()).contains("warn  tls", "FAIL  tls", "is valid until");
    }

    private String tls(Certificates made, String name) throws IOException {
        return "tls: {port: %d, certificate: %s, key: %s, clients: %s}%n"
                .formatted(free(), made.certificate(name), made.key(name), made.certificate("ca"));
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                folder.resolve("serve.yaml"),
                "customer: customer\nconnectors: connectors\nsyslog: {port: %d}\nhttp: {port: %d}\n"
                                .formatted(free, free())
                        + more);
    }

    private String config() {
        return folder.resolve("serve.yaml").toString();
    }

    private List<String> kept() throws IOException {
        try (var files = Files.walk(data)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private int run(String... args) {
        var with = new ArrayList<>(List.of(args));
        with.addAll(List.of("--data", data.toString()));
        var out = new PrintWriter(printed);
        return Main.commandLine(Clock.fixed(NOW, ZoneOffset.UTC))
                .setOut(out)
                .setErr(out)
                .execute(with.toArray(String[]::new));
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
