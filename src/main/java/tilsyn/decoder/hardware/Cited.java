package tilsyn.decoder.hardware;

import tilsyn.decoder.Input;
import tilsyn.decoder.Line;
import tilsyn.decoder.When;
import tilsyn.fact.Origin;

/** The lines that tell of one thing, for the origin of what is told. */
final class Cited {
    private final Line first;
    private final StringBuilder raw;

    Cited(Line first) {
        this.first = first;
        this.raw = new StringBuilder(cut(first.text()));
    }

    void add(Line line) {
        if (line.number() != first.number() && raw.length() < Origin.RAW_LIMIT)
            raw.append('\n').append(cut(line.text()));
    }

    Origin on(When time, Input input) {
        return time.on(
                input.origin(first.number(), first.offset(), raw.toString().strip()));
    }

    private static String cut(String text) {
        return text.length() > Origin.RAW_LIMIT ? text.substring(0, Origin.RAW_LIMIT) : text;
    }
}
