package tilsyn.decoder.windows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON object with its values as text: of an object within it the member {@code value} or {@code Value}, of a list
 * nothing but the values of {@code Properties}.
 */
record JsonEvent(Map<String, String> values, List<String> properties) {
    private static final int MOST = 512;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Reads the object that begins at the parser's token, up to its end. */
    static JsonEvent read(JsonParser parser) throws IOException {
        var values = new TreeMap<String, String>();
        List<String> properties = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && name.equals("Properties")) properties = list(parser);
            else {
                var text = text(parser, token);
                if (text != null && values.size() < MOST) values.putIfAbsent(name, text);
            }
        }
        return new JsonEvent(values, properties);
    }

    private static List<String> list(JsonParser parser) throws IOException {
        var list = new ArrayList<String>();
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = parser.nextToken()) {
            var text = text(parser, token);
            if (list.size() < MOST) list.add(text == null ? "" : text);
        }
        return list;
    }

    private static @org.jspecify.annotations.Nullable String text(
            JsonParser parser, @org.jspecify.annotations.Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            String value = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var text = text(parser, parser.nextToken());
                if (name.equalsIgnoreCase("value") && text != null) value = text;
            }
            return value;
        }
        if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** The value of the first of the names that has one, or empty. */
    String get(String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value != null && !value.isEmpty()) return value;
        }
        return "";
    }

    /** The whole number of that name; -1 when it is none, negative or too large. */
    long number(String... names) {
        var text = get(names);
        if (text.isEmpty() || text.length() > 18) return -1;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }
}
