package tilsyn.decoder.register;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML as a tree with line numbers. Values stay text. Anchors may be written but not referred to, so that no file grows
 * while it is read, and tags name nothing but plain types; depth and size are bounded.
 */
final class Yaml {
    private static final int DEEPEST = 12;
    private static final int MOST_NODES = 200_000;
    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final Set<String> PLAIN_TAGS =
            Set.of("!", "str", "int", "float", "bool", "null", "map", "seq", "timestamp");
    private static final YAMLFactory FACTORY = factory();

    private final YAMLParser parser;
    private final Page page;
    private int nodes;

    private Yaml(YAMLParser parser, Page page) {
        this.parser = parser;
        this.page = page;
    }

    /** The documents of a file, usually one. */
    static List<Node> read(Page page) throws Unreadable {
        try (var parser = FACTORY.createParser(page.text())) {
            return new Yaml(parser, page).documents();
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new Unreadable(
                    place == null ? 1 : Math.max(1, place.getLineNr()),
                    "not YAML: " + firstLine(broken.getOriginalMessage()));
        } catch (IOException broken) {
            throw new Unreadable(1, "not YAML: " + firstLine(String.valueOf(broken.getMessage())));
        }
    }

    private static YAMLFactory factory() {
        var options = new LoaderOptions();
        options.setCodePointLimit(Page.MOST_CHARACTERS + 2);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(4 * DEEPEST)
                        .build())
                .build();
    }

    private static String firstLine(String message) {
        var line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private List<Node> documents() throws IOException, Unreadable {
        var documents = new ArrayList<Node>();
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) documents.add(node(token, 0));
        return documents;
    }

    private Node node(JsonToken token, int depth) throws IOException, Unreadable {
        if (depth > DEEPEST) throw new Unreadable(line(), "nested deeper than %d levels".formatted(DEEPEST));
        if (++nodes > MOST_NODES) throw new Unreadable(line(), "more than %d values".formatted(MOST_NODES));
        if (parser.isCurrentAlias())
            throw new Unreadable(line(), "refers to the anchor '%s'; expected the value itself".formatted(text()));
        if (parser.getTypeId() != null) plain(String.valueOf(parser.getTypeId()));
        return switch (token) {
            case START_OBJECT -> fields(depth);
            case START_ARRAY -> items(depth);
            case VALUE_NULL -> new Node.Scalar("", line());
            default -> new Node.Scalar(text(), line());
        };
    }

    private void plain(String tag) throws Unreadable {
        var name = tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : tag;
        if (!PLAIN_TAGS.contains(name))
            throw new Unreadable(line(), "carries the tag '%s'; expected plain values".formatted(firstLine(name)));
    }

    private Node fields(int depth) throws IOException, Unreadable {
        int start = line();
        int last = start;
        var values = new LinkedHashMap<String, Node>();
        var lines = new LinkedHashMap<String, Integer>();
        for (var token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            var key = parser.currentName();
            int at = line();
            var value = node(next(), depth + 1);
            last = Math.max(last, last(value));
            if (values.putIfAbsent(key, value) != null)
                page.rejected(at, "key '%s' for the second time; line %d holds".formatted(key, lines.get(key)));
            lines.putIfAbsent(key, at);
        }
        return new Node.Fields(values, lines, start, last);
    }

    private Node items(int depth) throws IOException, Unreadable {
        int start = line();
        var items = new ArrayList<Node>();
        for (var token = next(); token != JsonToken.END_ARRAY; token = next()) items.add(node(token, depth + 1));
        return new Node.Items(items, start);
    }

    private JsonToken next() throws IOException, Unreadable {
        var token = parser.nextToken();
        if (token == null) throw new Unreadable(line(), "ends in the middle");
        return token;
    }

    private String text() throws IOException {
        var text = ((JsonParser) parser).getText();
        return text == null ? "" : text.strip();
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static int last(Node node) {
        if (node instanceof Node.Fields fields) return fields.last();
        if (node instanceof Node.Items items) {
            int last = items.line();
            for (var item : items.nodes()) last = Math.max(last, last(item));
            return last;
        }
        var scalar = (Node.Scalar) node;
        return scalar.line()
                + (int) scalar.text().chars().filter(c -> c == '\n').count();
    }
}
