package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file in {@code fixtures/formats/FORMAT/} is read by that format and gives the lines that stand beside it in
 * {@code FILE.facts.jsonl}. With {@code -Dtilsyn.fixtures.write=true} they are written instead, to be looked through.
 */
class FormatFixturesTest {
    private static final Path FORMATS = Path.of("fixtures", "formats");
    private static final String FACTS = ".facts.jsonl";

    @TestFactory
    Stream<DynamicTest> a_fixture_gives_the_facts_that_stand_beside_it() throws IOException {
        return fixtures().stream()
                .map(file -> dynamicTest(FORMATS.relativize(file).toString(), () -> gives_its_facts(file)));
    }

    private static void gives_its_facts(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var name = file.getFileName().toString();
        var format = file.getParent().getFileName().toString();

        var head = Head.of(name, bytes.length > Head.LIMIT ? Arrays.copyOf(bytes, Head.LIMIT) : bytes);
        assertThat(Decoders.of(head).map(decoder -> decoder.format().id())).contains(format);

        var lines = Reading.of(name, bytes).lines();
        var beside = file.resolveSibling(name + FACTS);
        if (Boolean.getBoolean("tilsyn.fixtures.write")) Files.write(beside, lines);
        assertThat(lines).isEqualTo(Files.readAllLines(beside));
    }

    @Test
    void there_are_fixtures() throws IOException {
        assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(8);
    }

    private static List<Path> fixtures() throws IOException {
        try (var files = Files.walk(FORMATS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(FACTS))
                    .filter(file -> !file.getFileName().toString().equals("README.md"))
                    .sorted()
                    .toList();
        }
    }
}
