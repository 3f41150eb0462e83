package tilsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;
import tilsyn.output.Output;
import tilsyn.output.Outputs;

/** What the call gives as text, understood; or a {@link UsageProblem} that says what would be right. */
final class Given {
    private Given() {}

    /** A file or folder that is there. */
    static Path input(Path path) throws IOException {
        if (!Files.exists(path))
            throw new UsageProblem("There is no file or folder %s.%s".formatted(path, maybe(path)));
        return path;
    }

    static Instant moment(String text, String others) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw new UsageProblem(
                    "--as-of '%s' is no moment. Right would be 2025-11-10T07:00:00+01:00%s.".formatted(text, others));
        }
    }

    static @Nullable ZoneId zone(@Nullable String text) {
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new UsageProblem("--zone '%s' is no time zone. Right would be Europe/Oslo or UTC.".formatted(text));
        }
    }

    /** The exports of those names, each once, sorted by name. */
    static List<Output> exports(List<String> names) {
        var known = Outputs.onRequest();
        for (var name : names)
            if (!known.containsKey(name))
                throw new UsageProblem("--export '%s' is not an export. Right would be any of: %s.%s"
                        .formatted(name, String.join(", ", known.keySet()), Maybe.of(name, known.keySet())));
        return new TreeSet<>(names).stream().map(known::get).toList();
    }

    /** Another name in the same folder that differs only in case. */
    private static String maybe(Path missing) throws IOException {
        var parent = missing.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) return "";
        var wanted = missing.getFileName().toString().toLowerCase(Locale.ROOT);
        try (var siblings = Files.list(parent)) {
            return siblings.map(path -> path.getFileName().toString())
                    .sorted()
                    .filter(name ->
                            name.toLowerCase(Locale.ROOT).startsWith(wanted.substring(0, Math.min(3, wanted.length()))))
                    .findFirst()
                    .map(name -> "  Maybe: " + name)
                    .orElse("");
        }
    }
}
