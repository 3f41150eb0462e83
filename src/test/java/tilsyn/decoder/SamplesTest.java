package tilsyn.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What real tools wrote, kept outside the project: with {@code -Dtilsyn.samples=FOLDER} every file of it is read or unknown,
 * without exception or hang, and the logs have as many records as their index counts.
 */
class SamplesTest {
    private static final Map<String, Integer> RECORDS = Map.of(
            "windows/eventviewer-csv/eventviewer-de-utf16le.csv", 3,
            "windows/eventviewer-csv/eventviewer-de-utf8.csv", 3,
            "windows/eventviewer-csv/eventviewer-en.csv", 5,
            "windows/eventviewer-xml/eventviewer-en-CA-cert64.xml", 1,
            "windows/eventviewer-xml/wsb-event5.xml", 1,
            "windows/flat-json/flat-1.json", 68,
            "windows/flat-json/flat-3.json", 122,
            "windows/getwinevent-json/derived-system-ps51.json", 40,
            "windows/wevtutil-xml/derived-system-root-utf8bom.xml", 100,
            "windows/wevtutil-xml/derived-system-utf16le-noroot.xml", 100);

    @TestFactory
    Stream<DynamicTest> every_sample_is_read_or_unknown() throws IOException {
        var folder = System.getProperty("tilsyn.samples");
        if (folder == null) {
            System.out.println("No samples are read: -Dtilsyn.samples=FOLDER names none.");
            return Stream.empty();
        }
        var samples = Path.of(folder);
        try (var files = Files.walk(samples)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream().map(file -> {
                var name = samples.relativize(file).toString().replace('\\', '/');
                return DynamicTest.dynamicTest(name, () -> read(name, Files.readAllBytes(file)));
            });
        }
    }

    private static void read(String name, byte[] bytes) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            var head = Head.of(name, Arrays.copyOf(bytes, Math.min(bytes.length, Head.LIMIT)));
            var decoder = Decoders.of(head);
            var read = Reading.of(name, bytes);
            System.out.printf(
                    "%s: %s, %d facts, %d ignored, %d rejected%s%n",
                    name,
                    decoder.map(found -> found.format().id()).orElse("unknown"),
                    read.facts.size(),
                    read.ignored.size(),
                    read.rejected.size(),
                    read.rejected.isEmpty() ? "" : ", first: " + read.rejected.get(0));
            if (RECORDS.containsKey(name)) {
                assertThat(read.facts).hasSize(RECORDS.get(name));
                assertThat(read.rejected).isEmpty();
            }
            if (name.endsWith(".log") && name.contains("loghub__") && !name.contains("app-log"))
                assertThat(decoder.isEmpty() || read.events().size() >= 1_900).isTrue();
        });
    }
}
