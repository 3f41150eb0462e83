package tilsyn.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a signature file with the line it stands on: text, a list, or keys with values.
 *
 * @param text the value, when it is one
 * @param items the entries, when it is a list
 * @param fields what stands below keys, when it has keys
 */
record SignatureNode(int line, @Nullable String text, List<SignatureNode> items, Map<String, SignatureNode> fields) {
    private static final int DEEPEST = 10;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** The file as a tree; null, with a problem added, when it is no YAML. */
    static @Nullable SignatureNode read(String file, String text, Collection<String> problems) {
        try (var parser = YAML.createParser(text)) {
            var token = parser.nextToken();
            return token == null ? new SignatureNode(1, "", List.of(), Map.of()) : read(parser, token, file, problems);
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            problems.add("%s:%d  not YAML: %s".formatted(file, place == null ? 1 : place.getLineNr(), said(broken)));
        } catch (IOException broken) {
            problems.add("%s:1  not YAML: %s".formatted(file, broken.getMessage()));
        }
        return null;
    }

    /** One sentence of the parser's several lines: the last that isn't a place. */
    private static String said(JsonProcessingException broken) {
        return String.valueOf(broken.getOriginalMessage())
                .lines()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .reduce("", (before, line) -> line);
    }

    private static SignatureNode read(YAMLParser parser, JsonToken token, String file, Collection<String> problems)
            throws IOException {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        if (token == JsonToken.START_ARRAY) {
            var items = new ArrayList<SignatureNode>();
            for (var next = next(parser); next != JsonToken.END_ARRAY; next = next(parser))
                items.add(read(parser, next, file, problems));
            return new SignatureNode(line, null, List.copyOf(items), Map.of());
        }
        if (token != JsonToken.START_OBJECT) {
            var text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
            return new SignatureNode(line, text == null ? "" : text, List.of(), Map.of());
        }
        var fields = new LinkedHashMap<String, SignatureNode>();
        for (var next = next(parser); next != JsonToken.END_OBJECT; next = next(parser)) {
            var key = parser.currentName();
            int at = parser.currentTokenLocation().getLineNr();
            if (fields.put(key, read(parser, next(parser), file, problems)) != null)
                problems.add("%s:%d  key '%s' stands there twice".formatted(file, at, key));
        }
        return new SignatureNode(line, null, List.of(), fields);
    }

    private static JsonToken next(YAMLParser parser) throws IOException {
        var token = parser.nextToken();
        if (token == null) throw new IOException("ends in the middle");
        return token;
    }

    @Nullable
    SignatureNode get(String key) {
        return fields.get(key);
    }

    /** Its value, or empty when it is a list or has keys. */
    String value() {
        return text == null ? "" : text;
    }

    /** Its values: one, or those of a list. */
    List<String> values() {
        return text != null
                ? List.of(text)
                : items.stream().map(SignatureNode::value).toList();
    }
}
