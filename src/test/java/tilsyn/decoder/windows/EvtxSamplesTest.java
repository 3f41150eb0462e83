package tilsyn.decoder.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tilsyn.decoder.Reading;
import tilsyn.fact.LogEvent;

/** What other readers of event log files say of captured ones, given as {@code -Dtilsyn.samples=FOLDER}. */
@EnabledIfSystemProperty(named = "tilsyn.samples", matches = ".+")
class EvtxSamplesTest {
    private static final Path WINDOWS =
            Path.of(System.getProperty("tilsyn.samples", ".")).resolve("windows");

    @Test
    void a_capture_has_as_many_events_as_its_index_says() throws IOException {
        var wrong = new ArrayList<String>();
        for (var row : Files.readAllLines(WINDOWS.resolve("INDEX.tsv"))) {
            var fields = row.split("\t", -1);
            if (!fields[1].equals("evtx")) continue;
            int events = read(fields[0]).events().size();
            if (events != Integer.parseInt(fields[5])) wrong.add(fields[0] + ": " + events + ", not " + fields[5]);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void events_say_what_libevtx_reads_in_them() throws IOException {
        int compared = 0;
        for (var file : expected(".xml.gz")) {
            var ours = byRecord(read(capture(file)).events());
            for (var theirs : xml(file)) {
                compared++;
                assertThat(said(ours.get(theirs.recordId()))).isEqualTo(said(theirs));
            }
        }
        assertThat(compared).isGreaterThan(15_000);
    }

    @Test
    void events_say_what_the_rust_reader_reads_in_them() throws IOException {
        for (var file : expected(".rust.json")) {
            var json = new ObjectMapper().readTree(file.toFile()).path("Event");
            var ours = read(capture(file)).events().get(0);
            var system = json.path("System");
            assertThat(ours.eventId()).isEqualTo(number(system.path("EventID")));
            assertThat(ours.recordId()).isEqualTo(system.path("EventRecordID").asLong());
            assertThat(ours.host()).isEqualTo(system.path("Computer").asText());
            assertThat(ours.channel()).isEqualTo(system.path("Channel").asText());
            var data = new TreeMap<String, String>();
            fields(json.path("EventData"), data);
            fields(json.path("UserData"), data);
            data.forEach((name, value) ->
                    assertThat(ours.data(name).strip()).as(name).isEqualTo(value.strip()));
            assertThat(ours.data()).hasSameSizeAs(data);
        }
    }

    private static int number(JsonNode value) {
        return value.isObject() ? value.path("#text").asInt() : value.asInt();
    }

    private static void fields(JsonNode node, Map<String, String> data) {
        node.fields().forEachRemaining(field -> {
            if (field.getKey().startsWith("#") || field.getKey().equals("xmlns")) return;
            if (field.getValue().isObject()) fields(field.getValue(), data);
            else if (!field.getValue().isNull() && !field.getValue().asText().isBlank())
                data.put(field.getKey(), braced(field.getValue().asText().replace("\r\n", "\n")));
        });
    }

    /** Windows puts braces around what names a thing for good. */
    private static String braced(String value) {
        return value.matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}") ? "{" + value + "}" : value;
    }

    private static List<LogEvent> xml(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return Reading.with(new EventXmlDecoder(), file.toString(), in.readAllBytes())
                    .events();
        }
    }

    private static Map<Long, LogEvent> byRecord(List<LogEvent> events) {
        var by = new HashMap<Long, LogEvent>();
        for (var event : events) by.put(event.recordId(), event);
        return by;
    }

    /** Without what libevtx writes otherwise than Windows: numbers padded with zeros, times of nine digits. */
    private static List<Object> said(LogEvent event) {
        var data = new TreeMap<String, String>();
        event.data()
                .forEach((name, value) -> data.put(
                        name,
                        value.toLowerCase(Locale.ROOT)
                                .replaceAll("0x0+(?=[0-9a-f])", "0x")
                                .replaceAll("(\\.\\d{7})00z", "$1z")));
        return List.of(
                event.host(), event.channel(), event.provider(), event.eventId(), event.level(), event.time(), data);
    }

    private static Reading read(String file) throws IOException {
        return Reading.with(new EvtxDecoder(), file, Files.readAllBytes(WINDOWS.resolve(file)));
    }

    private static String capture(Path expected) {
        var name = expected.getFileName().toString();
        int end = name.indexOf(".evtx.");
        return "evtx/" + (end < 0 ? name.substring(0, name.indexOf(".rust.json")) : name.substring(0, end)) + ".evtx";
    }

    private static List<Path> expected(String ending) throws IOException {
        try (var files = Files.list(WINDOWS.resolve("evtx-expected"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
