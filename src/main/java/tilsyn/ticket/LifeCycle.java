package tilsyn.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.BackupRun;
import tilsyn.ticket.Followed.State;
import tilsyn.verdict.Area;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * What an assessment does to the tickets that stand, over months (checklist section 3.2 and R7, R8, R13). Pure: what is
 * remembered is in the tickets, and the time is the assessment's as-of. The rules for a single ticket are in
 * {@link Following}.
 */
public final class LifeCycle {
    static final Duration GRACE = Duration.ofHours(24);
    static final Duration AFTER_WINDOW = Duration.ofMinutes(15);
    static final Duration REOPEN_WITHIN = Duration.ofDays(7);
    static final Duration RECURRING_WITHIN = Duration.ofDays(35);
    static final int RECURRING = 3;
    static final int REMINDER_DAYS = 14;
    static final String RECURRING_KEY = "|problem";

    private static final Duration HARDWARE_STAYS_WELL = Duration.ofHours(24);

    private final Assessment assessment;
    private final Map<List<String>, Verdict> verdicts = new TreeMap<>(LifeCycle::bySubjectAndItem);
    private final Map<String, Followed> standing = new TreeMap<>();
    private final Map<Long, FollowUp> changed = new TreeMap<>();
    private final boolean setBack;
    private long last;

    private LifeCycle(Assessment assessment, Book book) {
        this.assessment = assessment;
        this.last = book.last();
        this.setBack = book.asOf() != null && assessment.asOf().isBefore(book.asOf());
        for (var verdict : assessment.verdicts())
            verdicts.put(List.of(verdict.subject(), verdict.item().id()), verdict);
        for (var followed : book.tickets()) standing.put(followed.ticket().key(), followed);
    }

    /**
     * The tickets that change, by number. An assessment of a moment before the last one followed up, with evidence that is no
     * older, judges the past anew and changes nothing; where the evidence is older as well, the clock was set back, and what
     * is remembered of later moments counts as of now.
     */
    public static List<FollowUp> follow(Assessment assessment, Book book) {
        return judgesThePast(assessment, book) ? List.of() : new LifeCycle(assessment, book).follow();
    }

    /** Whether the tickets already stand as a later assessment found them. */
    public static boolean judgesThePast(Assessment assessment, Book book) {
        return book.asOf() != null
                && book.cutOff() != null
                && assessment.asOf().isBefore(book.asOf())
                && !assessment.cutOff().isBefore(book.cutOff());
    }

    /** R13: how long the better state has to hold. */
    static Duration recoverAfter(Ticket ticket) {
        return area(ticket) == Area.HW ? HARDWARE_STAYS_WELL : Duration.ZERO;
    }

    private static Area area(Ticket ticket) {
        return Area.valueOf(ticket.item().substring(0, ticket.item().indexOf('-')));
    }

    private List<FollowUp> follow() {
        var problems = TicketPlan.problems(assessment);
        for (var followed : List.copyOf(standing.values())) {
            if (followed.recurring()) continue;
            var problem = problems.get(followed.ticket().key());
            if (problem == null) withoutProblem(followed);
            else withProblem(followed, problem);
        }
        problems.forEach((key, problem) -> {
            if (!standing.containsKey(key) && !askedByAnother(problem)) begin(problem, "");
        });
        return List.copyOf(changed.values());
    }

    private void withProblem(Followed followed, Problem problem) {
        var closing = followed.closing();
        boolean longAgo = followed.state() == State.CLOSED
                && closing != null
                && !closing.byHand()
                && assessment.asOf().isAfter(closing.at().plus(REOPEN_WITHIN));
        if (longAgo || (!followed.state().live() && problem.unknown() && askedByAnother(problem))) {
            if (!askedByAnother(problem)) begin(problem, followed.id());
            return;
        }
        take(following(followed).failing(problem), followed);
    }

    private void withoutProblem(Followed followed) {
        var following = following(followed);
        var verdict = verdicts.get(
                List.of(followed.ticket().subject(), followed.ticket().item()));
        if (verdict == null) following.unjudged();
        else if (stillFound(verdict, followed.ticket())) following.stillFailing();
        else if (!proven(verdict)) following.unknown();
        else following.better(verdict, ranWell(verdict, followed.ticket()));
        take(following, followed);
    }

    private void begin(Problem problem, String earlier) {
        take(Following.begin(++last, problem, earlier, assessment).failing(problem), null);
    }

    private Following following(Followed followed) {
        return new Following(followed, assessment, setBack);
    }

    private void take(Following following, @Nullable Followed before) {
        var after = following.followed();
        if (!after.equals(before) || !following.steps().isEmpty())
            changed.put(after.number(), new FollowUp(after, following.steps()));
        if (following.recurs()) followRecurrence(after);
    }

    /** A ticket of its own for what comes back again and again; at most one stands. */
    private void followRecurrence(Followed often) {
        var problem = standing.get(often.ticket().key() + RECURRING_KEY);
        if (problem != null && problem.state().live()) return;
        var concluded = problem == null || problem.closing() == null
                ? Instant.MIN
                : problem.closing().at();
        if (often.reopenings().stream()
                        .filter(at -> at.isAfter(concluded))
                        .filter(at -> !at.isBefore(assessment.asOf().minus(RECURRING_WITHIN)))
                        .count()
                < RECURRING) return;
        var recurring = Following.recurring(++last, often, problem == null ? "" : problem.id(), assessment);
        changed.put(last, new FollowUp(recurring.followed(), recurring.steps()));
    }

    /** A ticket that asks what became of something says itself that nobody knows any more: no second one for that. */
    private boolean askedByAnother(Problem problem) {
        return problem.findings().isEmpty()
                && standing.values().stream()
                        .anyMatch(followed -> followed.state().live()
                                && followed.told()
                                && !followed.recurring()
                                && followed.ticket()
                                        .subject()
                                        .equals(problem.ticket().subject())
                                && followed.ticket()
                                        .item()
                                        .equals(problem.ticket().item())
                                && !followed.ticket()
                                        .key()
                                        .equals(problem.ticket().key()));
    }

    /** Whether a clause that doesn't decide, or that awaits its evidence, still speaks of it. */
    private static boolean stillFound(Verdict verdict, Ticket ticket) {
        return ticket.outcome() != Outcome.NO_EVIDENCE
                && verdict.outcome() != Outcome.NO_EVIDENCE
                && (speaksOf(ticket, verdict, verdict.matched()) || speaksOf(ticket, verdict, verdict.suppressed()));
    }

    private static boolean speaksOf(Ticket ticket, Verdict verdict, List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding -> finding.object().equals(ticket.object())
                        && verdict.item().clause(finding.clause()).outcome() != Outcome.NO_EVIDENCE);
    }

    /** Silence about a thing shows that it is well only where all that was asked for is there. */
    private static boolean proven(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASS, NOT_APPLICABLE -> true;
            case NO_EVIDENCE -> false;
            case FAIL, WARN ->
                verdict.evidence().stream().noneMatch(found -> found.line().required() && !found.suffices());
        };
    }

    /** R13: backup has recovered when a run went well; items that aren't about runs need none. */
    private static boolean ranWell(Verdict verdict, Ticket ticket) {
        if (area(ticket) != Area.BCK) return true;
        var runs = verdict.evidence().stream()
                .flatMap(found -> found.cited().stream())
                .filter(BackupRun.class::isInstance)
                .map(BackupRun.class::cast)
                .toList();
        return runs.isEmpty() || runs.stream().anyMatch(run -> run.result() == BackupRun.Result.SUCCESS);
    }

    private static int bySubjectAndItem(List<String> one, List<String> other) {
        int bySubject = one.get(0).compareTo(other.get(0));
        return bySubject != 0 ? bySubject : one.get(1).compareTo(other.get(1));
    }
}
