package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.output.Output;
import tilsyn.output.Outputs;
import tilsyn.output.Results;
import tilsyn.output.VerdictsJson;
import tilsyn.trace.Archive;
import tilsyn.trace.Trace;

/** The example customer with a password, an identity number and an e-mail address in every line of its logs. */
class MaskedTest {
    private static final String PASSWORD = "Hemmelig25";
    private static final String PERSON = "01810012311";
    private static final String NAME = "kari.nordmann";
    private static final String KEY = "MIIEowIBAAKCAQEAMadeUpForThisTest0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private static Results results;

    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @BeforeAll
    static void judge(@TempDir Path temp) throws Exception {
        var folder = temp.resolve("in");
        data = temp.resolve("data");
        Checks.copy(Checks.FOLDER, folder);
        try (var files = Files.walk(folder.resolve("syslog"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) spoil(file);
        }
        Files.writeString(
                folder.resolve("syslog/FJ-DC01-key.log"),
                Stream.of("-----BEGIN RSA PRIVATE KEY-----", KEY, "cut off " + KEY, "-----END RSA PRIVATE KEY-----")
                        .map(line -> "<27>1 2025-11-09T23:32:17.000000+01:00 fj-dc01 deploy 812 - - error: " + line)
                        .collect(Collectors.joining("\n", "", "\nno line of a log " + KEY + "\n")));
        results = Checks.check(folder, data, Checks.FINAL);
    }

    private static void spoil(Path file) throws IOException {
        var lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        Files.writeString(
                file,
                lines.stream()
                        .map(line ->
                                line + " password=%s fnr %s mail %s@fjordvik.example".formatted(PASSWORD, PERSON, NAME))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void no_output_no_export_and_no_trace_shows_any_of_it() throws Exception {
        var outputs = new ArrayList<Output>(Outputs.all());
        outputs.addAll(Outputs.onRequest().values());

        for (var output : outputs)
            assertThat(written(output)).as(output.file()).doesNotContain(PASSWORD, PERSON, NAME, KEY);
        assertThat(Files.readString(Round.trace(data))).doesNotContain(PASSWORD, PERSON, NAME, KEY);
    }

    @Test
    void readers_see_that_and_how_often_something_was_hidden() throws Exception {
        var masked = JSON.readTree(written(new VerdictsJson())).path("masked");

        for (var mask : List.of("password", "fodselsnummer", "e-mail")) {
            assertThat(masked.path(mask).asInt()).as(mask).isPositive();
            assertThat(written(Outputs.all().get(0))).contains(mask + " (");
        }
    }

    @Test
    void the_archive_keeps_no_source_line_of_it() throws Exception {
        var kept = Kept.all(data).get(0);
        var facts = Replay.facts(new Archive(data), kept.facts());

        assertThat(facts.values())
                .flatExtracting(known -> known)
                .extracting(fact -> fact.origin().raw())
                .noneMatch(raw -> raw.contains(KEY))
                .anyMatch(raw -> raw.contains("error: [masked: private-key]"));
        assertThat(results.accounting().rejections())
                .noneMatch(rejection -> rejection.origin().raw().contains(KEY));
    }

    @Test
    void the_trace_of_masked_lines_is_whole_and_names_the_files_as_they_are() throws Exception {
        assertThat(Trace.firstBroken(results.trace())).isZero();
        assertThat(String.join("\n", results.trace())).contains("[masked: password]");
    }

    @Test
    void nothing_of_the_example_customer_is_masked(@TempDir Path temp) throws Exception {
        var out = new StringWriter();
        new VerdictsJson().write(Checks.check(Checks.FOLDER, temp, Checks.FINAL), out);

        assertThat(JSON.readTree(out.toString()).path("masked")).isEmpty();
    }

    private static String written(Output output) throws IOException {
        var out = new StringWriter();
        output.write(results, out);
        return out.toString();
    }
}
