package tilsyn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tilsyn.Checks;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;

/** What other tools get to read: valid by their published schemas, and never healthier than the verdicts. */
class ExportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "=cmd|'/c calc'!A1\u0000\u001B[31m\u202E\uD800<&>\"]]>;\r\n\t@SUM(1)";

    /** Judged once for all tests. */
    @SuppressWarnings("NullAway.Init")
    private static Results fjordvik;

    @BeforeAll
    static void judge_the_example_customer(@TempDir Path temp) throws Exception {
        fjordvik = Checks.check(Checks.FOLDER, temp, Checks.FINAL);
    }

    static Set<String> names() {
        return Outputs.onRequest().keySet();
    }

    @Test
    void five_can_be_asked_for_and_none_is_written_unasked() {
        assertThat(names()).containsExactly("csv", "hdf", "junit", "oscal", "sarif");
        assertThat(Outputs.all()).extracting(Output::file).doesNotContainAnyElementsOf(files());
    }

    private static List<String> files() {
        return Outputs.onRequest().values().stream().map(Output::file).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_is_valid_by_its_schema(String name) throws Exception {
        for (var sample :
                List.of(Sample.fjordvik(), Sample.fjordvik().in("en"), hostile(), Sample.empty(), allReasons()))
            assertValid(name, written(name, sample.results()));
    }

    @Test
    void a_schema_refuses_what_is_wrong() throws Exception {
        var sarif = JSON.readTree(written("sarif", Sample.fjordvik().results()));
        ((ObjectNode) sarif.at("/runs/0/results/0")).put("kind", "fine");
        var hdf = JSON.readTree(written("hdf", Sample.fjordvik().results()));
        ((ObjectNode) hdf.at("/profiles/0/controls/0/results/0")).put("status", "fine");
        var oscal = JSON.readTree(written("oscal", Sample.fjordvik().results()));
        ((ObjectNode) oscal.at("/assessment-results/results/0/findings/0")).put("uuid", "1");
        var junit = written("junit", Sample.fjordvik().results()).replace("<testcase ", "<test ");

        assertThat(problems("sarif", sarif)).isNotEmpty();
        assertThat(problems("hdf", hdf)).isNotEmpty();
        var impact = JSON.readTree(written("hdf", Sample.fjordvik().results()));
        ((ObjectNode) impact.at("/profiles/0/controls/0")).put("impact", 1.1);
        assertThat(problems("hdf", impact)).isNotEmpty();
        assertThat(problems("oscal", oscal)).isNotEmpty();
        assertThatThrownBy(() -> validateXml(junit.replace("</testcase>", "</test>")))
                .isInstanceOf(SAXException.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void only_a_pass_reads_as_passed_whatever_the_reason_or_what_is_agreed(String name) throws Exception {
        for (var sample : List.of(Sample.fjordvik(), allReasons(), everythingWaived())) {
            var results = sample.results();
            for (var judged : read(name, written(name, results)))
                assertThat(judged.healthy()).as("%s in %s", judged, name).isEqualTo(judged.verdict() == Outcome.PASS);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_nobody_can_say_is_told_apart_from_health_and_from_what_does_not_apply(String name) throws Exception {
        var words = new EnumMap<Outcome, Set<String>>(Outcome.class);
        for (var judged : read(name, written(name, Sample.fjordvik().results())))
            words.computeIfAbsent(judged.verdict(), any -> new TreeSet<>()).add(judged.word());

        assertThat(words.get(Outcome.NO_EVIDENCE))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(words.get(Outcome.PASS))
                .doesNotContainAnyElementsOf(words.get(Outcome.NOT_APPLICABLE));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_example_customer_s_counts_come_out(String name) throws Exception {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        for (var judged : read(name, written(name, fjordvik))) counts.merge(judged.verdict(), 1, Integer::sum);

        assertThat(counts)
                .isEqualTo(Map.of(
                        Outcome.PASS, 132,
                        Outcome.WARN, 19,
                        Outcome.FAIL, 35,
                        Outcome.NO_EVIDENCE, 9,
                        Outcome.NOT_APPLICABLE, 10));
        assertValid(name, written(name, fjordvik));
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_accepted_risk_is_shown_and_the_verdict_stays(String name) throws Exception {
        var fail = Sample.fail("FJ-DC01", Sample.DISK, "D:", Map.of("free", "1", "days", "1"));
        var open = written(name, Sample.empty().add(fail).results());
        var waived = written(name, Sample.empty().add(Sample.waived(fail)).results());

        assertThat(waived).contains("W-2025-07", "Marit Fjordvik", "2025-12-31", "waived");
        assertThat(open).doesNotContain("W-2025-07");
        assertThat(read(name, waived)).isEqualTo(read(name, open));
    }

    @Test
    void sarif_suppresses_an_accepted_risk_but_never_what_nobody_can_say() throws Exception {
        var results =
                JSON.readTree(written("sarif", everythingWaived().results())).at("/runs/0/results");

        for (var result : results)
            assertThat(result.has("suppressions"))
                    .isEqualTo(result.path("kind").asText().equals("fail"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_same_results_give_the_same_bytes(String name) throws Exception {
        assertThat(written(name, Sample.fjordvik().results()))
                .isEqualTo(written(name, Sample.fjordvik().results()));
    }

    @Test
    void names_in_oscal_are_version_5_and_each_thing_has_its_own() throws Exception {
        var result = JSON.readTree(written("oscal", fjordvik)).at("/assessment-results/results/0");
        var uuids = new ArrayList<String>();
        for (var group : List.of("findings", "observations"))
            result.path(group).forEach(node -> uuids.add(node.path("uuid").asText()));
        result.at("/local-definitions/inventory-items")
                .forEach(node -> uuids.add(node.path("uuid").asText()));

        assertThat(uuids).doesNotHaveDuplicates().allMatch(uuid -> uuid.charAt(14) == '5');
    }

    @Test
    void every_oscal_finding_rests_on_an_observation_of_a_subject_that_is_there() throws Exception {
        var result = JSON.readTree(written("oscal", fjordvik)).at("/assessment-results/results/0");
        var observed = new TreeSet<String>();
        result.path("observations")
                .forEach(node -> observed.add(node.path("uuid").asText()));
        var subjects = new TreeSet<String>();
        result.at("/local-definitions/inventory-items")
                .forEach(node -> subjects.add(node.path("uuid").asText()));

        assertThat(result.path("findings"))
                .isNotEmpty()
                .allMatch(finding -> observed.contains(
                        finding.at("/related-observations/0/observation-uuid").asText()));
        assertThat(result.path("observations"))
                .allMatch(node ->
                        subjects.contains(node.at("/subjects/0/subject-uuid").asText()));
    }

    @Test
    void every_sarif_result_points_at_the_rule_it_names() throws Exception {
        var run = JSON.readTree(written("sarif", fjordvik)).at("/runs/0");

        for (var result : run.path("results"))
            assertThat(run.at("/tool/driver/rules")
                            .path(result.path("ruleIndex").asInt())
                            .path("id"))
                    .isEqualTo(result.path("ruleId"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "=1+1~'=1+1",
                "+47 22~'+47 22",
                "-1~'-1",
                "@SUM(A1)~'@SUM(A1)",
                "  =1~'  =1",
                "|cmd~'|cmd",
                "＝1~'＝1",
                "FJ-APP01~FJ-APP01",
                "a=b~a=b"
            })
    void no_cell_of_the_csv_is_a_formula(String written, String shown) {
        assertThat(VerdictsCsv.safe(written)).isEqualTo(shown);
    }

    @Test
    void a_tab_or_line_end_before_a_formula_hides_nothing() {
        assertThat(VerdictsCsv.safe("\t=1")).startsWith("'");
        assertThat(VerdictsCsv.safe("\r=1")).startsWith("'");
        assertThat(VerdictsCsv.safe("\n=1")).startsWith("'");
    }

    @Test
    void the_csv_opens_as_a_table_in_a_norwegian_spreadsheet() throws Exception {
        var csv = written("csv", hostile().results());

        assertThat(csv).startsWith("\uFEFF\"customer\";\"asOf\";").endsWith("\r\n");
        assertThat(cells(csv))
                .allSatisfy(row -> assertThat(row)
                        .hasSize(cells(csv).get(0).size())
                        .allMatch(cell -> cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0));
    }

    /** @param healthy what the tool that reads it would show as fine */
    private record Judged(String subject, String item, Outcome verdict, String word, boolean healthy) {}

    private static List<Judged> read(String name, String text) throws Exception {
        return switch (name) {
            case "junit" -> junit(text);
            case "sarif" -> sarif(JSON.readTree(text));
            case "hdf" -> hdf(JSON.readTree(text));
            case "oscal" -> oscal(JSON.readTree(text));
            case "csv" -> csv(text);
            default -> throw new AssertionError("nobody reads " + name + " yet");
        };
    }

    /** Passed is what has no child that says otherwise. */
    private static List<Judged> junit(String text) throws Exception {
        var judged = new ArrayList<Judged>();
        var cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            var element = (Element) cases.item(i);
            var word = List.of("error", "failure", "skipped").stream()
                    .filter(child -> element.getElementsByTagName(child).getLength() > 0)
                    .findFirst()
                    .orElse("");
            judged.add(new Judged(
                    element.getAttribute("classname"),
                    element.getAttribute("name").split(" ")[0],
                    Outcome.valueOf(element.getAttribute("status")),
                    word,
                    word.isEmpty()));
        }
        return judged;
    }

    private static List<Judged> sarif(JsonNode root) {
        var judged = new ArrayList<Judged>();
        for (var result : root.at("/runs/0/results")) {
            var kind = result.path("kind").asText();
            assertThat(result.path("level").asText().equals("none")).isEqualTo(!kind.equals("fail"));
            judged.add(judged(result.path("properties"), kind, kind.equals("pass")));
        }
        return judged;
    }

    /** As inspecjs 2.12.6 computes it: error first, then impact 0, then failed, passed and skipped. */
    private static List<Judged> hdf(JsonNode root) {
        var judged = new ArrayList<Judged>();
        for (var control : root.at("/profiles/0/controls")) {
            assertThat(control.has("waiver_data"))
                    .as("it would make all of it not applicable")
                    .isFalse();
            assertThat(control.path("results")).hasSize(1);
            var status = control.at("/results/0/status").asText();
            var word = status.equals("error")
                    ? "Profile Error"
                    : control.path("impact").asDouble() == 0 ? "Not Applicable" : status;
            judged.add(judged(control.path("tags"), word, word.equals("passed")));
        }
        return judged;
    }

    private static List<Judged> oscal(JsonNode root) {
        var judged = new ArrayList<Judged>();
        var states = new HashMap<String, String>();
        var result = root.at("/assessment-results/results/0");
        for (var finding : result.path("findings"))
            states.put(
                    finding.at("/related-observations/0/observation-uuid").asText(),
                    finding.at("/target/status/state").asText());
        for (var observation : result.path("observations")) {
            var properties = JSON.createObjectNode();
            observation
                    .path("props")
                    .forEach(prop -> properties.set(prop.path("name").asText(), prop.path("value")));
            var state = states.getOrDefault(observation.path("uuid").asText(), "");
            judged.add(judged(properties, state, state.equals("satisfied")));
        }
        return judged;
    }

    private static List<Judged> csv(String text) {
        var rows = cells(text);
        var columns = rows.get(0);
        return rows.subList(1, rows.size()).stream()
                .map(row -> {
                    var word = row.get(columns.indexOf("verdict"));
                    return new Judged(
                            row.get(columns.indexOf("subject")),
                            row.get(columns.indexOf("item")),
                            Outcome.valueOf(word),
                            word,
                            word.equals("PASS"));
                })
                .toList();
    }

    private static Judged judged(JsonNode properties, String word, boolean healthy) {
        return new Judged(
                properties.path("subject").asText(),
                properties.path("item").asText(),
                Outcome.valueOf(properties.path("verdict").asText()),
                word,
                healthy);
    }

    private static List<List<String>> cells(String csv) {
        var rows = new ArrayList<List<String>>();
        CsvReader.builder().fieldSeparator(';').ofCsvRecord(csv.substring(1)).forEach(row -> rows.add(row.getFields()));
        return rows;
    }

    private static void assertValid(String name, String text) throws Exception {
        switch (name) {
            case "junit" -> validateXml(text);
            case "csv" -> assertThat(cells(text)).isNotEmpty();
            default -> assertThat(problems(name, JSON.readTree(text))).isEmpty();
        }
    }

    private static Set<ValidationMessage> problems(String name, JsonNode tree) throws IOException {
        var file = Map.of(
                        "sarif", "sarif-2.1.0-rtm.5.json", "hdf", "hdf-exec-json.json", "oscal", "oscal-ar-1.1.2.json")
                .get(name);
        var version = name.equals("sarif") ? VersionFlag.V4 : VersionFlag.V7;
        try (var schema = schema(file)) {
            return JsonSchemaFactory.getInstance(version)
                    .getSchema(JSON.readTree(schema))
                    .validate(tree);
        }
    }

    private static void validateXml(String text) throws IOException, SAXException {
        var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        try (var schema = schema("jenkins-junit.xsd")) {
            factory.newSchema(new StreamSource(schema))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(text)));
        }
    }

    private static InputStream schema(String file) {
        return Objects.requireNonNull(ExportsTest.class.getResourceAsStream("/tilsyn/schemas/" + file), file);
    }

    private static String written(String name, Results results) throws IOException {
        var out = new StringWriter();
        Outputs.onRequest().get(name).write(results, out);
        return out.toString();
    }

    private static Sample allReasons() {
        var sample = Sample.empty();
        for (var reason : Reason.values()) sample.add(Sample.unknown("HOST-" + reason, Sample.DISK, reason));
        return sample;
    }

    private static Sample everythingWaived() {
        var sample = Sample.empty();
        for (var verdict : Sample.fjordvik().assessment().verdicts())
            sample.add(verdict.outcome() == Outcome.PASS ? verdict : Sample.waived(verdict));
        return sample;
    }

    /** Names and texts as strangers might write them. */
    private static Sample hostile() {
        return Sample.empty()
                .named(HOSTILE)
                .add(Sample.fail(HOSTILE, Sample.DISK, HOSTILE, Map.of("free", HOSTILE, "days", "")))
                .add(Sample.warn("-2+3", Sample.DISK, "@A1", Map.of("free", "=1", "days", "+1")))
                .add(Sample.pass(HOSTILE, Sample.BACKUP))
                .add(Sample.unknown(" " + HOSTILE, Sample.DISK, Reason.MISSING))
                .add(Sample.notApplicable(HOSTILE, Sample.RAID));
    }
}
