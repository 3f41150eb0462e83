package tilsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree with a folder for each customer. */
class CustomersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-10T06:00:00Z"), ZoneOffset.UTC);
    private static final String HEALTHY = "[UU]";
    private static final String DEGRADED = "[U_]";

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();

    @Test
    void each_gets_a_report_and_the_one_in_most_need_comes_first() throws Exception {
        customer("a/fine", "Fine AS", "srv-fine", HEALTHY);
        customer("b", "Bad AS", "srv-bad", DEGRADED);

        int code = check("--lang", "en");

        assertThat(code).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).startsWith("Two customers").containsSubsequence("Bad AS", "HW-01", "Fine AS");
        assertThat(temp.resolve("out/a/fine/report.html")).exists();
        assertThat(Files.readString(temp.resolve("out/overview.html")))
                .containsSubsequence("href=\"b/report.html\"", "href=\"a/fine/report.html\"");
    }

    @Test
    void nothing_of_one_is_in_what_is_written_or_kept_for_another() throws Exception {
        customer("one", "One AS", "srv-one", HEALTHY);
        customer("two", "Two AS", "srv-two", DEGRADED);

        check();

        assertThat(written("one").toUpperCase(Locale.ROOT)).contains("SRV-ONE").doesNotContain("SRV-TWO");
        assertThat(written("two").toUpperCase(Locale.ROOT)).contains("SRV-TWO").doesNotContain("SRV-ONE");
        assertThat(temp.resolve("data/one/check.mv.db")).exists();
        assertThat(temp.resolve("data/two/check.mv.db")).exists();
    }

    @Test
    void one_that_can_not_be_judged_stops_no_other_and_is_named_first() throws Exception {
        customer("bad", "Bad AS", "srv-bad", DEGRADED);
        customer("odd", "Odd AS", "srv-odd", HEALTHY);
        Files.writeString(
                temp.resolve("in/odd/tuning.yaml"),
                "tuning:\n  - { item: HW-01, parameter: degraded_fail_h, value: 9999, who: Kari, when: 2025-11-01, why: x }\n");

        int code = check("--lang", "en");

        assertThat(code).isEqualTo(ExitCode.RULES_OR_ROUTES);
        assertThat(out.toString())
                .containsSubsequence(
                        "odd", "could not be judged", "tuning.yaml:2  HW-01.degraded_fail_h: 9999", "Bad AS");
    }

    @Test
    void a_file_that_belongs_to_no_customer_is_named() throws Exception {
        customer("one", "One AS", "srv-one", HEALTHY);
        Files.writeString(temp.resolve("in/stray.log"), "x");

        check("--lang", "en");

        assertThat(out.toString()).contains("? stray.log  belongs to no customer and was not read");
    }

    private void customer(String folder, String name, String host, String mirror) throws IOException {
        var path = Files.createDirectories(temp.resolve("in").resolve(folder));
        Files.writeString(
                path.resolve("customer.yaml"),
                "customer:\n  id: %s\n  name: %s\n  zone: Europe/Oslo\n".formatted(folder.replace('/', '-'), name));
        Files.writeString(
                path.resolve("mdstat-%s-20251110T0600.txt".formatted(host)),
                "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0]\n      1048512 blocks [2/%d] %s\n\nunused devices: <none>\n"
                        .formatted(mirror.equals(HEALTHY) ? 2 : 1, mirror));
    }

    private int check(String... options) {
        var args = new ArrayList<>(List.of(
                "check",
                temp.resolve("in").toString(),
                "--data",
                temp.resolve("data").toString(),
                "--out",
                temp.resolve("out").toString()));
        args.addAll(List.of(options));
        return Main.commandLine(CLOCK)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(args.toArray(String[]::new));
    }

    private String written(String folder) throws IOException {
        try (var files = Files.walk(temp.resolve("out").resolve(folder))) {
            return files.filter(Files::isRegularFile).map(CustomersTest::text).collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
