package tilsyn.output;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tilsyn.fact.Fact;
import tilsyn.trace.Citation;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;

/** How much of what is shown was hidden, by the name of the mask: so that a reader knows that there is more in the file. */
final class Masked {
    private static final Pattern MARK = Pattern.compile("\\[masked: ([a-z][a-z0-9-]{0,60})]");

    private Masked() {}

    /** Marks in source lines cited and in findings, each line counted once. */
    static SortedMap<String, Integer> in(Assessment assessment) {
        var texts = new HashSet<List<String>>();
        for (var verdict : assessment.verdicts()) {
            cited(verdict.cited()).forEach(texts::add);
            for (var finding : verdict.matched()) {
                cited(finding.cited()).forEach(texts::add);
                said(finding)
                        .forEach(text -> texts.add(List.of(
                                verdict.subject(), verdict.item().id(), finding.clause(), finding.object(), text)));
            }
        }
        var counts = new TreeMap<String, Integer>();
        for (var text : texts)
            MARK.matcher(text.get(text.size() - 1))
                    .results()
                    .forEach(mark -> counts.merge(mark.group(1), 1, Integer::sum));
        return Collections.unmodifiableSortedMap(counts);
    }

    private static Stream<List<String>> cited(List<Fact> facts) {
        return Citation.of(facts).stream()
                .map(fact -> List.of(fact.origin().place(), fact.origin().raw()));
    }

    private static Stream<String> said(Finding finding) {
        return Stream.concat(Stream.of(finding.object()), finding.values().values().stream())
                .distinct();
    }
}
