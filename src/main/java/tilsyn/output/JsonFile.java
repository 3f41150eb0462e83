package tilsyn.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/** JSON as every output writes it: two spaces, one line end on any machine, and one at the end. */
final class JsonFile {
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private JsonFile() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static void write(ObjectNode tree, Writer out) throws IOException {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        JSON.writer(printer).writeValue(out, tree);
        out.write('\n');
    }
}
