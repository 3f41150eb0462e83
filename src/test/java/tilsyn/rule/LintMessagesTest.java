package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tilsyn.Round;
import tilsyn.decoder.FactJson;
import tilsyn.fact.Origin;
import tilsyn.fact.Tuning;
import tilsyn.source.RoutesBroken;

/**
 * Every message of the lint, with the file that earns it. The rows stand in {@code src/test/resources/tilsyn/lint/}; the
 * messages are found in the sources, so that a new one without a row is missed.
 */
class LintMessagesTest {
    private static final Path ROWS = Path.of("src/test/resources/tilsyn/lint");
    private static final Path CACHE = Path.of("target", "rulebook");
    private static final Path MAIN = Path.of("src/main/java/tilsyn");
    private static final Instant NOW = Instant.parse("2025-11-10T06:00:00Z");

    /** Ways in which a message is told; all texts in calls of these are messages. */
    private static final Set<String> TELLS = Set.of("problem", "add", "wrong", "missing", "Problem", "refuse", "put");

    private static final String OF_BYTES = "the second wall: the lint of texts refuses every known way to it first";
    private static final String OF_PARSER =
            "for what the engine's parser or compiler may come to give; no known file does";

    /** What no file can earn, each with its reason. */
    private static final Map<String, String> UNEARNED = Map.ofEntries(
            Map.entry("A rule can't reach %s.", OF_BYTES),
            Map.entry("A rule has no use for %s.", OF_BYTES),
            Map.entry("an array", OF_BYTES),
            Map.entry("A clause file holds rules and nothing else.", "the word 'query' is refused first"),
            Map.entry("Expected a condition about a field.", OF_PARSER),
            Map.entry("Can't be read as rules: %s", OF_PARSER),
            Map.entry("The compiler can't make Java of this.", OF_PARSER),
            Map.entry("The compiler gave up: %s: %s.", OF_PARSER),
            Map.entry("can't be listed: %s", "a folder that the machine can't read"),
            Map.entry("%s: expected %s, got %s", "told by rules test, see RulesTest"),
            Map.entry("rule failed: %s", "told by rules test, see RulesTest"),
            Map.entry("speaks of %s: %s", "told by rules retire, see RulesNewAndRetireTest"));

    record Row(String name, JsonNode node) {}

    /** With {@code -Dtilsyn.lint.write=true} the answers are written into the rows instead; read them before you keep them. */
    private static void write() throws Exception {
        var yaml = new ObjectMapper(new YAMLFactory()
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));
        try (var files = Files.list(ROWS)) {
            for (var file : files.sorted().toList()) {
                var nodes = yaml.readTree(Files.readString(file));
                for (var node : nodes) {
                    var says = ((ObjectNode) node).putArray("says");
                    said(new Row("", node)).forEach(says::add);
                }
                Files.writeString(file, yaml.writeValueAsString(nodes));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> each_bad_file_is_answered_with_exactly_these_words() throws Exception {
        if (Boolean.getBoolean("tilsyn.lint.write")) write();
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    var says = new ArrayList<String>();
                    row.node().path("says").forEach(text -> says.add(text.asText()));
                    assertThat(says).isNotEmpty();
                    assertThat(said(row)).isEqualTo(says);
                }));
    }

    @Test
    void every_message_in_the_sources_has_a_row() throws Exception {
        var said = new ArrayList<String>();
        for (var row : rows()) row.node().path("says").forEach(text -> said.add(text.asText()));
        var messages = messages();

        assertThat(messages).hasSizeGreaterThan(90);
        assertThat(messages)
                .as("messages that no row of %s earns", ROWS)
                .filteredOn(message -> !UNEARNED.containsKey(message))
                .filteredOn(message -> {
                    var pattern = pattern(message);
                    return said.stream().noneMatch(text -> pattern.matcher(text).find());
                })
                .isEmpty();
        assertThat(messages).as("reasons for messages that are gone").containsAll(UNEARNED.keySet());
    }

    private static Pattern pattern(String message) {
        var parts = message.split("%[sd]", -1);
        var pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++)
            pattern.append(i == 0 ? "" : ".*?").append(Pattern.quote(parts[i]));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static List<Row> rows() throws Exception {
        var yaml = new ObjectMapper(new YAMLFactory());
        var rows = new ArrayList<Row>();
        try (var files = Files.list(ROWS)) {
            for (var file : files.sorted().toList()) {
                int number = 0;
                for (var node : yaml.readTree(Files.readString(file)))
                    rows.add(new Row("%s %d".formatted(file.getFileName(), ++number), node));
            }
        }
        return rows;
    }

    /** What is wrong, as people read it, sorted; places are named from the rules folder on. */
    private static List<String> said(Row row) throws Exception {
        var temporary = Files.createTempDirectory("lint");
        var folder = Folder.in(temporary);
        var node = row.node();
        var file = node.path("file").asText();
        if (node.has("write")) folder.with(file, node.path("write").asText());
        if (node.has("from")) {
            var text = Files.readString(folder.rules().resolve(file));
            assertThat(text).contains(node.path("from").asText());
            folder.with(
                    file,
                    text.replace(node.path("from").asText(), node.path("to").asText()));
        }
        if (node.path("times").asInt(1) > 1)
            folder.with(
                    file, node.path("write").asText().repeat(node.path("times").asInt()));
        for (var names = node.path("also").fieldNames(); names.hasNext(); ) {
            var name = names.next();
            folder.with(name, node.path("also").path(name).asText());
        }
        if (node.has("latin1"))
            Files.write(
                    folder.rules().resolve(file), node.path("latin1").asText().getBytes(StandardCharsets.ISO_8859_1));
        if (node.has("only")) folder = new Folder(temporary.resolve("other")).with("README.md", "");
        if (node.has("delete"))
            Files.delete(folder.rules().resolve(node.path("delete").asText()));
        var said = new ArrayList<String>();
        try {
            if (node.has("routes")) routes(temporary, node.path("routes"));
            else if (node.has("tuning"))
                Rulebook.load(folder.rules(), CACHE)
                        .refused(List.of(tuning(node.path("tuning"))), Set.of("FJ-APP01"), NOW)
                        .forEach(problem -> said.add(problem.toString()));
            else {
                Rulebook.load(folder.rules(), CACHE);
                Scenarios.read(folder.rules(), FactJson::read);
            }
        } catch (RulesBroken broken) {
            broken.problems().forEach(problem -> said.add(problem.toString()));
        } catch (RoutesBroken broken) {
            broken.problems().forEach(problem -> said.add(problem.toString()));
        }
        var types = String.join(", ", FactTypes.all().keySet());
        return said.stream()
                .map(text -> text.replace(temporary + "/", "").replace(types, "<all fact types>"))
                .sorted()
                .toList();
    }

    private static void routes(Path temporary, JsonNode files) throws Exception {
        var routes = temporary.resolve("routes");
        if (!files.isEmpty()) Files.createDirectories(routes);
        for (var names = files.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            Files.writeString(routes.resolve(name), files.path(name).asText());
        }
        Round.tryRoutes(routes, temporary.resolve("data"), NOW);
    }

    private static Tuning tuning(JsonNode node) {
        return new Tuning(
                node.path("item").asText(),
                node.path("parameter").asText(),
                node.path("host").asText(),
                node.path("value").asText(),
                "Kari",
                "slow",
                NOW,
                new Origin("tuning.yaml", 2, -1, "", "", "", "", NOW));
    }

    /** The texts in calls that tell what is wrong, in the sources of the lint. */
    private static Set<String> messages() throws Exception {
        var files = new ArrayList<Path>();
        try (var rule = Files.list(MAIN.resolve("rule"))) {
            files.addAll(rule.filter(file -> file.toString().endsWith(".java")).toList());
        }
        files.add(MAIN.resolve("derive/SignatureReader.java"));
        files.add(MAIN.resolve("derive/SignatureNode.java"));
        files.add(MAIN.resolve("source/RouteFiles.java"));
        files.add(MAIN.resolve("source/Routes.java"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, null, null, manager.getJavaFileObjects(files.toArray(Path[]::new)));
            var found = new TreeSet<String>();
            for (var unit : task.parse()) new Messages(found).scan(unit, false);
            return found;
        }
    }

    /** Collects texts with a space in them, wherever a call tells something. */
    private static final class Messages extends TreeScanner<Void, Boolean> {
        private final Set<String> found;

        private Messages(Set<String> found) {
            this.found = found;
        }

        @Override
        public Void visitMethodInvocation(com.sun.source.tree.MethodInvocationTree call, Boolean told) {
            var name = call.getMethodSelect().toString().replaceFirst("(?s).*\\.", "");
            return super.visitMethodInvocation(call, told || TELLS.contains(name));
        }

        @Override
        public Void visitNewClass(com.sun.source.tree.NewClassTree made, Boolean told) {
            var name = made.getIdentifier().toString().replaceFirst(".*\\.", "");
            return super.visitNewClass(made, told || TELLS.contains(name));
        }

        @Override
        public Void visitMethod(com.sun.source.tree.MethodTree method, Boolean told) {
            return super.visitMethod(method, method.getName().contentEquals("refusal"));
        }

        @Override
        public Void visitBinary(BinaryTree sum, Boolean told) {
            if (sum.getKind() != Tree.Kind.PLUS) return super.visitBinary(sum, told);
            if (told) keep(folded(sum));
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Boolean told) {
            if (told && literal.getValue() instanceof String text) keep(text);
            return null;
        }

        private static String folded(Tree tree) {
            if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS)
                return folded(sum.getLeftOperand()) + folded(sum.getRightOperand());
            if (tree instanceof com.sun.source.tree.ParenthesizedTree inner) return folded(inner.getExpression());
            return tree instanceof LiteralTree literal && literal.getValue() instanceof String text ? text : "%s";
        }

        private void keep(String text) {
            // a rule that Tilsyn writes itself
            if (text.startsWith("rule \"%s\"\nwhen")) return;
            if (text.strip().contains(" ")
                    && text.chars().filter(Character::isLetter).count() > 5) found.add(text);
        }
    }
}
