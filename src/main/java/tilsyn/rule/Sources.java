package tilsyn.rule;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the files of a rules folder. */
final class Sources {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 8;

    private Sources() {}

    /** All YAML and DRL files, sorted by path. */
    static List<Source> read(Path folder, List<Problem> problems) throws IOException {
        var name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        var found = new ArrayList<Source>();
        List<Path> files;
        try (var walk = Files.walk(folder, DEEPEST, new FileVisitOption[0])) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".drl"))
                    .toList();
        }
        for (var file : files) {
            var relative = folder.relativize(file).toString().replace('\\', '/');
            var path = name + "/" + relative;
            if (Files.size(file) > MOST_BYTES) {
                problems.add(new Problem(path, 1, "Larger than %d bytes.".formatted(MOST_BYTES), ""));
                continue;
            }
            var bytes = Files.readAllBytes(file);
            try {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                found.add(new Source(path, relative, text, Hash.of(bytes)));
            } catch (CharacterCodingException wrong) {
                problems.add(new Problem(path, 1, "Not UTF-8.", ""));
            }
        }
        found.sort(Comparator.comparing(Source::relative));
        return found;
    }
}
