package tilsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tilsyn.fact.Fact;
import tilsyn.trace.Citation;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Verdict;

/**
 * What is said of the example customer, word for word, and the lines it rests on. A change of a word or of a citation is
 * seen in the diff of {@code fjordvik-findings.tsv}, which {@code -Dtilsyn.findings.write=true} writes anew: read it.
 */
class FjordvikFindingsTest {
    static final Path EXPECTED = Path.of("src", "test", "resources", "tilsyn", "fjordvik-findings.tsv");

    @Test
    void every_finding_says_and_cites_what_it_did(@TempDir Path temp) throws Exception {
        var said = said(Checks.check(Checks.FOLDER, temp, Checks.FINAL).assessment());
        if (Boolean.getBoolean("tilsyn.findings.write")) Files.write(EXPECTED, said);

        assertThat(said).isEqualTo(Files.readAllLines(EXPECTED));
    }

    static List<String> said(Assessment assessment) {
        var lines = new ArrayList<String>();
        lines.add("# subject\titem\tverdict\tobject\tsentence\trests on");
        for (var verdict : assessment.verdicts()) {
            for (var finding : verdict.matched())
                lines.add(line(
                        verdict,
                        finding.clause(),
                        finding.object() + "\t" + finding.said(verdict.item()).nb(),
                        finding.cited()));
            for (var finding : verdict.suppressed())
                lines.add(line(
                        verdict,
                        finding.clause() + " suppressed",
                        finding.object() + "\t" + finding.said(verdict.item()).nb(),
                        finding.cited()));
            if (verdict.matched().isEmpty())
                lines.add(line(
                        verdict,
                        verdict.reason() == null ? "" : verdict.reason().name(),
                        "\t",
                        verdict.cited()));
        }
        return lines;
    }

    private static String line(Verdict verdict, String clause, String what, List<Fact> cited) {
        return "%s\t%s\t%s %s\t%s\t%s"
                .formatted(verdict.subject(), verdict.item().id(), verdict.outcome(), clause, what, places(cited))
                .replace("\n", " ");
    }

    /** Lines by file: {@code sensors/df.csv:3,4}. */
    private static String places(List<Fact> cited) {
        return Citation.of(cited).stream()
                .map(Fact::origin)
                .collect(Collectors.groupingBy(
                        origin -> origin.file(),
                        java.util.TreeMap::new,
                        Collectors.mapping(origin -> Long.toString(origin.line()), Collectors.joining(","))))
                .entrySet()
                .stream()
                .map(place -> place.getKey() + ":" + place.getValue())
                .collect(Collectors.joining(" "));
    }
}
