package tilsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tilsyn.decoder.Decoder;
import tilsyn.decoder.Decoders;
import tilsyn.decoder.Reading;
import tilsyn.decoder.Sink;
import tilsyn.fact.Fact;
import tilsyn.fact.Origin;
import tilsyn.source.Direct;
import tilsyn.source.Settings;

/** Input made to take a reader's memory, time or secrets is refused, and a line says so. */
@Timeout(60)
class BombsTest {
    private static final String EVENT = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            + "<Provider Name='p'/><EventID>%s</EventID><TimeCreated SystemTime='2025-11-09T05:25:01Z'/>"
            + "<Channel>System</Channel><Computer>A</Computer></System></Event>";
    private static final String LOL = "<!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>";
    private static final String ALIASES = "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\n"
            + "c: &c [*b, *b, *b, *b, *b, *b, *b]\ninventory: [*c, *c, *c, *c, *c, *c, *c]\n";

    @TempDir
    Path temp;

    @Test
    void entities_of_a_document_type_are_neither_expanded_nor_fetched() {
        for (var type : List.of(LOL, "<!DOCTYPE l [<!ENTITY c SYSTEM 'file:///etc/passwd'>]>")) {
            var read = read("event-xml", type + "<Events>" + EVENT.formatted("&c;") + "</Events>");

            assertThat(read.facts).isEmpty();
            assertThat(read.rejected).anyMatch(reason -> reason.startsWith("declares a document type"));
        }
    }

    @Test
    void no_alias_of_yaml_is_followed() {
        assertThat(read("inventory", ALIASES).rejected).anyMatch(reason -> reason.contains("refers to the anchor 'a'"));
    }

    @Test
    void no_tag_of_yaml_makes_anything() {
        var read = read("inventory", "inventory: !!javax.script.ScriptEngineManager [ { id: a } ]\n");

        assertThat(read.facts).isEmpty();
        assertThat(read.rejected).anyMatch(reason -> reason.contains("carries the tag 'javax.script"));
    }

    @Test
    void a_tag_that_names_a_plain_type_is_none_of_those() {
        assertThat(read("customer", "customer: { id: !!str 4711, name: Fjordvik }\n").rejected)
                .isEmpty();
    }

    @Test
    void a_table_of_a_million_columns_is_not_read() {
        var head = read("volumes-csv", "time;host;volume;" + "a;".repeat(400_000) + "\n1;2;3\n");
        var row = read("volumes-csv", "time;host;volume;size_bytes;free_bytes\n" + "1;".repeat(400_000) + "\n");

        assertThat(head.rejected).containsExactly("a table of more than 500 columns; nothing of it is read");
        assertThat(row.rejected).containsExactly("has 400001 fields; the head line has 5");
    }

    @ParameterizedTest
    @CsvSource({
        "'[',                                 JSON nested deeper than 60 levels",
        "'{\"a\":',                           JSON nested deeper than 60 levels",
        "'a;',                                a table of more than 500 columns",
        "'<!DOCTYPE l [<!ENTITY a \"b\">]><', 'it declares a document type (DTD)'"
    })
    void a_file_that_no_decoder_takes_for_that_reason_says_so(String part, String reason) throws Exception {
        var file = Files.writeString(temp.resolve("bomb"), part.repeat(50_000));
        var rejected = new ArrayList<String>();

        Direct.read(new Settings(file, ZoneOffset.UTC, "", Instant.EPOCH), (name, format) -> taking(rejected));

        assertThat(rejected).singleElement().asString().startsWith("unknown format: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jsonDecoders")
    void json_without_bottom_or_with_endless_numbers_is_refused(String id) {
        for (var bomb :
                List.of("{\"a\":".repeat(100_000), "[".repeat(100_000), "[{\"Id\":" + "9".repeat(1 << 20) + "}]")) {
            var read = read(id, bomb);

            assertThat(read.facts).isEmpty();
            assertThat(read.rejected).isNotEmpty().noneMatch(String::isBlank);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void no_bomb_takes_more_memory_than_64_times_its_size_and_a_megabyte(Decoder decoder) throws Exception {
        for (var bomb : List.of(
                LOL + EVENT.formatted("&c;"),
                "{\"a\":".repeat(100_000),
                "[{\"Id\":" + "9".repeat(200_000) + "}]",
                ALIASES,
                "time;host;" + "a;".repeat(200_000),
                "x".repeat(1_200_000),
                "\n".repeat(100_000))) {
            var bytes = bomb.getBytes(StandardCharsets.UTF_8);

            assertThat(Footprint.of(decoder, bytes)).isLessThanOrEqualTo(Footprint.allowed(bytes));
        }
    }

    static List<String> jsonDecoders() {
        return Decoders.all().stream()
                .map(decoder -> decoder.format().id())
                .filter(id -> id.endsWith("-json") && !id.equals("restic-json"))
                .toList();
    }

    static List<Decoder> decoders() {
        return Decoders.all();
    }

    private static Reading read(String format, String text) {
        return Reading.with(Decoders.byId(format).orElseThrow(), text);
    }

    private static Sink taking(List<String> rejected) {
        return new Sink() {
            @Override
            public void fact(Fact fact) {
                rejected.add("read: " + fact);
            }

            @Override
            public void ignored(String why) {
                rejected.add("ignored: " + why);
            }

            @Override
            public void rejected(Origin origin, String reason) {
                rejected.add(reason);
            }
        };
    }
}
