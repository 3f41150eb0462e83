package tilsyn.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds clauses that can never decide, where that can be seen from their text. */
final class Unreachable {
    private static final Pattern BOUND = Pattern.compile("(?s)([\\w.]+)\\s*(<=?|>=?)\\s*(-?\\d+(?:\\.\\d+)?)");

    private Unreachable() {}

    static void check(Unit unit, LintReport report) {
        var rules = Conditions.of(unit.source().text());
        for (var rule : rules) emptyRange(rule, report);
        for (var later : rules)
            for (var earlier : rules)
                if (rank(earlier) < rank(later) && contains(later, earlier)) {
                    report.add(
                            later.line(),
                            "%s can never decide: wherever it fires, %s on line %d has fired and outranks it."
                                    .formatted(clause(later), clause(earlier), earlier.line()));
                    break;
                }
    }

    private static String clause(Conditions.Rule rule) {
        var words = rule.name().split(" ", 3);
        return words.length < 2 ? rule.name() : words[1];
    }

    /** FAIL outranks NO_EVIDENCE outranks WARN; of the same kind none outranks another. */
    private static int rank(Conditions.Rule rule) {
        return "FNW".indexOf(clause(rule).charAt(0));
    }

    /** Whether all that the one asks for is asked for by this too. */
    private static boolean contains(Conditions.Rule rule, Conditions.Rule other) {
        return !other.elements().isEmpty()
                && other.elements().stream()
                        .allMatch(wanted -> rule.elements().stream().anyMatch(element -> contains(element, wanted)));
    }

    private static boolean contains(Conditions.Element element, Conditions.Element wanted) {
        if (bare(element.text()).equals(bare(wanted.text()))) return true;
        var here = element.pattern();
        var there = wanted.pattern();
        return here.isPresent()
                && there.isPresent()
                && here.get().type().equals(there.get().type())
                && bare(here.get().rest()).equals(bare(there.get().rest()))
                && here.get().rest().isEmpty()
                && tests(here.get()).containsAll(tests(there.get()));
    }

    private static Set<String> tests(Conditions.Shape shape) {
        var tests = new HashSet<String>();
        for (var test : shape.tests()) tests.add(bare(test));
        return tests;
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void emptyRange(Conditions.Rule rule, LintReport report) {
        for (var element : rule.elements()) {
            if (element.pattern().isEmpty()) continue;
            var shape = element.pattern().get();
            var above = new TreeMap<String, List<Bound>>();
            for (var test : shape.tests()) {
                var match = BOUND.matcher(test.strip());
                if (match.matches())
                    above.computeIfAbsent(match.group(1), name -> new ArrayList<>())
                            .add(new Bound(match.group(2), Double.parseDouble(match.group(3))));
            }
            above.forEach((field, bounds) -> {
                if (bounds.stream().anyMatch(one -> bounds.stream().anyMatch(one::excludes)))
                    report.add(
                            rule.line(),
                            "%s can never fire: no %s of %s meets all that is asked of it."
                                    .formatted(clause(rule), field, shape.type()));
            });
        }
    }

    private record Bound(String sign, double limit) {
        boolean excludes(Bound other) {
            if (!sign.startsWith(">") || !other.sign.startsWith("<")) return false;
            return limit > other.limit || limit == other.limit && !(sign.endsWith("=") && other.sign.endsWith("="));
        }
    }
}
