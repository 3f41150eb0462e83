package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.decoder.FactJson;

class DecodeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SYSLOG = """
            Nov  9 22:14:15 web01 sshd[12]: Accepted publickey for kari
            Nov  9 22:14:16 web01 sshd[12]: message repeated 3 times: [ Failed password for root]

            Nov 31 22:14:15 web01 sshd[12]: no such day
            """;

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void every_line_is_one_object_and_each_file_ends_with_its_summary() throws Exception {
        var file = write("a.log", SYSLOG);

        var lines = decode(file.toString());

        assertThat(lines)
                .extracting(line -> line.path("kind").asText())
                .containsExactly("fact", "fact", "fact", "fact", "ignored", "rejected", "summary");
        assertThat(lines.get(5).path("line").asInt()).isEqualTo(4);
        assertThat(lines.get(5).path("reason").asText()).contains("no such time");
        assertThat(lines.get(6).toString())
                .isEqualTo(("{'kind':'summary','file':'%s','format':'syslog','records':4,'facts':4,'ignored':1,"
                                + "'rejected':1}")
                        .formatted(file)
                        .replace('\'', '"'));
    }

    @Test
    void a_fact_is_whole_and_can_be_read_back() throws Exception {
        var fact = decode(write("a.log", SYSLOG).toString()).get(0).path("fact");

        assertThat(FactJson.write(FactJson.read(fact.toString()))).isEqualTo(fact.toString());
        assertThat(fact.path("time").asText()).isEqualTo("2025-11-09T21:14:15Z");
    }

    @Test
    void a_file_that_nobody_knows_is_rejected_and_its_format_is_null() throws Exception {
        var lines = decode(write("a.bin", "\u0000\u0001\u0002").toString());

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("kind").asText()).isEqualTo("rejected");
        assertThat(lines.get(1).path("format").isNull()).isTrue();
        assertThat(lines.get(1).path("rejected").asInt()).isEqualTo(1);
    }

    @Test
    void folders_and_zip_files_are_read_file_by_file() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));
        Files.writeString(folder.resolve("one.log"), SYSLOG);
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("two.zip")))) {
            zip.putNextEntry(new ZipEntry("df.txt"));
            zip.write(Files.readAllBytes(Path.of("fixtures/formats/df/df-HOST-20251109T0630.txt")));
        }

        var lines = decode(folder.toString(), write("empty", "").toString());

        assertThat(lines)
                .filteredOn(line -> line.path("kind").asText().equals("summary"))
                .extracting(line ->
                        line.path("file").asText() + " " + line.path("format").asText())
                .containsExactly(
                        folder + "/one.log syslog", folder + "/two.zip!df.txt df", temp.resolve("empty") + " null");
    }

    @Test
    void the_zone_and_the_moment_of_receipt_may_be_given() throws Exception {
        var file = write("a.log", SYSLOG);

        var fact = decode(file.toString(), "--zone", "UTC", "--as-of", "2020-01-01T00:00:00Z")
                .get(0)
                .path("fact");

        assertThat(fact.path("time").asText()).isEqualTo("2019-11-09T22:14:15Z");
        assertThat(fact.path("origin").path("timeNote").asText()).contains("zone UTC from --zone");
    }

    @Test
    void customer_yaml_in_the_folder_says_the_zone_as_for_check() throws Exception {
        var folder = Files.createDirectory(temp.resolve("in"));
        Files.writeString(folder.resolve("customer.yaml"), "customer: { id: X, name: Xx, zone: Asia/Tokyo }\n");
        Files.writeString(folder.resolve("one.log"), SYSLOG);

        assertThat(decode(folder.toString()))
                .filteredOn(line -> line.path("fact").path("type").asText().equals("LogEvent"))
                .first()
                .extracting(line -> line.path("fact").path("time").asText())
                .isEqualTo("2025-11-09T13:14:15Z");
    }

    @Test
    void a_file_that_is_not_there_is_a_wrong_call_before_anything_is_printed() throws Exception {
        var file = write("a.log", SYSLOG);

        assertThat(run("decode", file.toString(), temp.resolve("A.lgo").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("There is no file or folder");
    }

    @Test
    void the_call_shown_in_the_README_works() throws Exception {
        var shown = Files.readString(Path.of("README.md"))
                .split("./tilsyn decode ")[1]
                .split("\n")[0];

        var lines = decode(shown);

        assertThat(lines.get(lines.size() - 1).path("format").asText()).isEqualTo("syslog");
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(temp.resolve(name), text);
    }

    private List<JsonNode> decode(String... args) throws Exception {
        var all = new ArrayList<>(List.of("decode"));
        all.addAll(List.of(args));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitCode.FINE);
        var lines = new ArrayList<JsonNode>();
        for (var line : out.toString().split("\n")) lines.add(JSON.readTree(line));
        return lines;
    }

    private int run(String... args) {
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
