package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.verdict.Outcome;

class ModelCacheTest {
    @TempDir
    Path temporary;

    private Folder folder;

    @BeforeEach
    void compiledOnce() throws Exception {
        folder = Folder.in(temporary);
        assertThat(folder.load().compiled()).isEqualTo(2);
    }

    @Test
    void what_was_compiled_before_is_not_compiled_again() throws Exception {
        var again = folder.load();

        assertThat(again.compiled()).isZero();
        assertThat(RulebookTest.assess(again, List.of(RulebookTest.volume("A", 5)))
                        .verdicts()
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void only_changed_clauses_are_compiled_again() throws Exception {
        folder.drl("freeGb < $limit", "freeGb <= $limit");

        assertThat(folder.load().compiled()).isEqualTo(1);
    }

    @Test
    void a_tuned_parameter_compiles_nothing() throws Exception {
        var before = folder.load().hash();
        folder.card("server: 100", "server: 101");

        var tuned = folder.load();

        assertThat(tuned.compiled()).isZero();
        assertThat(tuned.hash()).as("but it is another rulebook").isNotEqualTo(before);
    }

    @Test
    void scenarios_are_no_part_of_the_rulebooks_version() throws Exception {
        var before = folder.load().hash();
        folder.with("operation/OPS-03-disk.test.yaml", "[]");

        assertThat(folder.load().hash()).isEqualTo(before);
    }

    @Test
    void signatures_are_part_of_the_rulebooks_version() throws Exception {
        var before = folder.load().hash();
        folder.with("signatures/disk.yaml", """
                - id: disk.test
                  says: { en: a disk, nb: en disk }
                  keep: event
                  match:
                    - provider: disk
                      ids: [7]
                """);

        assertThat(folder.load().hash()).isNotEqualTo(before);
    }

    @Test
    void a_damaged_cache_is_compiled_again_and_mended() throws Exception {
        for (var file : cached()) {
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }

        assertThat(folder.load().compiled()).isEqualTo(2);
        assertThat(folder.load().compiled()).isZero();
    }

    @Test
    void a_cut_off_or_empty_cache_is_compiled_again() throws Exception {
        var files = cached();
        Files.write(files.get(0), new byte[0]);
        Files.write(files.get(1), java.util.Arrays.copyOf(Files.readAllBytes(files.get(1)), 500));

        assertThat(folder.load().compiled()).isEqualTo(2);
    }

    @Test
    void one_units_classes_can_not_stand_in_for_anothers() throws Exception {
        var files = cached();
        var first = Files.readAllBytes(files.get(0));
        Files.write(files.get(0), Files.readAllBytes(files.get(1)));
        Files.write(files.get(1), first);

        assertThat(folder.load().compiled()).isEqualTo(2);
    }

    @Test
    void a_cache_that_can_not_be_written_costs_only_time() throws Exception {
        var blocked = Files.writeString(temporary.resolve("blocked"), "a file");

        assertThat(Rulebook.load(folder.rules(), blocked.resolve("cache")).compiled())
                .isEqualTo(2);
    }

    @Test
    void loading_from_the_cache_loads_no_class_of_the_compiler() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = temporary.resolve("classes.txt");
        var process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadOnce.class.getName(),
                        folder.path().toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().toList()).last().isEqualTo("compiled 0, FAIL");
        try (var lines = Files.lines(classes)) {
            assertThat(lines.filter(line -> line.contains("org.eclipse.jdt")
                                    || line.contains("org.drools.model.codegen")
                                    || line.contains("org.drools.drl")
                                    || line.contains("com.github.javaparser"))
                            .toList())
                    .isEmpty();
        }
    }

    /** Loads and uses the rulebook of a folder in a fresh Java. */
    static final class LoadOnce {
        public static void main(String[] arguments) throws Exception {
            var rulebook = new Folder(Path.of(arguments[0])).load();
            var assessment = RulebookTest.assess(rulebook, List.of(RulebookTest.volume("A", 5)));
            System.out.println("compiled " + rulebook.compiled() + ", "
                    + assessment.verdicts().get(0).outcome());
        }
    }

    private List<Path> cached() throws IOException {
        try (var files = Files.list(temporary.resolve("cache"))) {
            return files.sorted().toList();
        }
    }
}
