package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.store.Store;
import tilsyn.trace.Log;

class DbTest {
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path data;
    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void something_kept() throws Exception {
        data = folder.resolve("data");
        Files.createDirectories(data.resolve("rules-cache"));
        Files.writeString(data.resolve("rules-cache/x"), "made anew");
        try (var store = Store.open(Store.live(data));
                var intake = store.intake("DEMO")) {
            intake.begin("a.log", "ab", 1, T).done("syslog", "ingest", "");
        }
        Log.open(data).append(List.of("{\"kind\":\"test\"}"));
    }

    @Test
    void what_is_whole_is_said_to_be() {
        assertThat(run("db", "check")).isEqualTo(ExitCode.FINE);
        assertThat(printed.toString()).contains("is whole.");
    }

    @Test
    void a_changed_log_is_not_whole_and_is_not_saved() throws Exception {
        var lines = Log.folder(data).resolve("lines.jsonl");
        Files.writeString(lines, Files.readString(lines).replace("test", "tost"));

        assertThat(run("db", "check")).isEqualTo(ExitCode.INTEGRITY);
        assertThat(printed.toString()).contains("not whole (problems: 1)", "tilsyn db restore");
        assertThat(run("db", "backup", folder.resolve("b.zip").toString())).isEqualTo(ExitCode.INTEGRITY);
        assertThat(folder.resolve("b.zip")).doesNotExist();
    }

    @Test
    void what_was_saved_comes_back_whole_elsewhere() throws Exception {
        var zip = folder.resolve("b.zip");
        assertThat(run("db", "backup", zip.toString())).isEqualTo(ExitCode.FINE);
        var before = data;
        data = folder.resolve("other");

        assertThat(run("db", "restore", zip.toString())).isEqualTo(ExitCode.FINE);

        assertThat(data.resolve("rules-cache")).doesNotExist();
        assertThat(Log.folder(data).resolve("key.pem"))
                .hasSameBinaryContentAs(Log.folder(before).resolve("key.pem"));
        try (var store = Store.open(Store.live(data))) {
            assertThat(store.accounting("DEMO").files()).hasSize(1);
        }
        assertThat(Files.getPosixFilePermissions(zip)).hasSize(2);
    }

    @Test
    void nothing_is_overwritten() throws Exception {
        var zip = folder.resolve("b.zip");
        run("db", "backup", zip.toString());

        assertThat(run("db", "backup", zip.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("db", "restore", zip.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(printed.toString()).contains("holds something, which a backup never overwrites");
    }

    @Test
    void a_zip_that_would_leave_the_folder_is_refused_before_anything_is_written() throws Exception {
        var zip = folder.resolve("evil.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var name : List.of("live.mv.db", "../evil")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
            }
        }
        data = folder.resolve("other");

        assertThat(run("db", "restore", zip.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(data).isEmptyDirectory();
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void while_serve_runs_nothing_is_said_of_damage() {
        try (var store = Store.open(Store.live(data))) {
            assertThat(store.problems()).isEmpty();
            var process = java(folder, "db", "check", "--data", data.toString());

            assertThat(process).contains("is in use by another process").doesNotContain("restore");
        }
    }

    private static String java(Path folder, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        try {
            var said = folder.resolve("said.txt");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.INTEGRITY);
            return Files.readString(said);
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void nothing_kept_is_no_whole_folder() {
        data = folder.resolve("none");

        assertThat(run("db", "check")).isEqualTo(ExitCode.USAGE);
        assertThat(printed.toString()).contains("Maybe --data should name another folder");
    }

    private int run(String... args) {
        var with = new ArrayList<>(List.of(args));
        if (!with.contains("--data")) with.addAll(List.of("--data", data.toString()));
        var out = new PrintWriter(printed);
        return Main.commandLine(Clock.systemUTC()).setOut(out).setErr(out).execute(with.toArray(String[]::new));
    }
}
