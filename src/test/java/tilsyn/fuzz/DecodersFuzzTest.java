package tilsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.decoder.Reading;

/**
 * The fuzz target of every decoder. The normal test run replays its corpus: all fixtures, and what was found in
 * {@code src/test/resources/tilsyn/fuzz}. {@code ./mvnw -Pfuzz test} looks for more, in one format with
 * {@code -Dtilsyn.fuzz.format=ID}.
 */
class DecodersFuzzTest {
    private static final List<Decoder> DECODERS = Decoders.all().stream()
            .filter(decoder -> decoder.format()
                    .id()
                    .equals(System.getProperty(
                            "tilsyn.fuzz.format", decoder.format().id())))
            .toList();
    private static final int RECOGNISED_TO = Integer.getInteger("tilsyn.fuzz.recognised", 64 << 10);

    /** @param which of the decoders, counted round */
    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void no_bytes_stop_a_decoder(int which, byte @Nullable [] bytes) throws IOException {
        if (bytes == null || DECODERS.isEmpty()) return;
        var decoder = DECODERS.get(Math.floorMod(which, DECODERS.size()));

        if (bytes.length <= RECOGNISED_TO) Decoders.of(Head.of("fuzz", bytes));
        long needed = Footprint.of(decoder, bytes);

        assertThat(needed)
                .as("bytes that %s needs for %d", decoder.format().id(), bytes.length)
                .isLessThanOrEqualTo(Footprint.allowed(bytes));
        assertThat(Reading.with(decoder, "fuzz-2025-11-09.txt", bytes).rejected).noneMatch(String::isBlank);
    }

    static Stream<Arguments> corpus() throws IOException {
        var all = new ArrayList<Arguments>();
        for (int which = 0; which < DECODERS.size(); which++)
            for (var file : files(DECODERS.get(which).format().id()))
                all.add(Arguments.of(which, Files.readAllBytes(file)));
        return all.stream();
    }

    static List<Path> files(String format) throws IOException {
        try (var files = Files.walk(Path.of("fixtures", "formats", format))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts.jsonl"))
                    .sorted()
                    .toList();
        }
    }
}
