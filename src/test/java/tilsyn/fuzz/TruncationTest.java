package tilsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Head;
import tilsyn.decoder.Reading;

/** The smallest sample of each format, cut at every byte. */
class TruncationTest {
    private static final int LARGEST = 8 << 10;

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    @Timeout(60)
    void a_sample_cut_anywhere_gives_facts_or_rejections(String format) throws Exception {
        Decoder decoder = Decoders.byId(format).orElseThrow();
        var whole = Files.readAllBytes(smallest(format));

        for (int length = 0; length <= whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            Decoders.of(Head.of("cut", cut));
            assertThat(Reading.with(decoder, "cut-2025-11-09.txt", cut).rejected)
                    .as("cut at %d", length)
                    .noneMatch(String::isBlank);
        }
    }

    static List<String> formats() throws Exception {
        var small = new java.util.ArrayList<String>();
        for (var decoder : Decoders.all())
            if (Files.size(smallest(decoder.format().id())) <= LARGEST)
                small.add(decoder.format().id());
        return small;
    }

    private static Path smallest(String format) throws Exception {
        return DecodersFuzzTest.files(format).stream()
                .min(Comparator.comparingLong((Path file) -> file.toFile().length()))
                .orElseThrow();
    }
}
