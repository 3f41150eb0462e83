package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tilsyn.output.Sample;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

class MaskingTest {
    private static final String MASK = """
            - mask: order
              says: { en: orders, nb: ordrer }
              near: [ordre]
              patterns: ['(?i)ordre (?P<secret>[0-9]+)']
              test: { masks: [Ordre 12], leaves: [ordre mottatt] }
            """;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void the_list_in_force_does_what_its_lines_say() {
        read(list());

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get sftp://veeam:Sommer2025@nas01/repo ok | get sftp://veeam:[masked: url-password]@nas01/repo ok",
                "run --password Vinter25 --all | run --password [masked: command-line] --all",
                "password='x y' next | password='[masked: password]' next",
                "{\"token\": \"abc\", \"host\": \"FJ-APP01\"} | {\"token\": \"[masked: password]\", \"host\": \"FJ-APP01\"}",
                "bruker 01810012311 inn | bruker [masked: fodselsnummer] inn",
                "to kari@fjordvik.example: ok | to [masked: e-mail]@fjordvik.example: ok",
                "AKIAIOSFODNN7EXAMPLE and AKIAIOSFODNN7EXAMPLF | [masked: aws-key] and [masked: aws-key]"
            })
    void what_is_hidden_goes_and_the_rest_stays(String line, String shown) {
        var masking = read(list());

        assertThat(masking.apply(line)).isEqualTo(shown);
        assertThat(masking.apply(shown)).as("masked again").isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 10 02:10:00 FJ-APP01 sshd[812]: Failed password for root from 192.0.2.17 port 50211 ssh2",
                "FJ-HV01 10.20.30.40 2001:db8::1 serial FIK12345678901 S/N 2102350KYQ",
                "2025-11-10T07:00:00.123456789+01:00 md0: 1953382464 blocks super 1.2 [2/1] [U_]",
                "D:\\Klienter\\2025\\bilag.pdf 1762754400000 9f86d081884c7d659a2feaa0c55ad015",
                "4625 An account failed to log on. Account Name: kari Logon Type: 3",
            })
    void hosts_addresses_serials_times_and_hashes_stay(String line) {
        assertThat(read(list()).apply(line)).isEqualTo(line);
    }

    @Test
    void a_secret_without_an_end_is_hidden_to_the_end_of_the_line() {
        assertThat(read(list()).apply("key -----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc"))
                .isEqualTo("key -----BEGIN RSA PRIVATE KEY-----[masked: private-key]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "h app: MIIEowIBAAKCAQEA0123 | h app: [masked: private-key]",
                "{\"m\":\"MIIEowIBAAKCAQEA0123\"} | {\"m\":\"[masked: private-key]\"}",
                "h app: QUJD== | h app: [masked: private-key]",
                "h sshd: Failed password for root | h sshd: Failed password for root",
                "h app: -----END RSA PRIVATE KEY----- | h app: -----END RSA PRIVATE KEY-----"
            })
    void the_lines_of_a_private_key_are_hidden_and_those_between_them_stay(String line, String shown) {
        var reading = read(list()).reading();
        reading.begin();
        for (var one : List.of("h app: -----BEGIN RSA PRIVATE KEY-----", "h cron: job done", line)) reading.read(one);

        assertThat(reading.apply(line)).isEqualTo(shown);
    }

    @Test
    void what_looks_like_a_key_stays_before_it_after_it_and_in_another_input() {
        var long1 = "h app: build 0123456789abcdef0123456789abcdef done";
        var reading = read(list()).reading();
        reading.begin();
        reading.read(long1);
        reading.read("-----BEGIN RSA PRIVATE KEY-----");
        reading.read("MIIEowIBAAKCAQEA0123");
        reading.read("-----END RSA PRIVATE KEY-----");
        reading.read(long1);
        assertThat(reading.apply(long1)).isEqualTo(long1);
        reading.read("-----BEGIN RSA PRIVATE KEY-----");

        reading.begin();
        reading.read(long1);

        assertThat(reading.apply(long1)).isEqualTo(long1);
        assertThat(reading.apply("MIIEowIBAAKCAQEA0123")).isEqualTo("MIIEowIBAAKCAQEA0123");
    }

    @Test
    void a_key_that_never_ends_hides_two_hundred_lines_and_no_more() {
        var reading = read(list()).reading();
        reading.begin();
        reading.read("-----BEGIN RSA PRIVATE KEY-----");
        for (int line = 1; line <= 200; line++) reading.read("MIIEowIBAAKCAQEA0123" + (1000 + line));
        reading.read("MIIEowIBAAKCAQEA01231201");

        assertThat(reading.apply("MIIEowIBAAKCAQEA01231200")).isEqualTo("[masked: private-key]");
        assertThat(reading.apply("MIIEowIBAAKCAQEA01231201")).isEqualTo("MIIEowIBAAKCAQEA01231201");
    }

    @Test
    void a_block_that_is_not_masked_is_said_with_its_line() {
        read(MASK.replace("  test:", "  then: { patterns: ['=[a-z]{9}'], until: 'slutt', lines: 3 }\n  test:")
                .replace("masks: [Ordre 12]", "masks: [Ordre 12], blocks: [\"ordre 7\\n=abc\\nslutt\"]"));
        read(MASK.replace("  test:", "  then: { patterns: ['=[a-z]+'], until: 'slutt', lines: 0 }\n  test:"));

        assertThat(problems)
                .extracting(Problem::text)
                .containsExactly(
                        "'order' doesn't mask this line of a block: =abc",
                        "Expected how many lines at most, 1 to 9999, found '0'.");
    }

    @Test
    void a_finding_hides_secrets_but_names_whom_it_is_about() {
        var said = "kari@fjordvik.example password=Sommer25";
        var found = Sample.empty()
                .add(Sample.fail("FJ-DC01", Sample.DISK, said, Map.of("free", said, "days", "1")))
                .add(Sample.pass("FJ-DC01", Sample.BACKUP))
                .assessment();

        var shown = read(list()).over(found, List.of());

        assertThat(shown.verdicts().get(0).first()).hasValueSatisfying(finding -> {
            assertThat(finding.object()).isEqualTo("kari@fjordvik.example password=[masked: password]");
            assertThat(finding.values()).containsEntry("free", finding.object()).containsEntry("days", "1");
        });
        assertThat(shown.verdicts()).extracting(Verdict::outcome).containsExactly(Outcome.FAIL, Outcome.PASS);
        assertThat(shown.score()).isEqualTo(found.score());
    }

    @ParameterizedTest
    @CsvSource({
        "01810012311, true", // made up for tests, month + 80
        "41810012062, true", // D-number
        "01810012312, false", // last digit
        "01810012321, false", // last but one
        "99999912180, false", // right digits, no day
        "01930012311, false", // no month
        "0181001231, false", // ten digits
    })
    void an_identity_number_is_a_day_with_right_control_digits(String digits, boolean is) {
        assertThat(NationalId.is(digits)).isEqualTo(is);
    }

    @Test
    void eleven_digits_are_found_with_a_space_in_their_middle_only() {
        assertThat(NationalId.near("x 018100 12311")).isTrue();
        assertThat(NationalId.near("x01810012311")).isTrue();
        assertThat(NationalId.near("01810 012311")).isFalse();
        assertThat(NationalId.near("10.11.2025 07:00:00")).isFalse();
    }

    @Test
    void a_long_line_of_near_misses_is_masked_in_linear_time() {
        var line = "password".repeat(250) + "://".repeat(600) + "a@".repeat(500);
        var masking = read(list());
        long start = System.nanoTime();

        for (int i = 0; i < 20; i++) masking.apply(line);

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "near: [ordre] | near: [Ordre] | 3 | Expected a text in lower case",
                "near: [ordre] | nera: [ordre] | 3 | There is no key 'nera'",
                "'(?i)ordre | '(?i)(ordre | 4 | Not a pattern of RE2",
                "ordre (?P<secret>[0-9]+) | (?P<secret>[0-9]*) | 4 | matches an empty text too",
                "masks: [Ordre 12] | masks: [Order 12] | 5 | 'order' doesn't mask this line: Order 12",
                "leaves: [ordre mottatt] | leaves: [ordre 5] | 5 | 'order' should leave this line",
                "mask: order | mask: Order! | 1 | A mask's name has small letters",
            })
    void what_is_wrong_in_the_list_is_said_with_its_line(String right, String wrong, int line, String said) {
        read(MASK.replace(right, wrong));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.text()).contains(said);
        });
    }

    @Test
    void a_mask_stands_once_and_brings_its_lines() {
        read(MASK + MASK);
        assertThat(problems).extracting(Problem::text).contains("The mask 'order' stands here for the second time.");
        problems.clear();

        read(MASK.replaceFirst("(?m)^  test:.*\n", ""));
        assertThat(problems).extracting(Problem::text).containsExactly("The key 'test' is missing here.");
    }

    private Masking read(String text) {
        return MaskReader.read(new Source("rules/masking.yaml", MaskReader.FILE, text, ""), problems);
    }

    private static String list() {
        try {
            return Files.readString(Path.of("rules", MaskReader.FILE));
        } catch (java.io.IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
