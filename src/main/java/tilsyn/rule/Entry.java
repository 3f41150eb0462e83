package tilsyn.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import tilsyn.fact.Maybe;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Words;

/** A value in a YAML file, with its line. What is wrong with it is added to the file's problems; reading goes on. */
final class Entry {
    private static final int DEEPEST = 20;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?([eE][+-]?\\d{1,2})?");

    private final String file;
    private final Node node;
    private final List<Problem> problems;

    private Entry(String file, Node node, List<Problem> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    /** The file's one document; empty, with a problem noted, when it is no YAML. */
    static Optional<Entry> read(String file, String text, List<Problem> problems) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        try {
            var node = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (node != null) return Optional.of(new Entry(file, node, problems));
            problems.add(new Problem(file, 1, "The file is empty.", ""));
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            problems.add(new Problem(
                    file, mark == null ? 1 : mark.getLine() + 1, "Not YAML: %s.".formatted(broken.getProblem()), ""));
        } catch (YAMLException broken) {
            problems.add(new Problem(file, 1, "Not YAML: %s.".formatted(firstLine(broken)), ""));
        }
        return Optional.empty();
    }

    private static String firstLine(YAMLException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    String file() {
        return file;
    }

    void problem(String text) {
        problem(text, "");
    }

    void problem(String text, String maybe) {
        problems.add(new Problem(file, line(), text, maybe));
    }

    boolean isText() {
        return node.getNodeId() == NodeId.scalar;
    }

    boolean isList() {
        return node.getNodeId() == NodeId.sequence;
    }

    boolean isMap() {
        return node.getNodeId() == NodeId.mapping;
    }

    /** The value as it stands in the file. */
    String text() {
        if (node instanceof ScalarNode scalar) return scalar.getValue().strip();
        problem("Expected a text here, found %s.".formatted(isList() ? "a list" : "keys with values"));
        return "";
    }

    /** The elements; a single value is a list of one. */
    List<Entry> list() {
        if (!(node instanceof SequenceNode sequence)) return List.of(this);
        return sequence.getValue().stream().map(this::at).toList();
    }

    List<String> texts() {
        return list().stream().map(Entry::text).toList();
    }

    /** Keys with their values, in the file's order. */
    Map<String, Entry> fields() {
        var fields = new LinkedHashMap<String, Entry>();
        if (node instanceof MappingNode mapping)
            for (var tuple : mapping.getValue()) {
                var key = at(tuple.getKeyNode());
                if (fields.putIfAbsent(key.text(), at(tuple.getValueNode())) != null)
                    key.problem("The key '%s' stands here for the second time.".formatted(key.text()));
            }
        else problem("Expected keys with values here, found %s.".formatted(isList() ? "a list" : "'" + text() + "'"));
        return fields;
    }

    /** Keys with their values; any key but these is a problem. */
    Map<String, Entry> fields(List<String> known) {
        var fields = fields();
        if (node instanceof MappingNode mapping)
            for (var tuple : mapping.getValue()) {
                var key = at(tuple.getKeyNode());
                if (known.contains(key.text())) continue;
                key.problem(
                        "There is no key '%s' here. There are: %s.".formatted(key.text(), String.join(", ", known)),
                        Maybe.word(key.text(), known));
            }
        return fields;
    }

    /** The value under a key, or null with a problem noted. */
    @Nullable
    Entry required(Map<String, Entry> fields, String key) {
        var entry = fields.get(key);
        if (entry == null) problem("The key '%s' is missing here.".formatted(key));
        return entry;
    }

    /** The value if it is one of these words, else the first of them with a problem noted. */
    String word(List<String> known) {
        var word = text();
        if (known.contains(word)) return word;
        problem(
                "Expected one of %s, found '%s'.".formatted(String.join(", ", known), word),
                Maybe.word(word.toLowerCase(Locale.ROOT), known));
        return known.get(0);
    }

    /** What it says in each language. */
    Words words() {
        return words(fields(List.of("en", "nb")));
    }

    /** The same of keys among which there are others. */
    Words words(Map<String, Entry> fields) {
        var en = required(fields, "en");
        var nb = required(fields, "nb");
        return new Words(en == null ? "" : en.text(), nb == null ? "" : nb.text());
    }

    /** One of the S, M and L of an effort. */
    Effort effort() {
        return Effort.valueOf(word(List.of("S", "M", "L")));
    }

    boolean truth() {
        return word(List.of("false", "true")).equals("true");
    }

    private Entry at(Node other) {
        return new Entry(file, other, problems);
    }

    /** The value as JSON; what isn't quoted and looks like a number, a truth value or nothing is one. */
    JsonNode json() {
        var nodes = JsonNodeFactory.instance;
        if (node instanceof ScalarNode scalar)
            return scalar.isPlain() ? plain(text()) : nodes.textNode(scalar.getValue());
        if (isList()) {
            var array = nodes.arrayNode();
            for (var element : list()) array.add(element.json());
            return array;
        }
        var object = nodes.objectNode();
        fields().forEach((key, value) -> object.set(key, value.json()));
        return object;
    }

    private static JsonNode plain(String text) {
        var nodes = JsonNodeFactory.instance;
        if (text.equals("true") || text.equals("false")) return nodes.booleanNode(text.equals("true"));
        if (text.isEmpty() || text.equals("~") || text.equals("null")) return nodes.nullNode();
        if (!NUMBER.matcher(text).matches()) return nodes.textNode(text);
        if (text.length() < 18 && text.chars().allMatch(c -> c == '-' || Character.isDigit(c)))
            return nodes.numberNode(Long.parseLong(text));
        return nodes.numberNode(new BigDecimal(text));
    }
}
