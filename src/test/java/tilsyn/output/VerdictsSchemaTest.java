package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsSchemaTest {
    private static final Path FILE = Path.of("docs/verdicts.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode text = read();
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);

    @Test
    void what_is_written_is_what_the_schema_promises() throws IOException {
        assertThat(schema.validate(verdicts(Sample.fjordvik()))).isEmpty();
        assertThat(schema.validate(verdicts(Sample.empty().reading()))).isEmpty();
    }

    @Test
    void every_field_that_is_written_is_described_and_every_described_one_is_written() throws IOException {
        var written = new ArrayList<String>();
        fields("", verdicts(Sample.fjordvik()), written);

        assertThat(written.stream().filter(field -> !field.startsWith("score.areas.")))
                .containsExactlyInAnyOrderElementsOf(described());
        assertThat(text.findValues("properties"))
                .allSatisfy(properties -> assertThat(properties).isNotEmpty());
    }

    @Test
    void a_pass_without_a_source_line_breaks_the_promise() throws IOException {
        var verdicts = verdicts(Sample.fjordvik());
        for (var verdict : verdicts.path("verdicts"))
            if (verdict.path("verdict").asText().equals("PASS")) ((ObjectNode) verdict).putArray("cited");

        assertThat(schema.validate(verdicts)).isNotEmpty();
    }

    @Test
    void no_evidence_without_a_reason_breaks_the_promise() throws IOException {
        var verdicts = verdicts(Sample.fjordvik());
        for (var verdict : verdicts.path("verdicts")) ((ObjectNode) verdict).put("reason", "");

        assertThat(schema.validate(verdicts)).isNotEmpty();
    }

    /** As dotted paths, without the list of fields that a map's keys make. */
    private List<String> described() {
        var described = new ArrayList<String>();
        described("", text, described);
        return described;
    }

    private void described(String path, JsonNode node, List<String> into) {
        var resolved = node.has("$ref") ? text.at(node.path("$ref").asText().substring(1)) : node;
        if (resolved.has("items")) described(path, resolved.path("items"), into);
        resolved.path("properties").fields().forEachRemaining(field -> {
            var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            into.add(name);
            assertThat(field.getValue().has("description") || field.getValue().has("$ref"))
                    .as("%s is described", name)
                    .isTrue();
            described(name, field.getValue(), into);
        });
    }

    private static void fields(String path, JsonNode node, List<String> into) {
        if (node.isArray()) for (var element : node) fields(path, element, into);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            var full = path.isEmpty() ? name : path + "." + name;
            if (!into.contains(full)) into.add(full);
            fields(full, node.path(name), into);
        }
    }

    private static JsonNode verdicts(Sample sample) throws IOException {
        var out = new StringWriter();
        new VerdictsJson().write(sample.results(), out);
        return JSON.readTree(out.toString());
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(FILE));
        } catch (IOException missing) {
            throw new AssertionError(FILE + " can't be read", missing);
        }
    }
}
