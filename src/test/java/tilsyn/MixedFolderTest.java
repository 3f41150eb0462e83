package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.decoder.Decoders;
import tilsyn.source.Progress;

/** A folder as administrators hand it over: everything in one place, under names that say nothing. */
class MixedFolderTest {
    private static final Instant NOW = Instant.parse("2025-11-10T06:00:00Z");
    /** Limits of one's own are checked against the rules, which the samples were not made for. */
    private static final String TUNING = "tuning";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> ENDINGS = List.of("", ".txt", ".log", ".json", ".csv", ".xml", ".bin");

    @TempDir
    Path folder;

    @TempDir
    Path data;

    private final Random dice = new Random(20251110);

    @Test
    void a_check_recognises_every_file_of_more_than_forty_formats_whatever_its_name() throws Exception {
        var formats = new TreeMap<String, String>();
        for (var decoder : Decoders.all())
            for (var sample : samples(decoder.format().id())) {
                if (decoder.format().id().equals(TUNING)) continue;
                var name = name();
                Files.copy(sample, folder.resolve(name));
                formats.put(name, decoder.format().id());
            }

        var results = Round.run(
                new Round.Request(
                        folder,
                        Path.of("rules"),
                        Path.of("routes"),
                        data,
                        Path.of("target", "rules-cache"),
                        Optional.of(NOW),
                        false,
                        NOW,
                        null,
                        "en"),
                Progress.NONE);

        var recognised = new TreeMap<String, String>();
        results.accounting().files().forEach(file -> recognised.put(file.file(), file.format()));
        assertThat(formats.values().stream().distinct()).hasSizeGreaterThan(40);
        assertThat(recognised).isEqualTo(formats);
    }

    private static List<Path> samples(String format) throws IOException {
        try (var samples = Files.walk(Path.of("fixtures", "formats", format))) {
            return samples.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** Letters and digits, at times with an ending that belongs to something else. */
    private String name() {
        var name = new StringBuilder();
        for (int i = 0; i < 12; i++) name.append(LETTERS.charAt(dice.nextInt(LETTERS.length())));
        return name + ENDINGS.get(dice.nextInt(ENDINGS.size()));
    }
}
