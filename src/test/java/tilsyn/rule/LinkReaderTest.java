package tilsyn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Link;

class LinkReaderTest {
    private static final String LINK = """
            - link: disk
              lead: HW-02 F1
              with: [HW-01, LOG-04]
              hosts: all
              within: 7d
              title: { en: A disk, nb: En disk }
              says: { en: They are one., nb: De er én sak. }
              action: { en: Replace it, nb: Bytt den }
              effort: S
            """;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void a_link_is_read_with_all_it_says() {
        assertThat(read(LINK)).singleElement().satisfies(link -> {
            assertThat(link.lead()).isEqualTo(new Link.Pick("HW-02", "F1"));
            assertThat(link.with()).extracting(Link.Pick::item).containsExactly("HW-01", "LOG-04");
            assertThat(link.everywhere()).isTrue();
            assertThat(link.within()).isEqualTo(Duration.ofDays(7));
            assertThat(link.title().nb()).isEqualTo("En disk");
            assertThat(link.action().nb()).isEqualTo("Bytt den");
            assertThat(link.effort()).isEqualTo(Effort.S);
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void hosts_are_the_same_and_time_does_not_matter_unless_it_says_so() {
        assertThat(read(LINK.replace("  hosts: all\n", "").replace("  within: 7d\n", "")))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.everywhere()).isFalse();
                    assertThat(link.within()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "HW-02 F1, HW-20 F1, 2, There is no item 'HW-20'., HW-02",
        "HW-02 F1, HW-02 N1, 2, 'Expected an item, or an item and a clause', ''",
        "LOG-04, LOG-40, 3, There is no item 'LOG-40'., LOG-04",
        "hosts: all, hosts: any, 4, 'Expected one of same, all', ''",
        "effort: S, effort: enormous, 9, 'Expected one of S, M, L', ''",
        "within: 7d, within: a week, 5, 'a week' is no length of time, ''",
        "within, whitin, 5, There is no key 'whitin' here., within",
    })
    void what_is_wrong_is_said_with_its_line(String right, String wrong, int line, String text, String maybe) {
        read(LINK.replace(right, wrong));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.text()).startsWith(text);
            assertThat(problem.maybe()).isEqualTo(maybe);
        });
    }

    private List<Link> read(String text) {
        return LinkReader.read(
                new Source("rules/links.yaml", "links.yaml", text, ""), Set.of("HW-01", "HW-02", "LOG-04"), problems);
    }
}
