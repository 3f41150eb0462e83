package tilsyn.verdict;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;

/**
 * Item × subject, with why.
 *
 * @param subject host, or {@link #CUSTOMER}
 * @param clause the clause that decided, such as {@code F1}; empty for PASS, for NOT_APPLICABLE and where evidence is
 *     missing without an N clause saying so
 * @param reason for NO_EVIDENCE; null otherwise
 * @param atHand what the evidence at hand alone would say, were nothing missing: equals {@code outcome} unless that is
 *     NO_EVIDENCE; NO_EVIDENCE when there is nothing at hand
 * @param deciding the findings of the deciding clause
 * @param matched all findings, in the order of the item's clauses
 * @param suppressed findings of absence clauses whose source is not alive (R3): shown, never counted
 * @param evidence what was looked for
 * @param assumed the subject is declared by nobody
 * @param disposition what people have agreed about it (R7, R8)
 */
public record Verdict(
        String subject,
        Item item,
        Outcome outcome,
        String clause,
        @Nullable Reason reason,
        Outcome atHand,
        List<Finding> deciding,
        List<Finding> matched,
        List<Finding> suppressed,
        List<EvidenceFound> evidence,
        List<Fact> cited,
        boolean assumed,
        Disposition disposition)
        implements Comparable<Verdict> {
    public static final String CUSTOMER = "customer";

    public Verdict {
        deciding = List.copyOf(deciding);
        matched = List.copyOf(matched);
        suppressed = List.copyOf(suppressed);
        evidence = List.copyOf(evidence);
        cited = List.copyOf(cited);
        if (outcome == Outcome.PASS) requireProof(subject, item, evidence);
        if ((outcome == Outcome.NO_EVIDENCE) != (reason != null))
            throw new IllegalStateException("%s %s: a reason belongs to NO_EVIDENCE and to nothing else, not to %s"
                    .formatted(subject, item.id(), outcome));
        if (cited.isEmpty()
                && (outcome == Outcome.FAIL || outcome == Outcome.WARN || outcome == Outcome.NOT_APPLICABLE))
            throw new IllegalStateException("%s %s: %s cites nothing".formatted(subject, item.id(), outcome));
    }

    private static void requireProof(String subject, Item item, List<EvidenceFound> evidence) {
        for (var line : item.evidence())
            if (line.required()
                    && evidence.stream()
                            .noneMatch(found -> found.line().equals(line)
                                    && found.suffices()
                                    && !found.cited().isEmpty()))
                throw new IllegalStateException(
                        "%s %s: PASS without evidence of %s".formatted(subject, item.id(), line.name()));
        if (evidence.stream().allMatch(found -> found.cited().isEmpty()))
            throw new IllegalStateException("%s %s: PASS cites nothing".formatted(subject, item.id()));
    }

    /** The finding that a ticket or a sentence is about. */
    public Optional<Finding> first() {
        return deciding.stream().findFirst();
    }

    /** By subject, the customer last, then by item. */
    @Override
    public int compareTo(Verdict other) {
        int bySubject = Boolean.compare(subject.equals(CUSTOMER), other.subject.equals(CUSTOMER));
        if (bySubject == 0) bySubject = subject.compareTo(other.subject);
        return bySubject != 0 ? bySubject : item.compareTo(other.item);
    }
}
