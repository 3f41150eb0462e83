package tilsyn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tilsyn.output.Results;
import tilsyn.source.Progress;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/** Checks the example customer, or what a test made of it. */
public final class Checks {
    public static final Path FOLDER = Path.of("fixtures", "fjordvik");
    public static final String FINAL = "2025-11-10T07:00:00+01:00";

    private Checks() {}

    /** @param data where the store is kept */
    public static Results check(Path folder, Path data, String asOf) throws Exception {
        return check(
                folder,
                Path.of("rules"),
                data,
                Optional.of(OffsetDateTime.parse(asOf).toInstant()));
    }

    static Results check(Path folder, Path rules, Path data, Optional<Instant> asOf) throws Exception {
        var request = new Round.Request(
                folder,
                rules,
                Path.of("routes"),
                data,
                Path.of("target", "rulebook"),
                asOf,
                false,
                Instant.parse("2026-01-01T00:00:00Z"),
                null,
                "nb");
        return Round.run(request, Progress.NONE);
    }

    /** Outcome and clause by subject and item. */
    static Map<String, String> cells(Results results) {
        var cells = new TreeMap<String, String>();
        for (var verdict : results.assessment().verdicts())
            cells.put(cell(verdict), (verdict.outcome() + " " + verdict.clause()).strip());
        return cells;
    }

    static List<String> passes(Results results) {
        return results.assessment().verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.PASS)
                .map(Checks::cell)
                .toList();
    }

    static String cell(Verdict verdict) {
        return verdict.subject() + " " + verdict.item().id();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    var target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                    return FileVisitResult.CONTINUE;
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        });
    }
}
