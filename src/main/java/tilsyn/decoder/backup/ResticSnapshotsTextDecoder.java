package tilsyn.decoder.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Dates;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Family;
import tilsyn.decoder.Format;
import tilsyn.decoder.Head;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;

/** Reads {@code restic snapshots} as text: a table whose columns stand below their headings. */
public final class ResticSnapshotsTextDecoder implements Decoder {
    private static final Pattern HEADING =
            Pattern.compile("ID {2,20}Time {2,40}Host {2,300}(?:Tags {2,300})?Paths.{0,300}");
    private static final Pattern ROW =
            Pattern.compile("[0-9a-f]{8} {2}(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) {2}.{1,4000}");
    private static final int LONGEST = 4_500;

    @Override
    public Format format() {
        return new Format(
                "restic-snapshots-text",
                Family.BACKUP,
                "Snapshots in a restic repository (text)",
                "restic snapshots > restic-snapshots-HOST-$(date +%F).txt   (better with --json)",
                List.of("BCK-06"));
    }

    @Override
    public boolean recognises(Head head) {
        return !head.binary()
                && head.lines(10).stream()
                        .anyMatch(line -> line.length() <= LONGEST
                                && HEADING.matcher(line.stripTrailing()).matches());
    }

    @Override
    public void decode(Input input, Sink sink) throws IOException {
        var dates = Dates.of(input);
        int host = -1;
        int tags = -1;
        int paths = -1;
        int size = -1;
        @Nullable Line first = null;
        var objects = new ArrayList<String>();
        try (var lines = input.lines()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var text = line.text().stripTrailing();
                if (text.length() <= LONGEST && HEADING.matcher(text).matches()) {
                    host = text.indexOf("Host");
                    tags = text.indexOf("Tags");
                    paths = text.indexOf("Paths");
                    size = text.indexOf("Size", paths);
                    sink.ignored("the heading");
                } else if (text.length() <= LONGEST
                        && host > 0
                        && ROW.matcher(text).matches()) {
                    point(first, host, tags > 0 ? tags : paths, objects, dates, input, sink);
                    first = line;
                    objects.clear();
                    objects.add(between(text, paths, size));
                } else if (first != null
                        && text.length() <= LONGEST
                        && text.startsWith("   ")
                        && objects.size() < 1_000) objects.add(between(text, paths, size));
                else sink.ignored("no snapshot");
            }
        }
        point(first, host, tags > 0 ? tags : paths, objects, dates, input, sink);
    }

    private static void point(
            @Nullable Line row, int host, int behindHost, List<String> objects, Dates dates, Input input, Sink sink) {
        if (row == null) return;
        var found = ROW.matcher(row.text().stripTrailing());
        var made = found.matches() ? dates.start(found.group(1)) : null;
        if (made == null) sink.rejected(input.origin(row), "expected a snapshot's id and time");
        else
            sink.fact(ResticPoint.of(
                    between(row.text(), host, behindHost),
                    row.text().substring(0, 8),
                    made,
                    -1,
                    objects.stream().filter(path -> !path.isEmpty()).toList(),
                    input,
                    input.origin(row)));
    }

    private static String between(String text, int from, int to) {
        if (from >= text.length()) return "";
        return text.substring(from, to < 0 ? text.length() : Math.min(to, text.length()))
                .strip();
    }
}
