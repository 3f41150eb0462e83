package tilsyn.rule;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.verdict.Finding;
import tilsyn.verdict.Verdict;

/** A verdict with its grounds, told to whoever wrote the rule. */
final class Told {
    private static final int LONGEST = 160;

    private Told() {}

    static String of(@Nullable Verdict verdict) {
        if (verdict == null) return "no row";
        var text = new StringBuilder(verdict.outcome().name());
        if (!verdict.clause().isEmpty()) text.append(' ').append(verdict.clause());
        if (verdict.reason() != null) text.append(' ').append(verdict.reason());
        findings(text, "fired", verdict.matched());
        findings(text, "fired, but its source isn't alive", verdict.suppressed());
        for (var found : verdict.evidence())
            text.append("\n    evidence %s%s: %s, %d found%s"
                    .formatted(
                            found.line().name(),
                            found.line().required() ? "" : " (not required)",
                            found.reason() == null ? "enough" : found.reason(),
                            found.total(),
                            cited(found.cited())));
        return text.toString();
    }

    private static void findings(StringBuilder text, String how, List<Finding> findings) {
        for (var finding : findings)
            text.append("\n    %s %s '%s' %s%s"
                    .formatted(how, finding.clause(), finding.object(), finding.values(), cited(finding.cited())));
    }

    private static String cited(List<Fact> facts) {
        return facts.stream()
                .map(fact -> "\n        " + shortened(fact.toString()))
                .collect(Collectors.joining());
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
