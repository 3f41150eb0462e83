package tilsyn.decoder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tilsyn.fact.Fact;
import tilsyn.fact.Maybe;
import tilsyn.fact.Origin;

/**
 * Facts as JSON: one object a fact, its components by name. Instants and durations are ISO 8601; a duration may also be
 * read as {@code 30h}, {@code 7d}, {@code 15min} or {@code 20s}, an enum in any case.
 *
 * <p>Whole facts, as {@code -o json} shows them, begin with {@code "type"}. What names few components, as scenarios do,
 * gets neutral values for the others. What the store keeps leaves out what its columns know.
 */
public final class FactJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(64L << 20)
                    .maxStringLength(32 << 20)
                    .maxNestingDepth(50)
                    .build())
            .build();

    private static final ObjectMapper TREES =
            new ObjectMapper(JSON).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Map<String, RecordShape> SHAPES = shapes(Fact.class, new TreeMap<>());

    private FactJson() {}

    /** Names of all fact types, as {@link Fact#type()} gives them. */
    public static SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(SHAPES.keySet()));
    }

    /** The whole fact, readable by {@link #read(String)}. */
    public static String write(Fact fact) {
        return written(json -> write(json, fact));
    }

    /** The whole fact into a document under way. */
    public static void write(JsonGenerator json, Fact fact) throws IOException {
        shape(fact.type()).write(json, fact, JsonForm.whole());
    }

    /** @throws IllegalArgumentException if it is no fact; the message says which component is wrong */
    public static Fact read(String json) {
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            return JsonForm.whole().fact(parser);
        } catch (IOException broken) {
            throw new IllegalArgumentException("not a fact: " + broken.getMessage(), broken);
        }
    }

    /**
     * A fact that someone wrote by hand, naming only what matters.
     *
     * @param origin where it was written; its {@code received} is the time of what states none
     * @throws IllegalArgumentException if a component is unknown, missing without a neutral value, or of another type
     */
    public static Fact read(String type, JsonNode components, Origin origin) {
        try (var parser = components.traverse()) {
            parser.nextToken();
            return (Fact) shape(type).read(parser, JsonForm.byHand(origin));
        } catch (IOException broken) {
            throw new IllegalArgumentException(type + ": " + broken.getMessage(), broken);
        }
    }

    /** The fact without type, host and what {@link Origin} says of its file; for {@link #restored}. */
    public static String stored(Fact fact) {
        return written(json -> shape(fact.type()).write(json, fact, JsonForm.stored("", fact.origin())));
    }

    /** The same with its source line masked. */
    public static String stored(Fact fact, UnaryOperator<String> masking) {
        var json = stored(fact);
        var raw = fact.origin().raw();
        var masked = masking.apply(raw);
        if (masked.equals(raw)) return json;
        try {
            var tree = TREES.readTree(json);
            if (tree.path("origin") instanceof ObjectNode origin) origin.put("raw", masked);
            return TREES.writeValueAsString(tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the fact says, wherever it was read and of whichever host: two readings of one thing are equal in it. */
    public static String content(Fact fact) {
        return written(json -> shape(fact.type()).write(json, fact, JsonForm.content()));
    }

    /**
     * The fact that {@link #stored} wrote.
     *
     * @param host its host, in place of the one it was written with
     * @param file an origin in the same file
     */
    public static Fact restored(String type, String json, String host, Origin file) {
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            return (Fact) shape(type).read(parser, JsonForm.stored(host, file));
        } catch (IOException broken) {
            throw new IllegalArgumentException(type + ": " + broken.getMessage(), broken);
        }
    }

    static RecordShape shape(String type) {
        var shape = SHAPES.get(type);
        if (shape == null)
            throw new IllegalArgumentException(
                    "there is no fact type '%s'.%s".formatted(type, Maybe.of(type, types())));
        return shape;
    }

    static void expect(JsonParser parser, JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token)
            throw new IllegalArgumentException("expected %s, found %s"
                    .formatted(what, parser.currentToken() == null ? "nothing" : parser.getText()));
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String written(Writing writing) {
        var text = new StringWriter(512);
        try (var json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can always be written", impossible);
        }
        return text.toString();
    }

    private static Map<String, RecordShape> shapes(Class<?> sealed, Map<String, RecordShape> found) {
        for (var permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) found.put(permitted.getSimpleName(), new RecordShape(permitted));
            else shapes(permitted, found);
        }
        return found;
    }
}
