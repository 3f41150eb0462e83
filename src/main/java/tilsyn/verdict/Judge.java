package tilsyn.verdict;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.ExpectedSource;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.MaintenanceWindow;
import tilsyn.fact.Register;
import tilsyn.fact.SourceHeartbeat;
import tilsyn.fact.Waiver;

/**
 * Decides a verdict from what rules found and what evidence there is: the rules of evidence R1 to R8 and R16 of the
 * checklist, apart from any rule engine. PASS is earned by evidence; nothing else gives it.
 */
public final class Judge {
    /** Share of a source's lines that may be unreadable before nothing is concluded from it (R16), in per cent. */
    public static final double REJECTED_LIMIT = 1.0;

    private static final int CITED = 5;
    private static final Comparator<Fact> NEWEST_FIRST = Comparator.comparing(Fact::time)
            .reversed()
            .thenComparing(Fact::origin)
            .thenComparing(Fact::toString);

    private final Instant asOf;
    private final ZoneId zone;

    /** @param zone the customer's local time, in which waivers end */
    public Judge(Instant asOf, ZoneId zone) {
        this.asOf = asOf;
        this.zone = zone;
    }

    /**
     * The verdict on an item that applies.
     *
     * @param facts all that is known of the subject: readings, registers, heartbeats and other derived facts
     * @param findings clauses that fired, of this item and subject
     */
    public Verdict judge(Item item, String subject, boolean assumed, List<Fact> facts, List<Finding> findings) {
        var evidence = item.evidence().stream().map(line -> look(line, facts)).toList();
        boolean sourceLives = evidence.stream().allMatch(Judge::showsAbsence);
        var matched = new ArrayList<Finding>();
        var suppressed = new ArrayList<Finding>();
        for (var finding : inClauseOrder(item, findings))
            (sourceLives || !item.clause(finding.clause()).absence() ? matched : suppressed).add(finding);
        var lacking = evidence.stream()
                .filter(found -> found.line().required() && !found.suffices())
                .toList();
        var outcome = outcome(item, matched, lacking);
        var deciding = deciding(item, matched, outcome);
        return new Verdict(
                subject,
                item,
                outcome,
                clause(item, deciding, outcome),
                outcome == Outcome.NO_EVIDENCE ? reason(deciding, lacking) : null,
                outcome == Outcome.NO_EVIDENCE ? atHand(item, matched, evidence) : outcome,
                deciding,
                matched,
                suppressed,
                evidence,
                cited(subject, outcome, deciding, evidence, facts),
                assumed,
                disposition(item, subject, outcome, deciding, facts));
    }

    /** The verdict on an item that the inventory says does not apply. */
    public static Verdict notApplicable(Item item, String subject, Fact declaration) {
        return new Verdict(
                subject,
                item,
                Outcome.NOT_APPLICABLE,
                "",
                null,
                Outcome.NOT_APPLICABLE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(declaration),
                false,
                Disposition.NONE);
    }

    /** The verdict on an item whose rules are switched off or broken. */
    public static Verdict unjudged(Item item, String subject, boolean assumed, Reason reason) {
        return new Verdict(
                subject,
                item,
                Outcome.NO_EVIDENCE,
                "",
                reason,
                Outcome.NO_EVIDENCE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                assumed,
                Disposition.OPEN);
    }

    private EvidenceFound look(EvidenceLine line, List<Fact> facts) {
        var all = facts.stream().filter(line.matches()).sorted(NEWEST_FIRST).toList();
        var valid = all.stream()
                .filter(fact -> !(fact instanceof Attestation attestation) || attestation.valid())
                .toList();
        var reason = valid.isEmpty() ? missing(line, all) : insufficient(line, valid, facts);
        var shown = valid.isEmpty() ? all : valid;
        return new EvidenceFound(line, reason, shown.stream().limit(CITED).toList(), all.size());
    }

    private static Reason missing(EvidenceLine line, List<Fact> invalid) {
        if (!invalid.isEmpty()) return Reason.ATTESTATION_INVALID;
        if (line.attested()) return Reason.ATTESTATION_MISSING;
        return line.declared() ? Reason.NOT_DECLARED : Reason.MISSING;
    }

    private @Nullable Reason insufficient(EvidenceLine line, List<Fact> found, List<Fact> facts) {
        if (line.attested() && attestationGap(facts)) return Reason.ATTESTATION_GAP;
        if (line.maxAge() != null && found.get(0).time().isBefore(asOf.minus(line.maxAge())))
            return silent(found, facts) ? Reason.SOURCE_SILENT : Reason.STALE;
        if (found.stream().noneMatch(fact -> fact.kind() == Fact.Kind.STREAM)) return null;
        Reason worst = null;
        for (var source : new LinkedHashSet<>(found.stream().map(Feed::of).toList())) {
            var reason = unproven(line, source, facts);
            if (reason == null) return null;
            if (worst == null) worst = reason;
        }
        return worst;
    }

    private static boolean attestationGap(List<Fact> facts) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof Register register
                        && register.name().equals("attestations")
                        && !register.problem().isEmpty());
    }

    private static boolean silent(List<Fact> found, List<Fact> facts) {
        return found.get(0).kind() == Fact.Kind.STREAM
                && heartbeat(Feed.of(found.get(0)), facts)
                        .map(heartbeat -> !heartbeat.alive())
                        .orElse(true);
    }

    /** Why a stream proves nothing: dead, unreadable, or with a hole in the stretch it has to cover. */
    private @Nullable Reason unproven(EvidenceLine line, Feed feed, List<Fact> facts) {
        var heartbeat = heartbeat(feed, facts);
        if (heartbeat.isEmpty() || !heartbeat.get().alive()) return Reason.SOURCE_SILENT;
        if (heartbeat.get().rejectedPercent() > REJECTED_LIMIT) return Reason.UNPARSEABLE;
        var covers = line.covers();
        if (covers != null && !heartbeat.get().covers(coverageStart(feed, covers, facts))) return Reason.SOURCE_SILENT;
        return null;
    }

    /** A feed that was set up within the stretch needs to cover it only since then. */
    private Instant coverageStart(Feed feed, Duration covers, List<Fact> facts) {
        var start = asOf.minus(covers);
        for (var fact : facts)
            if (fact instanceof ExpectedSource expected
                    && expected.host().equals(feed.host())
                    && expected.expects().equals(feed.source())
                    && expected.since() != null
                    && expected.since().isAfter(start)) return expected.since();
        return start;
    }

    private static Optional<SourceHeartbeat> heartbeat(Feed feed, List<Fact> facts) {
        return facts.stream()
                .filter(SourceHeartbeat.class::isInstance)
                .map(SourceHeartbeat.class::cast)
                .filter(heartbeat -> heartbeat.host().equals(feed.host())
                        && heartbeat.source().equals(feed.source()))
                .findFirst();
    }

    /** Whether what this line looked at would have shown something that is absent (R3); registers always would. */
    private static boolean showsAbsence(EvidenceFound found) {
        return found.suffices()
                || !found.line().required()
                || found.line().declared()
                || found.line().attested();
    }

    /** Two rules of one clause that say the same are one finding. */
    private static List<Finding> inClauseOrder(Item item, List<Finding> findings) {
        var alike = new LinkedHashMap<List<?>, List<Finding>>();
        for (var finding : findings)
            alike.computeIfAbsent(
                            Arrays.asList(finding.clause(), finding.object(), finding.values(), finding.reason()),
                            key -> new ArrayList<>())
                    .add(finding);
        return alike.values().stream()
                .map(Finding::ofAlike)
                .sorted(Comparator.comparing((Finding finding) -> item.clauses().indexOf(item.clause(finding.clause())))
                        .thenComparing(Finding::object)
                        .thenComparing(finding -> finding.values().toString())
                        .thenComparing(finding -> finding.cited().toString()))
                .toList();
    }

    private static Outcome outcome(Item item, List<Finding> matched, List<EvidenceFound> lacking) {
        if (has(item, matched, Outcome.FAIL)) return Outcome.FAIL;
        if (!lacking.isEmpty() || has(item, matched, Outcome.NO_EVIDENCE)) return Outcome.NO_EVIDENCE;
        return has(item, matched, Outcome.WARN) ? Outcome.WARN : Outcome.PASS;
    }

    private static boolean has(Item item, List<Finding> matched, Outcome outcome) {
        return matched.stream()
                .anyMatch(finding -> item.clause(finding.clause()).outcome() == outcome);
    }

    private static List<Finding> deciding(Item item, List<Finding> matched, Outcome outcome) {
        var first = matched.stream()
                .filter(finding -> item.clause(finding.clause()).outcome() == outcome)
                .findFirst();
        return first.isEmpty()
                ? List.of()
                : matched.stream()
                        .filter(finding -> finding.clause().equals(first.get().clause()))
                        .toList();
    }

    /** Missing evidence that no N clause spoke of comes under the item's first. */
    private static String clause(Item item, List<Finding> deciding, Outcome outcome) {
        if (!deciding.isEmpty()) return deciding.get(0).clause();
        if (outcome != Outcome.NO_EVIDENCE) return "";
        return item.clauses().stream()
                .filter(clause -> clause.outcome() == Outcome.NO_EVIDENCE)
                .findFirst()
                .map(Clause::id)
                .orElse("");
    }

    private static Reason reason(List<Finding> deciding, List<EvidenceFound> lacking) {
        for (var finding : deciding) if (finding.reason() != null) return finding.reason();
        for (var found : lacking) if (found.reason() != null) return found.reason();
        return Reason.MISSING;
    }

    private static Outcome atHand(Item item, List<Finding> matched, List<EvidenceFound> evidence) {
        if (has(item, matched, Outcome.WARN)) return Outcome.WARN;
        boolean something = evidence.stream()
                .anyMatch(found -> found.suffices()
                        && found.line().required()
                        && found.cited().stream().anyMatch(fact -> fact.kind() != Fact.Kind.REGISTER));
        return something && !has(item, matched, Outcome.NO_EVIDENCE) ? Outcome.PASS : Outcome.NO_EVIDENCE;
    }

    private static List<Fact> cited(
            String subject, Outcome outcome, List<Finding> deciding, List<EvidenceFound> evidence, List<Fact> facts) {
        var cited = new LinkedHashSet<Fact>();
        for (var finding : deciding) cited.addAll(finding.cited());
        if (cited.isEmpty() || outcome == Outcome.PASS) for (var found : evidence) cited.addAll(found.cited());
        if (cited.isEmpty())
            facts.stream()
                    .filter(fact -> fact instanceof Host host && host.host().equals(subject))
                    .forEach(cited::add);
        return List.copyOf(cited);
    }

    private Disposition disposition(
            Item item, String subject, Outcome outcome, List<Finding> deciding, List<Fact> facts) {
        if (outcome == Outcome.PASS) return Disposition.NONE;
        var today = LocalDate.ofInstant(asOf, zone);
        return facts.stream()
                .filter(Waiver.class::isInstance)
                .map(Waiver.class::cast)
                .filter(waiver -> accepts(waiver, item, subject, deciding, today))
                .min(Comparator.comparing(Waiver::id))
                .map(waiver -> new Disposition("waived", waiver.id(), waiver.approver(), waiver.expires()))
                .or(() -> maintenance(subject, facts))
                .orElse(Disposition.OPEN);
    }

    /** R8: approved by someone else than who asked, granted, not expired, for this item, subject and object. */
    private boolean accepts(Waiver waiver, Item item, String subject, List<Finding> deciding, LocalDate today) {
        return waiver.item().equals(item.id())
                && (waiver.host().equals(subject) || waiver.host().isEmpty() && subject.equals(Verdict.CUSTOMER))
                && !waiver.approver().isBlank()
                && !waiver.approver().equalsIgnoreCase(waiver.requestedBy())
                && waiver.expires() != null
                && !waiver.expires().isBefore(today)
                && !waiver.time().isAfter(asOf)
                && (waiver.object().isEmpty()
                        || !deciding.isEmpty()
                                && deciding.stream()
                                        .allMatch(finding -> finding.object().equals(waiver.object())));
    }

    private Optional<Disposition> maintenance(String subject, List<Fact> facts) {
        var windows = facts.stream()
                .filter(MaintenanceWindow.class::isInstance)
                .map(MaintenanceWindow.class::cast)
                .filter(window -> window.host().isEmpty() || window.host().equals(subject))
                .filter(window -> window.purpose().equals("maintenance")
                        || window.purpose().equals("patch"))
                .filter(window -> window.holdsAt(asOf))
                .sorted(Comparator.comparing(MaintenanceWindow::time)
                        .thenComparing(MaintenanceWindow::reason)
                        .thenComparing(MaintenanceWindow::toString))
                .toList();
        return windows.stream()
                .findFirst()
                .map(window -> new Disposition(
                        "maintenance",
                        window.reason(),
                        window.approver(),
                        LocalDate.ofInstant(window.until(), zone),
                        windows));
    }

    /** A source of a host. */
    private record Feed(String host, String source) {
        static Feed of(Fact fact) {
            return new Feed(fact.host(), fact.source());
        }
    }
}
