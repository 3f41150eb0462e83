package tilsyn.decoder.register;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/** A register file at hand: its lines for reading and citing, and where facts and complaints go. */
final class Page {
    /** Registers are written by people; what is longer is something else. */
    static final int MOST_CHARACTERS = 2_000_000;

    private final Input input;
    private final Sink sink;
    private final List<Line> lines;

    private Page(Input input, Sink sink, List<Line> lines) {
        this.input = input;
        this.sink = sink;
        this.lines = lines;
    }

    /** The page, or null after having rejected a file that is too large. */
    static @Nullable Page of(Input input, Sink sink) throws IOException {
        var lines = new ArrayList<Line>();
        int characters = 0;
        try (var read = input.lines()) {
            for (var line = read.next(); line != null; line = read.next()) {
                characters += line.text().length() + 1;
                if (characters > MOST_CHARACTERS || !line.whole()) {
                    sink.rejected(
                            input.origin(line),
                            "a register of more than %d characters; expected what people write"
                                    .formatted(MOST_CHARACTERS));
                    return null;
                }
                lines.add(line);
            }
        }
        return new Page(input, sink, lines);
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    List<Line> lines() {
        return lines;
    }

    ZoneId zone() {
        return input.zone();
    }

    String zoneNote() {
        return input.zoneNote();
    }

    Input input() {
        return input;
    }

    void fact(Fact fact) {
        sink.fact(fact);
    }

    void ignored(String why) {
        sink.ignored(why);
    }

    void rejected(int line, String reason) {
        sink.rejected(origin(line, line), reason);
    }

    /** The lines from first to last, cited as they stand. */
    Origin origin(int first, int last) {
        if (lines.isEmpty()) return input.origin(1, 0, "");
        int from = Math.max(1, Math.min(first, lines.size()));
        int to = Math.max(from, Math.min(last, lines.size()));
        var raw = new StringBuilder();
        for (int i = from; i <= to && raw.length() < Origin.RAW_LIMIT; i++)
            raw.append(i == from ? "" : "\n").append(lines.get(i - 1).text());
        return input.origin(from, lines.get(from - 1).offset(), raw.toString());
    }
}
