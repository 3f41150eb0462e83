package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Formats are told apart by their content: no fixture is of two, whatever the order they are asked in. */
class RecognitionTest {
    private static final Path FIXTURES = Path.of("fixtures");

    @Test
    void every_fixture_is_of_exactly_one_format() throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : inputs()) {
            var head = head(file);
            var formats = Decoders.all().stream()
                    .filter(decoder -> decoder.recognises(head))
                    .map(decoder -> decoder.format().id())
                    .toList();
            if (formats.size() != 1) wrong.add(file + " is of " + formats);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_format_has_a_fixture() throws IOException {
        var shown = new TreeSet<String>();
        for (var file : inputs())
            Decoders.of(head(file))
                    .ifPresent(decoder -> shown.add(decoder.format().id()));

        assertThat(Decoders.all()).extracting(decoder -> decoder.format().id()).allMatch(shown::contains);
    }

    @Test
    void formats_have_names_of_their_own_and_say_how_to_export_them() {
        assertThat(Decoders.all()).extracting(decoder -> decoder.format().id()).doesNotHaveDuplicates();
        assertThat(Decoders.all()).allSatisfy(decoder -> {
            assertThat(decoder.format().title()).isNotBlank();
            assertThat(decoder.format().export()).isNotBlank();
        });
    }

    @Test
    void what_says_nothing_is_of_no_format() {
        for (var text : List.of(
                "", "\n\n", "{", "[", "[]", "{}", "<", "hello", "a;b;c\n1;2;3\n", "time\n", "\u0000\u0001\u0002"))
            assertThat(Decoders.of(Head.of("any", text.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                    .as("format of '%s'", text)
                    .isEmpty();
    }

    static List<Path> inputs() throws IOException {
        try (var files = Files.walk(FIXTURES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts.jsonl"))
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
    }

    private static Head head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Head.of(file.toString(), in.readNBytes(Head.LIMIT));
        }
    }
}
