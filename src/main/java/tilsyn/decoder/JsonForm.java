package tilsyn.decoder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;

/**
 * In which of its forms a fact stands as JSON.
 *
 * @param typed begins with its type
 * @param empties what is empty is left out when writing, and anything but what is empty must be there when reading
 * @param origins whether it holds where it was read
 * @param host stands for a host left out; null when hosts are written
 * @param origin stands for what an origin leaves out; null when origins are written whole
 */
record JsonForm(
        boolean typed,
        boolean empties,
        boolean origins,
        @Nullable String host,
        @Nullable Origin origin) {
    private static final JsonForm WHOLE = new JsonForm(true, false, true, null, null);

    static JsonForm whole() {
        return WHOLE;
    }

    static JsonForm content() {
        return new JsonForm(false, true, false, "", null);
    }

    static JsonForm stored(String host, Origin file) {
        return new JsonForm(false, true, true, host, file);
    }

    static JsonForm byHand(Origin origin) {
        return new JsonForm(false, false, true, null, origin);
    }

    boolean byHand() {
        return !typed && !empties;
    }

    /** The time of what was written by hand without one. */
    @Nullable
    Instant time() {
        return byHand() && origin != null ? origin.received() : null;
    }

    /** A fact with its type first. */
    Fact fact(JsonParser parser) throws IOException {
        FactJson.expect(parser, JsonToken.START_OBJECT, "a fact");
        parser.nextToken();
        if (!"type".equals(parser.currentName())) throw new IllegalArgumentException("a fact begins with its type");
        parser.nextToken();
        var shape = FactJson.shape(parser.getText());
        parser.nextToken();
        return (Fact) shape.readComponents(parser, WHOLE);
    }
}
