package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An ops engineer changes a limit on a Tuesday: each step starts {@code ./tilsyn}, and what it prints is read. */
@DisabledOnOs(OS.WINDOWS)
class OpsJourneyTest {
    private static final long PATIENCE_S = 300;

    @TempDir
    Path home;

    private record Screen(int exit, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    /** An installation of its own: the script as it is, and in place of the jar one that names the classes under test. */
    @BeforeEach
    void install() throws IOException {
        for (var folder : List.of("rules", "routes", "fixtures/fjordvik")) copy(Path.of(folder), home.resolve(folder));
        Files.copy(Path.of("tilsyn"), home.resolve("tilsyn"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("target/lib"));
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "tilsyn.cli.Main");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(part -> Path.of(part).toAbsolutePath().toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(home.resolve("target/tilsyn.jar")), manifest).close();
        // an empty archive of classes: without one the script would make it first
        Files.createDirectories(home.resolve("target/cds"));
        Files.createFile(home.resolve("target/cds/" + System.getProperty("java.runtime.version") + ".jsa"));
        copy(home.resolve("fixtures/fjordvik"), home.resolve("customer"));
    }

    @Test
    void a_limit_is_changed_refused_mended_tried_and_tested() throws Exception {
        // what holds now, and whose word it is
        var shown = tilsyn("rules", "show", "HW-02", "--customer", "customer");
        assertThat(shown.exit()).isEqualTo(ExitCode.FINE);
        assertThat(shown.text())
                .contains(
                        "growth_fail_7d = 10", "innenfor 1–100; per kunde", "rules/hardware/HW-02-disks-failing.drl:");

        // a customer's own value, outside its range: one sentence with its line
        var tuning = home.resolve("customer/tuning.yaml");
        var kept = Files.exists(tuning) ? Files.readString(tuning) : "tuning:\n";
        var entry =
                "  - { item: HW-02, parameter: %s, value: %s, who: Kari Nordmann, when: 2025-10-01, why: gamle disker }\n";
        var line = kept.lines().count() + 1;
        Files.writeString(tuning, kept + entry.formatted("growth_fail_7d", "500"));
        refused("tuning.yaml:%d  HW-02.growth_fail_7d: 500 is outside its range 1 to 100.".formatted(line));
        Files.writeString(tuning, kept + entry.formatted("growth_fail7d", "5"));
        refused(
                "tuning.yaml:%d  HW-02 has no parameter 'growth_fail7d'. It has: ".formatted(line),
                "Maybe: growth_fail_7d");
        Files.writeString(tuning, kept);

        // the rule itself, in a copy: a misspelt word, and then right
        copy(home.resolve("rules"), home.resolve("edited/rules"));
        var card = home.resolve("edited/rules/hardware/HW-02-disks-failing.yaml");
        var text = Files.readString(card);
        int at =
                (int) text.substring(0, text.indexOf("growth_fail_7d:")).lines().count();
        Files.writeString(card, text.replace("growth_fail_7d: { default: 10", "growth_fail_7d: { defalt: 2"));
        var misspelt = tilsyn("rules", "check", "--rules", "edited/rules");
        assertThat(misspelt.exit()).isEqualTo(ExitCode.RULES_OR_ROUTES);
        assertThat(misspelt.text()).as("what follows from it is not told").doesNotContain("There is no item");
        assertThat(misspelt.lines())
                .anySatisfy(each -> assertThat(each)
                        .startsWith("rules/hardware/HW-02-disks-failing.yaml:%d  There is no key 'defalt' here."
                                .formatted(at))
                        .endsWith("Maybe: default"));
        assertThat(misspelt.text()).doesNotContain("\tat ");
        Files.writeString(card, text.replace("growth_fail_7d: { default: 10", "growth_fail_7d: { default: 2"));
        assertThat(tilsyn("rules", "check", "--rules", "edited/rules").text()).contains("Regler og ruter er i orden.");

        // tried on what is known already: before and after, tickets, why
        assertThat(tilsyn("check", "fixtures/fjordvik").exit()).isEqualTo(ExitCode.FINDINGS);
        var tried = tilsyn("rules", "try", "--rules", "edited/rules", "--days", "3", "--why", "FJ-APP01", "HW-02");
        assertThat(tried.exit()).isEqualTo(ExitCode.FINE);
        assertThat(tried.text())
                .containsSubsequence(
                        "Før: ", "Etter: ", "saker (åpnet/lukket)", "=== før, ", "=== etter, ", "Tid brukt: ")
                .containsPattern("FJ-APP01 +HW-02 +WARN W1 +FAIL F3 ")
                .contains("Ingenting er skrevet.");

        // the scenarios say which edge has moved
        var tested = tilsyn("rules", "test", "HW-02", "--rules", "edited/rules");
        assertThat(tested.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(tested.text())
                .containsPattern(
                        "X HW-02  .*\\n +rules/hardware/HW-02-disks-failing.test.yaml:\\d+\\n +.*expected .*, got ");
    }

    private void refused(String... says) throws Exception {
        var screen = tilsyn("rules", "check", "--customer", "customer");
        assertThat(screen.exit()).isEqualTo(ExitCode.RULES_OR_ROUTES);
        assertThat(screen.lines()).hasSize(2);
        assertThat(screen.lines().get(0)).contains(says);
        assertThat(screen.lines().get(1)).isEqualTo("1 feil");
    }

    private Screen tilsyn(String... args) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("tilsyn").toString()));
        command.addAll(List.of(args));
        var screen = home.resolve("screen.txt");
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no answer of " + command);
        }
        return new Screen(process.exitValue(), Files.readString(screen, StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
