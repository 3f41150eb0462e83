package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.verdict.Severity;

class CardReaderTest {
    @TempDir
    Path temporary;

    @Test
    void a_card_says_everything_about_its_item_that_is_not_logic() throws Exception {
        var rulebook = Folder.in(temporary).load();

        var item = rulebook.items().get(1);
        assertThat(item.id()).isEqualTo("OPS-03");
        assertThat(item.severity()).isEqualTo(Severity.HIGH);
        assertThat(item.perHost()).isTrue();
        assertThat(item.evidence().get(0).maxAge()).isEqualTo(Duration.ofHours(48));
        assertThat(item.clauses()).extracting(clause -> clause.id()).containsExactly("F1", "N1", "W1");
        assertThat(item.clause("F1").place()).isEqualTo("rules/operation/OPS-03-disk.drl:1");
        assertThat(item.clause("W1").place()).isEqualTo("rules/operation/OPS-03-disk.drl:9");
        assertThat(item.clause("N1").place()).isEmpty();
        assertThat(item.mappings()).containsEntry("nsm", List.of("2.1.1"));
    }

    @Test
    void a_parameter_is_resolved_for_the_role_of_the_host() throws Exception {
        var rulebook = Folder.in(temporary).load();

        assertThat(limit(rulebook, "workstation")).isEqualTo(10);
        assertThat(limit(rulebook, "server")).isEqualTo(100);
        assertThat(limit(rulebook, "linux"))
                .as("a server's, where the card names no such role")
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: high | severty: high | 4 | There is no key 'severty' here. | severity",
                "severity: high | severity: hgh | 4 | Expected one of critical, high, medium, low, found 'hgh'. | high",
                "scope: host | scope: hosts | 5 | Expected one of host, customer, found 'hosts'. | host",
                "id: OPS-03 | id: OPS-3 | 1 | 'OPS-3' is no item id. |",
                "id: OPS-03 | id: XXX-03 | 1 | 'XXX-03' is no item id. |",
                "id: OPS-03 | id: OPS-04 | 1 | The id is OPS-04, but the file is called OPS-03-disk.yaml. |",
                "roles: [server] | roles: [serer] | 6 | Expected one of server, workstation, | server",
                "fact: VolumeUsage | fact: VolumUsage | 8 | There is no fact type 'VolumUsage'. There are: | VolumeUsage",
                "fact: VolumeUsage | fact: VolumeUsage(fre=1) | 8 | VolumeUsage has no component 'fre'. It has: host, | free",
                "fact: VolumeUsage | fact: VolumeUsage(free) | 8 | 'free' says no value. Expected free=value. |",
                "max_age: 48h | max_age: 2 weeks | 8 | '2 weeks' is no length of time. Expected such as 30h, |",
                "max_age: 48h | max_ages: 48h | 8 | There is no key 'max_ages' here. | max_age",
                "workstation: 10 } | workstation: 1001 } | 10 | Parameter free_fail_gb is 1001, outside its range 5 to 1000. |",
                "server: 100 | server: 4.9 | 10 | Parameter free_fail_gb is 4.9, outside its range 5 to 1000. |",
                "server: 100 | server: much | 10 | Parameter free_fail_gb has a range, but its default 'much' is no number. |",
                "'range: [5, 30]' | 'range: [30, 5]' | 11 | A range is the lowest and the highest value, such as [0, 24]. |",
                "'  W1: {' | '  X1: {' | 16 | 'X1' is no clause. Expected F, N or W and a number from 1 to 9. |",
                "'nb: nesten' | 'no: nesten' | 16 | There is no key 'no' here. | nb",
                "'mappings: { nsm' | 'mappings: { nist' | 21 | There is no key 'nist' here. | nis2",
            })
    void what_is_wrong_in_a_card_is_told_with_its_line_and_what_would_be_right(
            String from, String to, int line, String text, String maybe) {
        var folder = Folder.in(temporary);
        folder.card(
                from.equals("nb: nesten") ? "nb: '{object} er nesten" : from,
                to.equals("no: nesten") ? "no: '{object} er nesten" : to);

        assertThat(problems(folder)).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("rules/operation/OPS-03-disk.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.text()).startsWith(text);
            assertThat(problem.maybe()).isEqualTo(maybe == null ? "" : maybe);
        });
    }

    @Test
    void a_value_at_the_edge_of_its_range_is_taken() throws Exception {
        var folder = Folder.in(temporary).card("server: 100, workstation: 10", "server: 1000, workstation: 5");

        assertThat(limit(folder.load(), "server")).isEqualTo(1000);
    }

    @Test
    void broken_yaml_is_told_with_its_line() {
        var folder = Folder.in(temporary).card("severity: high", "severity: [high");

        assertThat(problems(folder))
                .anySatisfy(problem -> assertThat(problem.text()).startsWith("Not YAML"));
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        var folder = Folder.in(temporary).card("severity: high", "severity: high\nseverity: low");

        assertThat(problems(folder))
                .extracting(Problem::toString)
                .contains("rules/operation/OPS-03-disk.yaml:5  The key 'severity' stands here for the second time.");
    }

    @Test
    void everything_wrong_is_told_at_once() {
        var folder = Folder.in(temporary)
                .card("severity: high", "severty: high")
                .with("agreement/AGR-01-inventory.yaml", "id: AGR-01\nscop: customer\n");

        assertThat(problems(folder))
                .extracting(Problem::file)
                .contains("rules/operation/OPS-03-disk.yaml", "rules/agreement/AGR-01-inventory.yaml");
    }

    @Test
    void an_empty_folder_is_no_rulebook() {
        assertThat(problems(new Folder(temporary)))
                .extracting(Problem::text)
                .containsExactly("There are no cards in this folder.");
    }

    @Test
    void a_card_without_clauses_judges_nothing_and_is_refused() {
        var folder = Folder.in(temporary).with("operation/OPS-05-alone.yaml", Folder.CARD.replace("OPS-03", "OPS-05"));

        assertThat(problems(folder))
                .extracting(Problem::toString)
                .contains(
                        "rules/operation/OPS-05-alone.yaml:1  No clauses stand beside this card: rules/operation/OPS-05-alone.drl.");
    }

    @Test
    void an_item_can_not_have_two_cards() {
        var folder = Folder.in(temporary).with("operation/OPS-03-again.yaml", Folder.CARD);

        assertThat(problems(folder))
                .extracting(Problem::toString)
                .contains("rules/operation/OPS-03-disk.yaml:1  OPS-03 is also in rules/operation/OPS-03-again.yaml.");
    }

    static List<Problem> problems(Folder folder) {
        return catchThrowableOfType(RulesBroken.class, folder::load).problems();
    }

    private static double limit(Rulebook rulebook, String role) {
        return rulebook.params(Holder.of(List.of(role))).stream()
                .filter(param -> param.id().equals("OPS-03.free_fail_gb"))
                .findFirst()
                .orElseThrow()
                .number();
    }
}
