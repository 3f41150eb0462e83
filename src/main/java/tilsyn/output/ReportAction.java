package tilsyn.output;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tilsyn.fact.Improvement;
import tilsyn.ticket.Ticket;
import tilsyn.verdict.Effort;
import tilsyn.verdict.Item;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Words;

/**
 * One of the things to do now.
 *
 * @param anchor of where more is said about it
 * @param more what that is called
 * @param why in the customer's words
 * @param steps the first ones
 * @param also what else of the same kind it is about; empty when nothing
 * @param solves items that become judged or in order by it
 * @param who as the register of improvements says, else with whom to agree on it
 * @param due as that register says, else a proposal
 */
public record ReportAction(
        String anchor,
        String more,
        ReportMark mark,
        String what,
        String why,
        List<String> steps,
        String also,
        String solves,
        String priority,
        String who,
        String due,
        String effort) {
    private static final int FIRST_STEPS = 3;
    private static final int MOST_ALSO = 4;
    private static final int MOST_PARTS = 5;
    private static final String STORIES = "henger-sammen";

    static ReportAction of(Actions.Action action, Results results) {
        var language = results.language();
        var first = action.first();
        var story = action.story();
        var planned = planned(action, results);
        return new ReportAction(
                story == null ? action.item().id() : STORIES,
                story == null
                        ? action.item().id()
                        : new Words("how it fits together", "hvordan det henger sammen").in(language),
                ReportMark.of(first.outcome(), language),
                story == null
                        ? first.title().in(language)
                        : story.link().action().in(language),
                story == null
                        ? action.item().why().in(language)
                        : story.link().says().in(language),
                story == null ? steps(first, results) : parts(action, language),
                story == null ? also(action, language) : "",
                solves(action, language),
                priority(first, action.itemOf(first)).in(language),
                who(planned, results).in(language),
                due(planned, first, results).in(language),
                effort(action.effort()).in(language));
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

    /** Of each item of a story its most urgent matter and the first step to take, the most urgent ones first. */
    private static List<String> parts(Actions.Action action, String language) {
        var items = new TreeSet<String>();
        var parts = new ArrayList<String>();
        for (var ticket : action.tickets()) {
            if (parts.size() == MOST_PARTS || !items.add(ticket.item())) continue;
            var title = ticket.title().in(language);
            var step = ticket.steps().isEmpty() ? "" : ticket.steps().get(0).in(language);
            parts.add(title + (title.endsWith(".") ? " " : ". ") + step);
        }
        return parts;
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

    /** What gets better: items that come in order, and items that can be judged again. */
    private static String solves(Actions.Action action, String language) {
        var proven = new TreeSet<String>();
        for (var ticket : action.tickets()) if (ticket.outcome() != Outcome.NO_EVIDENCE) proven.add(ticket.item());
        var judged = new TreeSet<>(action.alsoSolves());
        for (var item : action.items()) if (!proven.contains(item.id())) judged.add(item.id());
        var parts = new ArrayList<String>();
        if (!proven.isEmpty())
            parts.add(Phrases.listed(List.copyOf(proven), language)
                    + new Words(proven.size() == 1 ? " is in order" : " are in order", " kommer i orden").in(language));
        if (!judged.isEmpty())
            parts.add(Phrases.listed(List.copyOf(judged), language)
                    + new Words(" can be judged", " kan vurderes").in(language));
        return String.join(", ", parts) + ".";
    }

    private static Words priority(Ticket ticket, Item item) {
        var severity = Phrases.of(item.severity());
        return new Words(
                "Priority %d of 4, %s".formatted(ticket.priority(), severity.en()),
                "Prioritet %d av 4, %s".formatted(ticket.priority(), severity.nb()));
    }

    /** Improvements already in the register that answer any of it and are not settled, the first due first. */
    private static List<Improvement> planned(Actions.Action action, Results results) {
        return results.improvements().stream()
                .filter(improvement -> !improvement.settled() && improvement.concrete())
                .filter(improvement -> action.tickets().stream()
                        .anyMatch(ticket -> improvement.answers(ticket.subject(), ticket.item())))
                .sorted(Comparator.comparing(ReportAction::day).thenComparing(Improvement::id))
                .toList();
    }

    private static LocalDate day(Improvement improvement) {
        var due = improvement.due();
        return due == null ? LocalDate.MAX : due;
    }

    private static Words who(List<Improvement> planned, Results results) {
        if (!planned.isEmpty())
            return Words.same(planned.get(0).owner() + " (" + planned.get(0).id() + ")");
        var contact = results.assessment().customer().contact();
        return contact.isEmpty()
                ? new Words("nobody yet; name one person", "ingen ennå; sett ett navn på det")
                : new Words("to be agreed with " + contact, "avtales med " + contact);
    }

    private static Words due(List<Improvement> planned, Ticket first, Results results) {
        var assessment = results.assessment();
        var today = LocalDate.ofInstant(assessment.asOf(), assessment.customer().zone());
        if (!planned.isEmpty()) {
            var due = day(planned.get(0));
            var said = new Words(Phrases.date(due, "en"), Phrases.date(due, "nb"));
            return due.isBefore(today)
                    ? new Words(said.en() + ", which has passed", said.nb() + ", som er passert")
                    : said;
        }
        var proposed = proposed(first.priority(), today);
        return new Words(Phrases.date(proposed, "en") + " (proposed)", Phrases.date(proposed, "nb") + " (forslag)");
    }

    /** The same day for what is most urgent, else two days, two weeks or a month; what falls on a weekend waits till Monday. */
    private static LocalDate proposed(int priority, LocalDate today) {
        var due = switch (priority) {
            case 1 -> today;
            case 2 -> today.plusDays(2);
            case 3 -> today.plusWeeks(2);
            default -> today.plusMonths(1);
        };
        while (due.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) due = due.plusDays(1);
        return due;
    }

    private static Words effort(Effort effort) {
        return switch (effort) {
            case S -> new Words("S (up to two hours)", "S (inntil to timer)");
            case M -> new Words("M (up to a day)", "M (inntil en dag)");
            case L -> new Words("L (more than a day, or a purchase)", "L (mer enn en dag, eller et innkjøp)");
        };
    }
}
