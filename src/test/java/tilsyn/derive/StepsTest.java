package tilsyn.derive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepsTest {
    /** The kinds of steps there are, with texts that are near to matching. */
    static Stream<String> patterns() {
        return Stream.of(
                "^Failed \\S+ for (?:invalid user )?(?P<account>\\S*) from (?P<address>\\S+) port ",
                "^Invalid user (?P<account>\\S*) from (?P<address>\\S+)",
                "md device (?P<array>[^\\s,]+)",
                "^a+b*c?(?P<rest>[a-c]*)$",
                "^(?:aa|a|)(?P<rest>.*)",
                "aab?(?P<rest>a+)",
                "^x\\.\\[(?P<number>-?[0-9.]+)\\]$");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void what_steps_answer_is_what_re2j_finds(String pattern) {
        var steps = Steps.of(pattern);
        var re2 = Pattern.compile(pattern);
        var random = new Random(7);
        int sure = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = text(random);
            var groups = new String[steps.names().size()];
            var matcher = re2.matcher(text);
            boolean found = matcher.find();
            switch (steps.match(text, groups)) {
                case YES -> {
                    sure++;
                    assertThat(found).as(text).isTrue();
                    for (int g = 0; g < groups.length; g++)
                        assertThat(groups[g])
                                .as(text)
                                .isEqualTo(matcher.group(steps.names().get(g)));
                }
                case NO -> assertThat(found).as(text).isFalse();
                case UNSURE -> {}
            }
        }
        assertThat(sure).isPositive();
    }

    private static String text(Random random) {
        var words = List.of(
                "Failed",
                "password",
                "for",
                "invalid",
                "user",
                "from",
                "port",
                "a",
                "aa",
                "b",
                "c",
                "aab",
                "abc",
                "é",
                "md",
                "device",
                "/dev/md0,",
                "Invalid",
                "203.0.113.7",
                "x.[-1.5]",
                "x.[7]",
                "",
                "\n");
        var parts = new ArrayList<String>();
        if (random.nextBoolean()) {
            // a sentence of the kind, with one word changed
            parts.addAll(List.of(
                    random.nextBoolean()
                            ? new String[] {"Failed", "password", "for", "root", "from", "192.0.2.1", "port", "7"}
                            : new String[] {"Invalid", "user", "root", "from", "192.0.2.1"}));
            parts.set(random.nextInt(parts.size()), words.get(random.nextInt(words.size())));
        } else {
            for (int i = random.nextInt(6); i >= 0; i--) parts.add(words.get(random.nextInt(words.size())));
        }
        return String.join(random.nextInt(4) == 0 ? "" : " ", parts);
    }

    @ParameterizedTest
    @CsvSource({"'a.*?b'", "'\\bword\\b'", "'[0-9]{3}x'", "'(?i)word'", "'(a|b)c'", "'(?P<a>(?P<b>x))'", "'.*abc'"})
    void what_is_not_plain_is_left_to_re2j(String pattern) {
        assertThat(Steps.of(pattern)).isNull();
    }

    @Test
    void a_choice_that_was_wrong_is_left_to_re2j() {
        var steps = Steps.of("^(?:ab)?abc");

        assertThat(steps.match("abc", new String[0])).isEqualTo(Steps.Answer.UNSURE);
    }

    @ParameterizedTest
    @CsvSource({
        "'^Failed \\S+ for (?:invalid user )?(?P<a>\\S*) from ', 'Failed '",
        "'abc?defg', 'defg'",
        "'one|other', ''",
        "'(?i)word', ''",
        "'a(?:bcd)?efghi[jk]lmn', 'efghi'",
        "'\\bKernel panic\\b - not', 'Kernel panic'",
        "'x{3}yz+', 'yz'",
        "'[]a-z]+word', 'word'",
        "'a\\.b\\[c', 'a.b[c'"
    })
    void the_literal_is_the_longest_text_that_every_match_holds(String pattern, String literal) {
        assertThat(Literal.of(pattern)).isEqualTo(literal);
    }

    @Test
    void templates_keep_words_and_mask_what_changes() {
        assertThat(template("request batch finished, 31 documents in 12 ms"))
                .isEqualTo("request batch finished, * documents in * ms");
        assertThat(template("rc=0 rows=231 state=ok")).isEqualTo("rc=* rows=* state=*");
        assertThat(template("Started /lib/x.service from user@host 1 2 3")).isEqualTo("Started * from *");
        assertThat(template("one two three four five six seven eight nine ten eleven twelve thirteen"))
                .endsWith("twelve ...");
        assertThat(template("")).isEmpty();
    }

    @Test
    void a_template_does_not_depend_on_the_messages_before() {
        var template = new Template();
        template.of("something else 12");

        assertThat(template.of("took 7 ms").toString()).isEqualTo(template("took 7 ms"));
    }

    private static String template(String message) {
        return new Template().of(message).toString();
    }
}
