package tilsyn.output;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/**
 * How one of several customers stands.
 *
 * @param folder its folder below the one that was checked, with {@code /}
 * @param results null when it could not be judged
 * @param problem why it could not be judged; empty when it was
 */
public record Standing(String folder, @Nullable Results results, String problem) {
    /** Who could not be judged first, as nobody knows how bad it is; then by criticals, harm and what can't be seen. */
    static final Comparator<Standing> BY_HARM = Comparator.comparing((Standing standing) -> standing.results != null)
            .thenComparing(Comparator.comparingInt(Standing::criticals).reversed())
            .thenComparing(Comparator.comparingInt(Standing::harm).reversed())
            .thenComparing(Comparator.comparingLong((Standing standing) -> standing.count(Outcome.NO_EVIDENCE))
                    .reversed())
            .thenComparing(Standing::folder);

    String name() {
        var assessment = assessment();
        return assessment == null || assessment.customer().name().isEmpty()
                ? folder
                : assessment.customer().name();
    }

    @Nullable
    Assessment assessment() {
        return results == null ? null : results.assessment();
    }

    int criticals() {
        var assessment = assessment();
        return assessment == null ? 0 : assessment.score().criticalFails();
    }

    private int harm() {
        var assessment = assessment();
        return assessment == null
                ? 0
                : Findings.byHarm(assessment).stream()
                        .mapToInt(verdict -> verdict.item().severity().weight()
                                * verdict.item().area().weight()
                                * (verdict.outcome() == Outcome.FAIL ? 3 : 1))
                        .sum();
    }

    long count(Outcome outcome) {
        var assessment = assessment();
        return assessment == null
                ? 0
                : assessment.verdicts().stream()
                        .filter(verdict -> verdict.outcome() == outcome)
                        .count();
    }

    /** The worst that is wrong, with the host; empty when nothing is. */
    Words worst() {
        var assessment = assessment();
        if (assessment == null) return Words.same(problem);
        return Findings.byHarm(assessment).stream()
                .findFirst()
                .map(Standing::told)
                .orElse(Words.same(""));
    }

    private static Words told(Verdict verdict) {
        var sentence = Findings.sentence(verdict);
        var where = verdict.subject().equals(Verdict.CUSTOMER) ? "" : verdict.subject() + ": ";
        return new Words(
                where + verdict.item().id() + " " + sentence.en(),
                where + verdict.item().id() + " " + sentence.nb());
    }
}
