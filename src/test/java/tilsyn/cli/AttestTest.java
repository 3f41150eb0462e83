package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("customer"));
        Files.writeString(folder.resolve("customer.yaml"), "customer: { id: T, name: T, zone: Europe/Oslo }\n");
    }

    @Test
    void the_entry_gets_the_number_after_the_highest_of_the_year_wherever_it_stands() throws Exception {
        Files.writeString(
                folder.resolve("old.yaml"),
                "- { no: 2025-041, type: user_talk, who: Kari Nordmann, when: 2025-03-01, what: talk }\n"
                        + "- { no: 2024-900, type: user_talk, who: Kari Nordmann, when: 2024-03-01, what: talk }\n");

        assertThat(attest("user_talk", "--what", "Skriveren henger")).isEqualTo(ExitCode.FINE);
        assertThat(attest("user_talk", "--what", "Skriveren virker")).isEqualTo(ExitCode.FINE);

        assertThat(out.toString()).contains("2025-042").contains("2025-043");
        assertThat(Files.readString(folder.resolve("attestations/attested-2025.yaml")))
                .containsSubsequence("no: 2025-042", "Skriveren henger", "no: 2025-043", "Skriveren virker");
    }

    @Test
    void what_was_recorded_counts_in_the_next_check() throws Exception {
        attest(
                "user_talk",
                "--what",
                "Praten: \"alt\" går bra\nsier #ledelsen: ja",
                "--set",
                "participants=ledelse, lønn");

        Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .execute(
                        "check",
                        folder.toString(),
                        "-o",
                        "json",
                        "--data",
                        temp.resolve("data").toString(),
                        "--out",
                        temp.resolve("out").toString());

        assertThat(Files.readString(temp.resolve("out/verdicts.json")))
                .containsPattern("(?s)\"item\" : \"USR-01\",\\s+\"verdict\" : \"PASS\"");
    }

    @Test
    void an_entry_that_would_not_count_is_refused_and_nothing_is_written() {
        assertThat(run("attest", folder.toString(), "user_talk", "--who", "helpdesk", "--what", "x", "--lang", "en"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(attest("user_tolk", "--what", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(attest("user_talk", "--what", "x", "--when", "2025-11-12")).isEqualTo(ExitCode.USAGE);
        assertThat(attest("user_talk")).isEqualTo(ExitCode.USAGE);
        assertThat(attest("user_talk", "--what", "x", "--set", "participant=ledelse"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(out.toString())
                .contains("Not recorded. The entry 'helpdesk' is no person's name.")
                .contains("Maybe: user_talk")
                .contains("is dated later than it was received")
                .contains("The entry needs --what")
                .contains("Maybe: participants");
        assertThat(folder.resolve("attestations")).doesNotExist();
    }

    private int attest(String type, String... options) {
        var args = new ArrayList<>(List.of("attest", folder.toString(), type, "--who", "Ingrid Tveito"));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", temp.resolve("data").toString()));
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}
