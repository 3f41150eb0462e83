package tilsyn.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Unmet;

/**
 * Says of each clause that did not fire what the first condition was that nothing met, by the same engine: the rule is fired
 * with its first condition alone, then with two, and so on, and the condition where it falls silent once more test by test.
 */
final class WhyNot {
    private static final String PACKAGE = "tilsyn.rules.probes";
    private static final Pattern NOT = Pattern.compile("(?s)not\\b\\s*(.*)");
    private static final Pattern OWN_NAME = Pattern.compile("(?<![\\w.$\"])[a-z]\\w*");
    private static final String VALUE = " v";
    private static final String SEEN = "$seenThere";
    private static final String ASKED = "$askedFor";

    private final Source source;
    private final Session session;
    private final List<Conditions.Rule> rules;
    private final Map<String, String> probes = new LinkedHashMap<>();

    private WhyNot(Source source, Session session) {
        this.source = source;
        this.session = session;
        this.rules = Conditions.of(source.text());
    }

    /** One for each rule of each clause that stayed silent, in the file's order; nothing when it can't be told. */
    static List<Unmet> of(Source clauses, Session session) {
        return new WhyNot(clauses, session).unmet();
    }

    private List<Unmet> unmet() {
        for (int rule = 0; rule < rules.size(); rule++) probe(rule);
        var heard = heard(probes);
        if (heard.isLost()) heard = heard(understood());
        var unmet = new ArrayList<Unmet>();
        var fired = new ArrayList<String>();
        for (int rule = 0; rule < rules.size(); rule++)
            if (heard.matched(name(rule, rules.get(rule).elements().size(), ""))) fired.add(clause(rule));
        if (heard.isLost()) return List.of();
        for (int rule = 0; rule < rules.size(); rule++)
            if (!fired.contains(clause(rule))) unmet.add(unmet(rule, heard));
        return List.copyOf(unmet);
    }

    private String clause(int rule) {
        return rules.get(rule).name().split(" ", 3)[1];
    }

    /** Everything that is to be asked about one rule, by name. */
    private void probe(int rule) {
        var elements = rules.get(rule).elements();
        var before = new StringBuilder();
        for (int k = 1; k <= elements.size(); k++) {
            var element = elements.get(k - 1);
            int number = k;
            element.pattern().ifPresent(shape -> {
                for (int test = 0; test < shape.tests().size(); test++) {
                    var compared = Conditions.comparison(shape.tests().get(test));
                    ask(name(rule, number, "t" + test), before + shape.with(test, List.of()), "");
                    if (compared.isPresent())
                        compare(
                                name(rule, number, VALUE.strip() + test),
                                before.toString(),
                                shape,
                                test,
                                compared.get());
                }
            });
            var not = NOT.matcher(element.text());
            if (not.matches()) ask(name(rule, k, "n"), before + not.group(1), "");
            before.append(element.text()).append('\n');
            ask(name(rule, k, ""), before.toString(), "");
        }
    }

    /** The two sides of a comparison, over all that had met what stands before it. */
    private void compare(String name, String before, Conditions.Shape shape, int test, Conditions.Comparison compared) {
        var bound = new ArrayList<String>();
        bound.add(SEEN + " : " + compared.left());
        var asked = compared.right();
        var names = OWN_NAME.matcher(asked.replaceAll("\"[^\"]*\"", "\"\""));
        boolean own = false;
        while (names.find()) own |= !List.of("true", "false", "null").contains(names.group());
        if (own) {
            bound.add(ASKED + " : " + asked);
            asked = ASKED;
        }
        if (asked.equals("null")) asked = "\"null\"";
        ask(name, before + shape.with(test, bound), ", \"seen\", " + SEEN + ", \"asked\", " + asked);
    }

    private void ask(String name, String conditions, String values) {
        probes.put(
                name,
                "rule \"%s\"\nwhen\n%s\nthen\n    say.fail( \"\"%s );\nend\n".formatted(name, conditions, values));
    }

    private static String name(int rule, int element, String part) {
        return "r" + rule + " e" + element + (part.isEmpty() ? "" : " " + part);
    }

    /** Without the values of those comparisons that the compiler can't make sense of. */
    private Map<String, String> understood() {
        var understood = new LinkedHashMap<String, String>();
        for (int rule = 0; rule < rules.size(); rule++) {
            var prefix = "r" + rule + " ";
            var values = new LinkedHashMap<String, String>();
            probes.forEach((name, probe) -> {
                if (name.startsWith(prefix)) (name.contains(VALUE) ? values : understood).put(name, probe);
            });
            if (values.isEmpty() || compiled(values) != null) understood.putAll(values);
            else
                values.forEach((name, probe) -> {
                    if (values.size() > 1 && compiled(Map.of(name, probe)) != null) understood.put(name, probe);
                });
        }
        return understood;
    }

    private Heard heard(Map<String, String> asked) {
        var compiled = compiled(asked);
        if (compiled == null) return Heard.NOTHING;
        var base = new Stratum(new TreeMap<>(Map.of("probes", RuleClasses.model(compiled)))).of(Set.of("probes"));
        return Heard.of(base, session);
    }

    private @Nullable Compiled compiled(Map<String, String> asked) {
        var text = String.join("\n", asked.values());
        var unit = new Unit("probes", PACKAGE, new Source(source.path(), source.relative(), text, ""));
        var compiled = Compiler.compile(List.of(unit), new ArrayList<>()).get("probes");
        return compiled == null || !Bytecode.forbidden(compiled).isEmpty() ? null : compiled;
    }

    private Unmet unmet(int rule, Heard heard) {
        var elements = rules.get(rule).elements();
        for (int k = 1; k <= elements.size(); k++) {
            if (heard.matched(name(rule, k, ""))) continue;
            var element = elements.get(k - 1);
            int before = k == 1 ? 0 : heard.count(name(rule, k - 1, ""));
            if (NOT.matcher(element.text()).matches())
                return unmet(
                        rule, Unmet.Kind.IN_THE_WAY, oneLine(element.text()), before, heard.of(name(rule, k, "n")));
            if (element.pattern().isEmpty())
                return unmet(rule, Unmet.Kind.NOT_MET, oneLine(element.text()), before, Heard.Nearest.NONE);
            return unmet(rule, k, element.pattern().get(), heard);
        }
        return unmet(rule, Unmet.Kind.NOT_MET, "", 0, Heard.Nearest.NONE);
    }

    private Unmet unmet(int rule, int k, Conditions.Shape shape, Heard heard) {
        int met = 0;
        while (met < shape.tests().size() && heard.matched(name(rule, k, "t" + met))) met++;
        if (met == 0) return unmet(rule, Unmet.Kind.NOTHING_THERE, shape.type(), 0, Heard.Nearest.NONE);
        int test = met - 1;
        var values = heard.of(name(rule, k, VALUE.strip() + test));
        return unmet(
                rule,
                Unmet.Kind.NOT_MET,
                shape.type() + "( " + shape.tests().get(test) + " )",
                heard.count(name(rule, k, "t" + test)),
                values.isNothing() ? heard.of(name(rule, k, "t" + test)) : values);
    }

    private Unmet unmet(int rule, Unmet.Kind kind, String condition, int left, Heard.Nearest nearest) {
        var of = rules.get(rule);
        return new Unmet(
                clause(rule),
                of.name().split(" ", 3)[2],
                source.path() + ":" + of.line(),
                kind,
                condition,
                left,
                nearest.seen(),
                nearest.asked(),
                nearest.distance(),
                nearest.facts());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
