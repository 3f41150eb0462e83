package tilsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** A folder as administrators hand it over: everything in one place, under names that say nothing. */
class MixedFolderTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    @TempDir
    Path folder;

    private final Random dice = new Random(20251110);

    @Test
    void every_file_of_more_than_forty_formats_is_recognised_whatever_its_name() throws IOException {
        var formats = new TreeMap<String, String>();
        for (var decoder : Decoders.all()) {
            var id = decoder.format().id();
            try (var samples = Files.walk(Path.of("fixtures", "formats", id))) {
                for (var sample : samples.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".facts.jsonl"))
                        .sorted()
                        .toList()) {
                    var name = name();
                    Files.copy(sample, folder.resolve(name));
                    formats.put(name, id);
                }
            }
        }
        var recognised = new TreeMap<String, String>();

        Direct.read(
                new Settings(folder, ZoneId.of("Europe/Oslo"), "", Instant.parse("2025-11-10T06:00:00Z")),
                (name, format) -> taken(recognised, name, format == null ? "none" : format.id()));

        assertThat(formats.values().stream().distinct()).hasSizeGreaterThan(40);
        assertThat(recognised).isEqualTo(formats);
    }

    /** Letters and digits, at times with an ending that belongs to something else. */
    private String name() {
        var name = new StringBuilder();
        for (int i = 0; i < 12; i++) name.append(LETTERS.charAt(dice.nextInt(LETTERS.length())));
        var endings = new String[] {"", ".txt", ".log", ".json", ".csv", ".xml", ".bin"};
        return name + endings[dice.nextInt(endings.length)];
    }

    private static Sink taken(Map<String, String> recognised, String name, String format) {
        recognised.put(name, format);
        return new Sink() {
            @Override
            public void fact(Fact fact) {}

            @Override
            public void ignored(String why) {}

            @Override
            public void rejected(Origin origin, String reason) {}
        };
    }
}
