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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fixture, cut short and with bits turned over: no decoder throws or hangs, and it does the same with the same bytes
 * again. The seed is fixed; another one may be given by {@code -Dtilsyn.seed=7}, more rounds by {@code -Dtilsyn.rounds=500}.
 */
class HostileInputTest {
    private static final long SEED = Long.getLong("tilsyn.seed", 20251110);
    private static final int ROUNDS = Integer.getInteger("tilsyn.rounds", 25);

    @TestFactory
    Stream<DynamicTest> a_damaged_fixture_is_read_as_far_as_it_goes() throws IOException {
        try (var files = Files.walk(Path.of("fixtures", "formats"))) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts.jsonl")
                            && !file.getFileName().toString().equals("README.md"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file ->
                            DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
                                var whole = Files.readAllBytes(file);
                                var decoder = Decoders.byId(
                                                file.getParent().getFileName().toString())
                                        .orElseThrow();
                                var random = new Random(SEED + file.toString().hashCode());
                                for (int round = 0; round < ROUNDS; round++)
                                    read(decoder, file, damaged(whole, random, round));
                            }));
        }
    }

    private static void read(Decoder decoder, Path file, byte[] bytes) {
        var name = file.getFileName().toString();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Decoders.of(Head.of(name, bytes));
            var once = Reading.with(decoder, name, bytes);
            var twice = Reading.with(decoder, name, bytes);
            assertThat(twice.lines()).isEqualTo(once.lines());
            assertThat(twice.records()).isEqualTo(once.records());
            assertThat(once.rejected).noneMatch(String::isBlank);
        });
    }

    private static byte[] damaged(byte[] whole, Random random, int round) {
        var bytes = whole.clone();
        if (bytes.length == 0) return bytes;
        if (round % 3 == 0) return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        if (round % 3 == 1) {
            for (int i = 1 + random.nextInt(20); i > 0; i--)
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(64, bytes.length - from) + 1);
        for (int i = from; i < from + length; i++) bytes[i] = (byte) random.nextInt(256);
        return bytes;
    }
}
