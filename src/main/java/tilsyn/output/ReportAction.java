package tilsyn.output;

import java.util.ArrayList;
import java.util.List;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

/**
 * One of the things to do now.
 *
 * @param why in the customer's words
 * @param steps the first ones
 * @param also what else of the same kind it is about; empty when nothing
 * @param solves items that become judged or in order by it
 */
public record ReportAction(
        String anchor,
        ReportMark mark,
        String what,
        String why,
        List<String> steps,
        String also,
        String solves,
        String priority) {
    private static final int FIRST_STEPS = 3;
    private static final int MOST_ALSO = 4;

    static ReportAction of(Actions.Action action, Results results) {
        var language = results.language();
        var first = action.first();
        return new ReportAction(
                action.item().id(),
                ReportMark.of(first.outcome(), language),
                first.title().in(language),
                action.item().why().in(language),
                steps(first, results),
                also(action, language),
                solves(action, language),
                priority(first, results.assessment()).in(language));
    }

    /** Where nobody can say, the exports that would show it. */
    private static List<String> steps(Ticket ticket, Results results) {
        var language = results.language();
        var exports = results.assessment().verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.NO_EVIDENCE)
                .filter(verdict -> verdict.subject().equals(ticket.subject())
                        && verdict.item().id().equals(ticket.item()))
                .flatMap(verdict -> ReportGap.exports(results, verdict).stream())
                .toList();
        var steps = exports.isEmpty()
                ? ticket.steps().stream().map(step -> step.in(language))
                : exports.stream().map(export -> export.advice(language));
        return steps.limit(FIRST_STEPS).toList();
    }

    private static String also(Actions.Action action, String language) {
        var first = action.first().subject();
        var others = action.tickets().stream()
                .skip(1)
                .map(ticket -> ticket.subject().equals(first)
                        ? Words.thing(ticket.object()).in(language)
                        : ReportMatrix.name(ticket.subject(), language))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return others.isEmpty()
                ? ""
                : new Words("Also concerns ", "Gjelder også ").in(language)
                        + Phrases.listed(others, MOST_ALSO, language)
                        + ".";
    }

    /** What gets better: items that pass, and items that can be judged again. */
    private static String solves(Actions.Action action, String language) {
        boolean proven = action.first().outcome() != Outcome.NO_EVIDENCE;
        var judged = new ArrayList<>(action.alsoSolves());
        if (!proven) judged.add(0, action.item().id());
        var parts = new ArrayList<String>();
        if (proven)
            parts.add(
                    new Words(action.item().id() + " is in order", action.item().id() + " kommer i orden")
                            .in(language));
        if (!judged.isEmpty())
            parts.add(Phrases.listed(judged, language) + new Words(" can be judged", " kan vurderes").in(language));
        return String.join(", ", parts) + ".";
    }

    private static Words priority(Ticket ticket, Assessment assessment) {
        var severity = assessment.verdicts().stream()
                .filter(verdict -> verdict.item().id().equals(ticket.item()))
                .findFirst()
                .map(verdict -> Phrases.of(verdict.item().severity()))
                .orElse(Words.same(""));
        return new Words(
                "Priority %d of 4, %s".formatted(ticket.priority(), severity.en()),
                "Prioritet %d av 4, %s".formatted(ticket.priority(), severity.nb()));
    }
}
