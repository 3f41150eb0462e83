package tilsyn.rule;

import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tilsyn.verdict.Assessment;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Link;
import tilsyn.verdict.Story;
import tilsyn.verdict.Verdict;

/**
 * Hides secrets and personal data before anyone sees them: {@code [masked: NAME]} stands in their place. What it hides, and
 * how, stands in {@code rules/masking.yaml}. A text masked twice is the same as masked once. Of secrets over several lines it
 * knows the first line; {@link #reading} knows the others.
 */
public final class Masking implements UnaryOperator<String> {
    public static final Masking NONE = new Masking(List.of());

    private final List<Mask> masks;

    Masking(List<Mask> masks) {
        this.masks = List.copyOf(masks);
    }

    /** A source line, or a reason that may quote one. */
    @Override
    public String apply(String line) {
        var masked = line;
        for (var mask : masks) masked = mask.over(masked);
        return masked;
    }

    /** Masks the lines of inputs that are read one after the other. */
    public MaskedReading reading() {
        return new MaskedReading(
                this, masks.stream().filter(mask -> mask.then() != null).toList());
    }

    /** The assessment as it may be shown: what findings say is masked, their source lines were when they were stored. */
    Assessment over(Assessment assessment, List<Link> links) {
        var verdicts =
                assessment.verdicts().stream().map(this::verdict).sorted().toList();
        if (verdicts.equals(assessment.verdicts())) return assessment;
        return new Assessment(
                assessment.customer(),
                assessment.asOf(),
                assessment.cutOff(),
                assessment.rulebook(),
                verdicts,
                assessment.score(),
                Story.of(links, verdicts),
                assessment.retired(),
                assessment.rejectedRules().stream().map(this).toList());
    }

    private Verdict verdict(Verdict verdict) {
        return new Verdict(
                verdict.subject(),
                verdict.item(),
                verdict.outcome(),
                verdict.clause(),
                verdict.reason(),
                verdict.atHand(),
                findings(verdict.deciding()),
                findings(verdict.matched()),
                findings(verdict.suppressed()),
                verdict.evidence(),
                verdict.cited(),
                verdict.assumed(),
                verdict.disposition());
    }

    private List<Finding> findings(List<Finding> findings) {
        return findings.stream().map(this::finding).toList();
    }

    private Finding finding(Finding finding) {
        var values = new TreeMap<>(finding.values());
        values.replaceAll((name, value) -> said(value, finding));
        return new Finding(
                finding.item(),
                finding.clause(),
                said(finding.object(), finding),
                values,
                finding.reason(),
                finding.cited());
    }

    /** A finding that cites a line of a secret over several may quote it. */
    private String said(String text, Finding finding) {
        var masked = said(text);
        for (var mask : masks)
            if (mask.then() != null
                    && finding.cited().stream()
                            .anyMatch(fact -> fact.origin().raw().contains(mask.mark())))
                masked = mask.later(masked, part -> true);
        return masked;
    }

    private String said(String text) {
        var masked = text;
        for (var mask : masks) if (mask.findings()) masked = mask.over(masked);
        return masked;
    }
}
