package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cut off or damaged stops no decoder, and is read the same way twice. */
class BrokenInputTest {
    private static final int LARGEST = 64 * 1024;
    private static final int ROUNDS = Integer.getInteger("tilsyn.fuzz.rounds", 6);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void a_damaged_fixture_is_read_without_exception_in_bounded_time(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var dice = new Random(file.toString().hashCode());
        var decoder = Decoders.of(Head.of(file.toString(), bytes)).orElseThrow();

        for (int round = 0; round < ROUNDS; round++) {
            var damaged = round % 2 == 0 ? cut(bytes, dice) : flipped(bytes, dice);
            assertTimeoutPreemptively(LONGEST, () -> {
                var once = Reading.with(decoder, "fuzz-2025-11-09.txt", damaged).lines();
                assertThat(Reading.with(decoder, "fuzz-2025-11-09.txt", damaged).lines())
                        .isEqualTo(once);
                Reading.of("fuzz.txt", damaged);
            });
        }
    }

    static Stream<Path> fixtures() throws IOException {
        return RecognitionTest.inputs().stream()
                .filter(file -> file.startsWith(Path.of("fixtures", "formats")))
                .filter(file -> file.toFile().length() <= LARGEST);
    }

    private static byte[] cut(byte[] bytes, Random dice) {
        return Arrays.copyOf(bytes, dice.nextInt(bytes.length + 1));
    }

    private static byte[] flipped(byte[] bytes, Random dice) {
        var flipped = bytes.clone();
        int flips = Math.min(flipped.length, 1 + dice.nextInt(20));
        for (int flip = 0; flip < flips; flip++) flipped[dice.nextInt(flipped.length)] ^= (byte) (1 << dice.nextInt(8));
        return flipped;
    }
}
