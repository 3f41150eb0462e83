package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import tilsyn.Exports;
import tilsyn.decoder.Decoders;
import tilsyn.output.Export;

class FormatsTest {
    private final StringWriter out = new StringWriter();

    @Test
    void every_format_is_listed_with_the_advice_that_check_and_report_give() {
        for (var language : new String[] {"nb", "en"}) {
            run("formats", "--lang", language);

            assertThat(Decoders.all())
                    .allSatisfy(decoder -> assertThat(out.toString())
                            .contains("  " + decoder.format().id() + "  ")
                            .contains(Exports.of(decoder.format()).advice(language)));
        }
    }

    @Test
    void every_format_has_a_norwegian_name_and_no_name_is_of_none() throws Exception {
        var names = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/tilsyn/exports-nb.properties"))) {
            names.load(reader);
        }
        var ids = Decoders.all().stream().map(decoder -> decoder.format().id()).toList();

        assertThat(names.stringPropertyNames()).containsAll(ids);
        assertThat(names.stringPropertyNames()).allMatch(name -> ids.contains(name.replaceFirst("\\.export$", "")));
    }

    @Test
    void what_is_told_in_words_is_told_in_norwegian_too() {
        assertThat(Exports.all())
                .filteredOn(
                        export -> export.command().en().matches("(?s)export columns .*|.*\\((daily|first|likewise) .*"))
                .filteredOn(
                        export -> export.command().nb().equals(export.command().en()))
                .extracting(Export::title)
                .isEmpty();
    }

    @Test
    void json_names_family_command_and_items_of_every_format() throws Exception {
        run("formats", "-o", "json", "--lang", "en");

        var list = new ObjectMapper().readTree(out.toString());
        assertThat(list).hasSameSizeAs(Decoders.all());
        var df = list.findValues("id").indexOf(new ObjectMapper().readTree("\"df\""));
        assertThat(list.get(df).toString())
                .isEqualTo(
                        "{'id':'df','family':'hardware','title':'Free space of file systems (df)',".replace('\'', '"')
                                + "\"export\":\"df -P -B1 > df-HOST-$(date +%Y%m%dT%H%M).txt   (daily)\","
                                + "\"items\":[\"OPS-03\",\"BCK-03\"]}");
    }

    @Test
    void formats_stand_below_the_heading_of_their_family() {
        run("formats", "--lang", "en");

        var text = out.toString();
        assertThat(text.indexOf("Hardware and disk space"))
                .isGreaterThan(text.indexOf("  restic-json  "))
                .isLessThan(text.indexOf("  df  "));
    }

    private void run(String... args) {
        assertThat(Main.commandLine(Clock.systemUTC())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(out, true))
                        .execute(args))
                .isEqualTo(ExitCode.FINE);
    }
}
