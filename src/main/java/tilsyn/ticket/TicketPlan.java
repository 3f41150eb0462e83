package tilsyn.ticket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Host;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Outcome;
import tilsyn.verdict.Reason;
import tilsyn.verdict.Severity;
import tilsyn.verdict.Verdict;
import tilsyn.verdict.Words;

/** Decides what an assessment means for the tickets: pure, one ticket per problem (checklist section 3.2). */
public final class TicketPlan {
    private static final String SILENCE = "LOG-01";
    private static final Set<Reason> EXPLAINED_BY_SILENCE = Set.of(Reason.SOURCE_SILENT, Reason.STALE, Reason.MISSING);

    private TicketPlan() {}

    /**
     * The changes, most urgent first.
     *
     * @param open tickets open before
     */
    public static List<TicketChange> decide(Assessment assessment, List<Ticket> open) {
        var before = open.stream()
                .collect(Collectors.toMap(Ticket::key, ticket -> ticket, (one, other) -> one, TreeMap::new));
        var changes = new ArrayList<TicketChange>();
        var failing = problems(assessment);
        failing.values().forEach(problem -> {
            var change = change(
                    problem.verdict(),
                    problem.ticket(),
                    before.get(problem.ticket().key()));
            if (change != null) changes.add(change);
        });
        before.forEach((key, ticket) -> {
            if (!failing.containsKey(key)) changes.add(new TicketChange.Closed(ticket));
        });
        changes.sort(Comparator.comparing(TicketChange::ticket));
        return List.copyOf(changes);
    }

    /** What needs follow-up, each as the ticket it would get, by its key. */
    static SortedMap<String, Problem> problems(Assessment assessment) {
        var problems = new TreeMap<String, Problem>();
        for (var verdict : assessment.verdicts())
            for (var problem : problems(verdict, assessment))
                problems.putIfAbsent(problem.ticket().key(), problem);
        return problems;
    }

    private static @Nullable TicketChange change(Verdict verdict, Ticket ticket, @Nullable Ticket before) {
        var disposition = verdict.disposition();
        if (disposition.state().equals("waived")) return new TicketChange.Waived(ticket, disposition.reference());
        if (before != null) {
            var now = ticket.openedAt(before.opened());
            return now.equals(before) ? null : new TicketChange.Updated(now, before);
        }
        return disposition.state().equals("maintenance")
                ? new TicketChange.Held(ticket, disposition.reference())
                : new TicketChange.Opened(ticket);
    }

    /** One ticket for each thing the deciding clause found; none for what a silent host's ticket already explains. */
    private static List<Problem> problems(Verdict verdict, Assessment assessment) {
        if (verdict.outcome() == Outcome.PASS || verdict.outcome() == Outcome.NOT_APPLICABLE) return List.of();
        if (explainedBySilence(verdict, assessment)) return List.of();
        if (verdict.deciding().isEmpty())
            return List.of(new Problem(verdict, List.of(), ticket(verdict, assessment, null)));
        if (verdict.item().id().equals(SILENCE))
            return List.of(
                    new Problem(verdict, verdict.deciding(), ticket(verdict, assessment, silence(verdict.deciding()))));
        var byObject = new TreeMap<String, List<Finding>>();
        for (var finding : verdict.deciding())
            byObject.computeIfAbsent(finding.object(), object -> new ArrayList<>())
                    .add(finding);
        return byObject.values().stream()
                .map(findings -> new Problem(verdict, findings, ticket(verdict, assessment, findings.get(0))))
                .toList();
    }

    /** A silent host is one problem, however many of its feeds fell silent. */
    private static Finding silence(List<Finding> feeds) {
        var first = feeds.get(0);
        return new Finding(first.item(), first.clause(), "", first.values(), first.reason(), first.cited());
    }

    static boolean explainedBySilence(Verdict verdict, Assessment assessment) {
        return verdict.outcome() == Outcome.NO_EVIDENCE
                && verdict.reason() != null
                && EXPLAINED_BY_SILENCE.contains(verdict.reason())
                && silent(verdict.subject(), assessment);
    }

    private static boolean silent(String subject, Assessment assessment) {
        return assessment.verdicts().stream()
                .anyMatch(verdict -> verdict.subject().equals(subject)
                        && verdict.item().id().equals(SILENCE)
                        && verdict.outcome() == Outcome.FAIL);
    }

    private static Ticket ticket(Verdict verdict, Assessment assessment, @Nullable Finding finding) {
        var values = values(verdict, assessment, finding);
        var object = finding == null ? "" : finding.object();
        var customer = assessment.customer().id();
        var texts = verdict.item().ticket();
        return new Ticket(
                String.join("|", customer, verdict.subject(), verdict.item().id(), object),
                customer,
                verdict.subject(),
                verdict.item().id(),
                object,
                verdict.outcome(),
                verdict.clause(),
                priority(verdict),
                assessment.asOf(),
                finding == null ? unjudged(verdict) : title(verdict, finding, values),
                finding == null
                        ? lacking(verdict)
                        : texts.steps().stream().map(step -> step.with(values)).toList(),
                verdict.item().id().equals(SILENCE) && verdict.outcome() == Outcome.FAIL
                        ? covered(verdict.subject(), assessment)
                        : List.of());
    }

    /** The item's title; the clause's own sentence where that names what this finding doesn't know. */
    private static Words title(Verdict verdict, Finding finding, Map<String, Words> values) {
        var title = verdict.item().ticket().title();
        if (title.filledBy(values.keySet())) return title.with(values);
        var said = finding.said(verdict.item());
        return verdict.subject().equals(Verdict.CUSTOMER)
                ? said
                : new Words(verdict.subject() + ": " + said.en(), verdict.subject() + ": " + said.nb());
    }

    /** Nobody can say: the item's own title and steps speak of a problem that is not proven. */
    private static Words unjudged(Verdict verdict) {
        var host = verdict.subject().equals(Verdict.CUSTOMER) ? "" : verdict.subject() + ": ";
        var title = verdict.item().title();
        return new Words(
                host + "no evidence for «" + title.en() + "»", host + "mangler grunnlag for «" + title.nb() + "»");
    }

    private static List<Words> lacking(Verdict verdict) {
        return verdict.evidence().stream()
                .filter(found -> found.line().required() && !found.suffices())
                .map(found -> found.line().from())
                .map(from -> new Words("Get hold of: " + from.en(), "Skaff til veie: " + from.nb()))
                .distinct()
                .toList();
    }

    private static List<String> covered(String subject, Assessment assessment) {
        return assessment.verdicts().stream()
                .filter(verdict -> verdict.subject().equals(subject) && explainedBySilence(verdict, assessment))
                .map(verdict -> verdict.item().id())
                .toList();
    }

    private static Map<String, Words> values(Verdict verdict, Assessment assessment, @Nullable Finding finding) {
        var values = new TreeMap<String, Words>();
        values.put("customer", Words.same(assessment.customer().name()));
        if (!assessment.customer().contact().isEmpty())
            values.put("contact", Words.same(assessment.customer().contact()));
        if (!verdict.subject().equals(Verdict.CUSTOMER)) values.put("host", Words.same(verdict.subject()));
        verdict.evidence().stream()
                .flatMap(found -> found.cited().stream())
                .filter(fact -> fact instanceof Host host && !host.patchWindow().isEmpty())
                .findFirst()
                .ifPresent(host -> values.put("next_window", window(((Host) host).patchWindow())));
        if (finding != null) {
            values.putAll(finding.words());
            if (verdict.item().id().equals(SILENCE))
                values.computeIfPresent("source", (name, feed) -> and(feed, verdict));
            values.putIfAbsent("detail", finding.said(verdict.item()));
        }
        return values;
    }

    private static Words and(Words feed, Verdict silent) {
        int more = silent.deciding().size() - 1;
        if (more == 0) return feed;
        return more == 1
                ? new Words(feed.en() + " and one more feed", feed.nb() + " og én kilde til")
                : new Words(feed.en() + " and " + more + " more feeds", feed.nb() + " og " + more + " kilder til");
    }

    private static Words window(String patchWindow) {
        return new Words("the window " + patchWindow, "vinduet " + patchWindow);
    }

    /** Critical FAIL 1, high FAIL 2, medium FAIL or critical WARN 3, the rest 4; NO_EVIDENCE one below FAIL. */
    private static int priority(Verdict verdict) {
        int fail = switch (verdict.item().severity()) {
            case CRITICAL -> 1;
            case HIGH -> 2;
            case MEDIUM -> 3;
            case LOW -> 4;
        };
        return switch (verdict.outcome()) {
            case FAIL -> fail;
            case NO_EVIDENCE -> Math.min(4, fail + 1);
            default -> verdict.item().severity() == Severity.CRITICAL ? 3 : 4;
        };
    }
}
