package tilsyn.ticket;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Derived;
import tilsyn.fact.Fact;
import tilsyn.fact.LogCount;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.UnexpectedStop;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Verdict;

/**
 * One thing that needs follow-up now.
 *
 * @param findings what the deciding clause found about its object; empty when nothing could be judged
 * @param ticket as it would be opened
 */
record Problem(Verdict verdict, List<Finding> findings, Ticket ticket) {
    private static final Set<String> CONCLUDED = Set.of("LOG-03", "LOG-08", "AV-06");

    Problem {
        findings = List.copyOf(findings);
    }

    boolean unknown() {
        return ticket.outcome() == Outcome.NO_EVIDENCE;
    }

    boolean waived() {
        return verdict.disposition().state().equals("waived");
    }

    /** Whether it goes away only when a named person says what it was (checklist section 3.2, point 3). */
    boolean needsConclusion() {
        if (unknown()) return false;
        var item = ticket.item();
        var clause = ticket.clause();
        if (item.equals("OPS-01")) return stopWithoutRootCause();
        return CONCLUDED.contains(item)
                || (item.equals("LOG-05") && (clause.equals("F1") || clause.equals("F2")))
                || (item.equals("AV-05") && clause.startsWith("F"))
                || (item.equals("OPS-04") && clause.equals("F3"));
    }

    private boolean stopWithoutRootCause() {
        return verdict.matched().stream()
                .flatMap(finding -> finding.cited().stream())
                .anyMatch(fact ->
                        fact instanceof UnexpectedStop stop && stop.rootCause().isBlank());
    }

    /** Events it rests on that are newer than those counted before; what is counted by hour counts in full. */
    long eventsAfter(@Nullable Instant counted) {
        return events().filter(fact -> counted == null || fact.time().isAfter(counted))
                .mapToLong(fact -> fact instanceof LogCount count ? count.count() : 1)
                .sum();
    }

    /** When the newest event it rests on happened; null when it rests on none. */
    @Nullable
    Instant newest() {
        return events().map(Fact::time).max(Comparator.naturalOrder()).orElse(null);
    }

    private Stream<Fact> events() {
        return readings().stream().filter(fact -> fact.kind() == Fact.Kind.STREAM);
    }

    /**
     * When the last of the windows that may hold it back ends; null when none may. One that was entered after the failure
     * holds nothing; of one that doesn't say when it was entered, the failure has to come after its beginning.
     *
     * @param first as-of of the assessment that found the problem first
     */
    @Nullable
    MaintenanceWindow window(Instant first) {
        var since = since(first);
        return verdict.disposition().windows().stream()
                .filter(window -> {
                    var created = window.created();
                    return created == null ? !since.isBefore(window.time()) : !created.isAfter(since);
                })
                .max(Comparator.comparing(MaintenanceWindow::until))
                .orElse(null);
    }

    /** A reading shows that it failed at its time; an absence is noticed when it is judged. */
    private Instant since(Instant first) {
        if (findings.isEmpty() || verdict.item().clause(ticket.clause()).absence()) return first;
        return readings().stream()
                .map(Fact::time)
                .max(Comparator.naturalOrder())
                .filter(shown -> shown.isBefore(first))
                .orElse(first);
    }

    /** What machines said, also beneath what was derived of it; each once. */
    private Set<Fact> readings() {
        var found = new HashSet<Fact>();
        findings.forEach(finding -> finding.cited().forEach(fact -> readings(fact, found)));
        return found;
    }

    private static void readings(Fact fact, Set<Fact> found) {
        switch (fact.kind()) {
            case STREAM, SNAPSHOT -> found.add(fact);
            case DERIVED -> ((Derived) fact).basis().forEach(below -> readings(below, found));
            case REGISTER -> {}
        }
    }
}
