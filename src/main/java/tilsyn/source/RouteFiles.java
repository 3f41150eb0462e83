package tilsyn.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The route files of a folder as they were when they were read; equal when they say the same.
 *
 * @param problems why the folder, or files in it, can't be read
 */
public record RouteFiles(Path folder, SortedMap<Path, String> texts, List<RoutesBroken.Problem> problems) {
    private static final String ENDING = ".camel.yaml";
    private static final long LONGEST = 1 << 20;

    public RouteFiles {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        problems = List.copyOf(problems);
    }

    public static RouteFiles read(Path folder) {
        var texts = new TreeMap<Path, String>();
        var problems = new ArrayList<RoutesBroken.Problem>();
        if (!Files.isDirectory(folder)) {
            problems.add(problem(folder, "there is no such folder of routes"));
            return new RouteFiles(folder, texts, problems);
        }
        try (var found = Files.list(folder)) {
            for (var file : found.sorted().toList()) {
                if (file.toString().endsWith(ENDING)) text(file, texts, problems);
                else if (file.toString().matches(".*\\.ya?ml"))
                    problems.add(problem(
                            file, "is not read, as route files end in " + ENDING + ". Rename it, or move it away."));
            }
        } catch (IOException broken) {
            problems.add(problem(folder, "can't be listed: " + Folder.said(broken)));
        }
        return new RouteFiles(folder, texts, problems);
    }

    private static void text(Path file, SortedMap<Path, String> texts, List<RoutesBroken.Problem> problems) {
        try {
            if (Files.size(file) > LONGEST) throw new IOException("is longer than %d bytes".formatted(LONGEST));
            var text = Files.readString(file);
            if (text.lines().noneMatch(line -> line.startsWith("- ")))
                throw new IOException("holds no route. A route file is a list; its first line is  - route:");
            texts.put(file, text);
        } catch (IOException broken) {
            problems.add(problem(file, String.valueOf(broken.getMessage())));
        }
    }

    private static RoutesBroken.Problem problem(Path file, String sentence) {
        return new RoutesBroken.Problem(file.toString(), 0, sentence);
    }
}
