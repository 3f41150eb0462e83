package tilsyn.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Attestation;
import tilsyn.fact.Fact;
import tilsyn.fact.Facts;
import tilsyn.fact.Improvement;
import tilsyn.fact.PastVerdict;
import tilsyn.fact.ReportDelivery;
import tilsyn.fact.ReportState;

/** The newest status report, and whether each of its findings came with a suggestion. */
final class Reports {
    /** How long before a report was sent its verdicts may have been made. */
    private static final Duration MADE = Duration.ofDays(7);

    private Reports() {}

    /** Empty when no report is known to have been sent. */
    static List<Fact> of(Facts facts, Context context) {
        var newest = newest(context);
        if (newest == null) return List.of();
        var verdicts = verdicts(newest.time(), facts, context);
        var improvements = context.customer().stream()
                .filter(Improvement.class::isInstance)
                .map(Improvement.class::cast)
                .toList();
        var sent = newest instanceof ReportDelivery delivery ? delivery : null;
        var acknowledged = sent == null ? null : sent.acknowledged();
        return List.of(new ReportState(
                sent == null ? "" : sent.period(),
                Duration.between(newest.time(), context.asOf()),
                acknowledged == null || acknowledged.isAfter(context.asOf()) ? null : acknowledged,
                lacking(
                        "FAIL",
                        verdicts,
                        improvements.stream().filter(Improvement::concrete).toList()),
                lacking("WARN", verdicts, improvements),
                newest.time(),
                List.of(newest),
                newest.origin()));
    }

    /** A delivery from the register, or an attested one; of one moment the register knows more. */
    private static @Nullable Fact newest(Context context) {
        var sent = new ArrayList<Fact>(context.attestations("report_delivery", "", List.of()));
        for (var fact : context.customer())
            if (fact instanceof ReportDelivery && !fact.time().isAfter(context.asOf())) sent.add(fact);
        return sent.stream()
                .max(Comparator.comparing(Fact::time)
                        .thenComparing(fact -> !(fact instanceof Attestation))
                        .thenComparing(Fact::origin))
                .orElse(null);
    }

    /** Those of the last check before the report was sent. */
    private static List<PastVerdict> verdicts(Instant sent, Facts facts, Context context) {
        var made = new ArrayList<PastVerdict>();
        for (var host : facts.hosts()) add(facts.of(host), made);
        add(context.customer(), made);
        made.removeIf(verdict -> verdict.time().isAfter(sent) || verdict.time().isBefore(sent.minus(MADE)));
        var last = made.stream().map(PastVerdict::time).max(Comparator.naturalOrder());
        return made.stream()
                .filter(verdict -> last.isPresent() && verdict.time().equals(last.get()))
                .sorted(Comparator.comparing(PastVerdict::host).thenComparing(PastVerdict::item))
                .toList();
    }

    private static void add(List<Fact> facts, List<PastVerdict> made) {
        for (var fact : facts) if (fact instanceof PastVerdict verdict) made.add(verdict);
    }

    private static String lacking(String word, List<PastVerdict> verdicts, List<Improvement> improvements) {
        for (var verdict : verdicts)
            if (verdict.verdict().equals(word)
                    && improvements.stream().noneMatch(one -> one.answers(verdict.host(), verdict.item())))
                return (verdict.host() + " " + verdict.item()).strip();
        return "";
    }
}
