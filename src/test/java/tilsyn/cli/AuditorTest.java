package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor's journey (checklist 3.3), walked in a terminal: the real {@code ./tilsyn}, and what its screen says. */
class AuditorTest {
    private static final String OCTOBER = "2025-10-20T07:00:00+02:00";
    private static final String NOVEMBER = "2025-11-10T07:00:00+01:00";

    @TempDir
    Path temp;

    private Path home;

    @Test
    void from_a_cell_of_october_to_a_bundle_that_verifies_without_us() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is a POSIX shell");
        install();
        var fjordvik = Path.of("fixtures/fjordvik").toAbsolutePath().toString();
        assertThat(tilsyn(ExitCode.FINDINGS, "check", fjordvik, "--as-of", OCTOBER, "--lang", "nb"))
                .contains("Fjordvik Regnskap AS");
        tilsyn(ExitCode.FINDINGS, "check", fjordvik, "--as-of", NOVEMBER);

        // 1 and 2: a FAIL of the old report, with rule, limits and moment of then, down to the line among its ten
        assertThat(tilsyn(ExitCode.FINE, "trace", "show")).containsPattern("1 +FJORDVIK +2025-10-20T05:00:00Z");
        var failed = tilsyn(
                ExitCode.FINE,
                "explain",
                "FJ-PC05",
                "UPD-05",
                "--assessment",
                "1",
                "--inputs",
                fjordvik,
                "--lang",
                "nb");
        assertThat(failed)
                .contains("Vurdering 1, laget ", "det som var kommet innen 2025-10-20T05:00:00Z")
                .containsPattern("per 20\\.10\\.2025 (kl\\. )?07[.:]00 Europe/Oslo")
                .contains("Vilkår som slo til", "regel rules/updates/UPD-05", "| rule \"UPD-05 ", "| end")
                .contains("Grensene det ble vurdert etter", "(standard)", "sha256 ");
        var passed = tilsyn(
                ExitCode.FINE,
                "explain",
                "FJ-DC01",
                "BCK-01",
                "--assessment",
                "1",
                "--inputs",
                fjordvik,
                "--lang",
                "nb");
        assertThat(passed).contains("OK PASS", "backup/veeam-");
        var around = passed.lines()
                .filter(line -> line.matches("      [ >] +\\d+  .*"))
                .toList();
        var cited = around.stream().filter(line -> line.startsWith("      > ")).toList();
        assertThat(cited).anySatisfy(line -> assertThat(line).contains("FJ-VM-Daily;FJ-DC01;Backup;Increment;Success"));
        assertThat(around).hasSize(11 * cited.size());
        assertThat(passed)
                .containsPattern(
                        "tid «19\\.10\\.2025 [^»]+» → 2025-10-19T\\S+Z = .+ Europe/Oslo  \\(zone Europe/Oslo from");

        // 3: what was missing
        assertThat(passed).containsSubsequence("Hva manglet", "Slik kontrollerer du");
        assertThat(tilsyn(ExitCode.FINE, "explain", "FJ-PC02", "AV-02", "--assessment", "2", "--lang", "nb"))
                .containsSubsequence("NO_EVIDENCE", "Hva manglet", "påkrevd", "ventet fra: ");

        // 4: again, with the same, today's rules, and late evidence; the original stays
        var log = Files.readAllBytes(temp.resolve("work/.tilsyn/log/lines.jsonl"));
        assertThat(tilsyn(ExitCode.FINE, "replay", "1", "--lang", "nb"))
                .containsPattern("identisk \\(sha256 [0-9a-f]{64}\\)");
        assertThat(tilsyn(ExitCode.FINE, "replay", "1", "--rules", "today", "--lang", "nb"))
                .contains("identisk");
        assertThat(tilsyn(-1, "replay", "1", "--late", "--lang", "nb")).contains("sha256");
        assertThat(Files.readAllBytes(temp.resolve("work/.tilsyn/log/lines.jsonl")))
                .isEqualTo(log);

        // 5: a draw that can be repeated, and attestations
        var drawn = tilsyn(ExitCode.FINE, "trace", "sample", "--verdict", "PASS", "--count", "25", "--seed", "1814");
        assertThat(drawn.lines()).hasSize(26).first().asString().startsWith("\"assessment\",\"customer\"");
        assertThat(tilsyn(ExitCode.FINE, "trace", "list", "attestations")).contains("Ingrid Tveito", "2025-006");

        // 6: what people decided, and what could not be read
        assertThat(tilsyn(ExitCode.FINE, "trace", "list", "waivers"))
                .contains("\"expires\"")
                .hasLineCount(1 + count("waivers.yaml", "- id:"));
        for (var what : List.of("loosened", "closures"))
            assertThat(tilsyn(ExitCode.FINE, "trace", "list", what)).startsWith("\"customer\"");
        assertThat(tilsyn(ExitCode.FINE, "trace", "list", "rejected").lines()).hasSizeGreaterThan(12);

        // 7: a bundle, verified elsewhere
        assertThat(tilsyn(ExitCode.FINE, "trace", "verify", "--lang", "nb")).contains("Uskadd: ");
        tilsyn(ExitCode.FINE, "trace", "bundle", "1", "-o", "b.zip", "--inputs", fjordvik);
        assumeTrue(has("python3") && has("openssl"), "python3 and openssl are on the PATH");
        run(temp.resolve("work"), 0, "python3", "-m", "zipfile", "-e", "b.zip", "elsewhere");
        var elsewhere = temp.resolve("work/elsewhere");
        assertThat(run(elsewhere, 0, "python3", "verify.py")).startsWith("verified: ");
        Files.writeString(
                elsewhere.resolve("report.html"),
                Files.readString(elsewhere.resolve("report.html")).replace("20", "21"));
        assertThat(run(elsewhere, 1, "python3", "verify.py")).contains("report.html");
    }

    /** A copy of this installation whose jar is what was just compiled, so that nothing is built in the middle of a build. */
    private void install() throws IOException {
        home = Files.createDirectories(temp.resolve("home"));
        Files.createDirectories(temp.resolve("work"));
        Files.copy(Path.of("tilsyn"), home.resolve("tilsyn"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        for (var name : List.of("rules", "routes", "pom.xml")) copy(Path.of(name), home.resolve(name));
        var target = Files.createDirectories(home.resolve("target/lib")).getParent();
        if (Files.exists(Path.of("target/rulebook"))) copy(Path.of("target/rulebook"), target.resolve("rules-cache"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(target.resolve("tilsyn.jar")), manifest).close();
        // an archive of classes that is there and empty is not made anew
        var archive = Files.createDirectories(target.resolve("cds")).resolve(version() + ".jsa");
        Files.createFile(archive);
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setLastModifiedTime(
                target.resolve("tilsyn.jar"), FileTime.from(Instant.now().plusSeconds(30)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (var file : walk.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static String version() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("java.home"), "release")).stream()
                .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION=") || line.startsWith("JAVA_VERSION="))
                .sorted()
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .findFirst()
                .orElseThrow();
    }

    private static int count(String file, String text) throws IOException {
        return (int) Files.readAllLines(Path.of("fixtures/fjordvik", file)).stream()
                .filter(line -> line.contains(text))
                .count();
    }

    private static boolean has(String program) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", "command -v " + program)
                        .start()
                        .waitFor()
                == 0;
    }

    private String tilsyn(int code, String... args) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("tilsyn").toString()));
        command.addAll(List.of(args));
        return run(temp.resolve("work"), code, command.toArray(String[]::new));
    }

    /** @param code what it must end with; -1 for anything */
    private String run(Path in, int code, String... command) throws Exception {
        var out = Files.createTempFile(temp, "screen", ".txt");
        var err = Files.createTempFile(temp, "err", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        var said = Files.readString(out, StandardCharsets.UTF_8);
        if (code >= 0)
            assertThat(process.exitValue())
                    .as("%s%n%s%s", String.join(" ", command), said, Files.readString(err))
                    .isEqualTo(code);
        return said;
    }
}
