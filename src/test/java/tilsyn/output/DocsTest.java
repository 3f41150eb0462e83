package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables in the docs name the fields that are written, and no others. */
class DocsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

    @Test
    void every_field_of_the_trace_is_described_and_every_described_one_is_written() throws IOException {
        var trace = lines(new TraceJson());

        assertThat(described("docs/trace.md", "The assessment")).isEqualTo(fields(trace.get(0)));
        assertThat(described("docs/trace.md", "The end")).isEqualTo(fields(trace.get(trace.size() - 1)));
        var verdict = trace.stream()
                .filter(line -> line.path("verdict").asText().equals("FAIL"))
                .findFirst()
                .orElseThrow();
        var named = fields(verdict);
        named.addAll(fields(verdict.path("cited").path(0)));
        assertThat(described("docs/trace.md", "A verdict")).isEqualTo(named);
    }

    @Test
    void every_field_inside_a_verdict_of_the_trace_is_named() throws IOException {
        var text = Files.readString(Path.of("docs/trace.md"));

        for (var line : lines(new TraceJson()))
            for (var group : List.of("parameters", "matched", "suppressed", "evidence"))
                for (var entry : line.path(group)) assertThat(text).contains(quoted(fields(entry)));
    }

    @Test
    void every_field_of_a_ticket_is_described_and_every_described_one_is_written() throws IOException {
        var written = new TreeSet<>(Set.of("heldFor"));
        for (var line : lines(new TicketsJson())) written.addAll(fields(line));

        assertThat(described("docs/tickets.md", "")).isEqualTo(written);
    }

    private static List<JsonNode> lines(Output output) throws IOException {
        var out = new StringWriter();
        output.write(Sample.fjordvik().results(), out);
        var lines = new java.util.ArrayList<JsonNode>();
        for (var line : out.toString().lines().toList()) lines.add(JSON.readTree(line));
        return lines;
    }

    private static Set<String> fields(JsonNode node) {
        var fields = new TreeSet<String>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static List<String> quoted(Set<String> fields) {
        return fields.stream().map(field -> "`" + field + "`").toList();
    }

    /** What the first column of the section's tables names. */
    private static Set<String> described(String file, String section) throws IOException {
        var text = Files.readString(Path.of(file));
        int start = section.isEmpty() ? 0 : text.indexOf("## " + section);
        int end = section.isEmpty() ? -1 : text.indexOf("\n## ", start);
        var names = new TreeSet<String>();
        for (var line :
                text.substring(start, end < 0 ? text.length() : end).lines().toList())
            if (line.startsWith("| `")) {
                var name = NAME.matcher(line.substring(0, line.indexOf('|', 1)));
                while (name.find()) names.add(name.group(1));
            }
        return names;
    }
}
