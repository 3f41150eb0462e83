package tilsyn.decoder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON of unknown hands: bounded in depth and in what is held at a time. */
public final class Json {
    /** Values in one record; a controller with a hundred disks has some ten thousand. */
    private static final int MOST_VALUES = 400_000;

    private static final long MOST_CHARACTERS = 16_000_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(60)
                            .maxStringLength(1 << 20)
                            .maxNameLength(10_000)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /** Takes one record and the line that it begins in. */
    public interface Taker {
        void take(JsonNode record, long line);
    }

    /**
     * Hands over each record: the elements of a top-level array, else each top-level value. What can't be read is
     * rejected, and nothing behind it is.
     */
    public static void each(Input input, Sink sink, Taker taker) throws IOException {
        try (var reader = input.reader();
                var parser = new Counted(MAPPER.createParser(reader))) {
            try {
                var token = parser.nextToken();
                boolean list = token == JsonToken.START_ARRAY;
                if (list) token = parser.nextToken();
                while (token != null && token != JsonToken.END_ARRAY) {
                    long line = parser.currentTokenLocation().getLineNr();
                    parser.beginRecord();
                    JsonNode record = MAPPER.readTree(parser);
                    taker.take(record, line);
                    token = parser.nextToken();
                }
                if (list && token == null)
                    sink.rejected(input.origin(parser.currentLocation().getLineNr(), -1, ""), "the list is cut off");
            } catch (JsonProcessingException broken) {
                var at = broken.getLocation();
                sink.rejected(
                        input.origin(at == null ? 1 : Math.max(1, at.getLineNr()), -1, ""),
                        "not JSON from here on: " + broken.getOriginalMessage());
            }
        }
    }

    /** The value that one line holds, or null when it holds none. */
    public static @Nullable JsonNode of(String text) {
        try (var parser = new Counted(MAPPER.createParser(text))) {
            JsonNode node = MAPPER.readTree(parser);
            return parser.nextToken() == null ? node : null;
        } catch (IOException broken) {
            return null;
        }
    }

    /** Whether the head is JSON whose first object, or first object in a list, has all these keys within the head. */
    public static boolean hasKeys(Head head, String... keys) {
        if (head.binary() || (head.firstChar() != '{' && head.firstChar() != '[')) return false;
        var found = firstKeys(head.text());
        for (var key : keys) if (!found.contains(key)) return false;
        return true;
    }

    /** Keys of the first object, as far as the text goes. */
    public static List<String> firstKeys(String text) {
        var keys = new ArrayList<String>();
        try (var parser = MAPPER.createParser(text)) {
            var token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) token = parser.nextToken();
            if (token != JsonToken.START_OBJECT) return keys;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException cut) {
            return keys;
        }
        return keys;
    }

    /** Text of a scalar value, empty when it is missing, null or no scalar. */
    public static String text(@Nullable JsonNode node) {
        return node == null || node.isNull() || !node.isValueNode()
                ? ""
                : node.asText().strip();
    }

    /** A whole number that isn't negative, written as number or as digits in quotes; -1 otherwise. */
    public static long count(@Nullable JsonNode node) {
        if (node == null) return -1;
        if (node.isIntegralNumber()) return node.canConvertToLong() ? Math.max(-1, node.longValue()) : -1;
        return node.isTextual() ? Quantity.count(node.textValue()) : -1;
    }

    /** True or false, also in quotes; null otherwise. */
    public static @Nullable Boolean flag(@Nullable JsonNode node) {
        if (node == null) return null;
        if (node.isBoolean()) return node.booleanValue();
        return node.isTextual() ? Flag.of(node.textValue()) : null;
    }

    /** Stops where a record grows too large. */
    private static final class Counted extends JsonParserDelegate {
        private int values;
        private long characters;

        Counted(JsonParser parser) {
            super(parser);
        }

        void beginRecord() {
            values = 0;
            characters = 0;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            var token = super.nextToken();
            if (token == JsonToken.VALUE_STRING) characters += getTextLength();
            if (++values > MOST_VALUES || characters > MOST_CHARACTERS)
                throw new JsonParseException(
                        this,
                        "a record of more than %d values or %d characters".formatted(MOST_VALUES, MOST_CHARACTERS));
            return token;
        }
    }
}
