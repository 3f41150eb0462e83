package tilsyn.decoder.backup;

import org.jspecify.annotations.Nullable;
import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.fact.Origin;

/** The lines that a fact rests on: the place of the first, and as much of their text as an origin holds. */
final class Cited {
    private final StringBuilder raw = new StringBuilder();
    private @Nullable Line first;

    void add(Line line) {
        if (first == null) first = line;
        if (raw.length() >= Origin.RAW_LIMIT) return;
        if (!raw.isEmpty()) raw.append('\n');
        raw.append(line.text(), 0, Math.min(line.text().length(), Origin.RAW_LIMIT));
    }

    boolean isEmpty() {
        return first == null;
    }

    /** In the first line; at the start of the input when nothing was cited. */
    Origin origin(Input input) {
        return first == null ? input.origin(1, 0, "") : input.origin(first.number(), first.offset(), raw.toString());
    }
}
