package tilsyn.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import tilsyn.verdict.Outcome;

/** Holds a clause file to the house's rules before it is compiled, so that messages name the line and what would be right. */
final class Lint {
    /** Part of what compiled clauses are cached by: raise it when the lint grows stricter. */
    static final String VERSION = "3";

    /** What a DRL file may hold beside rules, and a rule beside conditions and consequence: all of it forbidden here. */
    private static final Map<String, String> FORBIDDEN = forbidden();

    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 8;

    private static final Map<String, String> DISGUISES = Map.of(
            "\\u", "'\\u' writes a letter in disguise. Write the letter itself.",
            "\"\"\"", "'\"\"\"' begins a text of several lines. Write a text on one line.");

    private final Card card;
    private final Unit unit;
    private final LintReport report;

    private Lint(Card card, Unit unit, List<Problem> problems) {
        this.card = card;
        this.unit = unit;
        this.report = new LintReport(unit.source().path(), problems);
    }

    static void check(Card card, Unit unit, List<Problem> problems) {
        new Lint(card, unit, problems).check();
    }

    private void check() {
        int before = report.problems().size();
        shape();
        if (report.problems().size() > before) return;
        words();
        var parsed = parsed();
        if (parsed == null || report.problems().size() > before) return;
        for (var rule : parsed.getRules()) new RuleLint(card, rule, report).check();
        silent(parsed);
        if (report.problems().size() == before) Unreachable.check(unit, report);
    }

    /** What would let text look other to us than to the compiler, or is too much to look through. */
    private void shape() {
        var text = unit.source().text();
        if (text.length() > LONGEST) {
            report.add(
                    1, "The file has %d characters. At most %d are looked through.".formatted(text.length(), LONGEST));
            return;
        }
        for (var trick : DISGUISES.entrySet()) {
            int at = text.indexOf(trick.getKey());
            if (at >= 0) report.add(lineAt(text, at), trick.getValue());
        }
        int depth = 0;
        for (var token : Token.of(text)) {
            if (token.is("(") || token.is("[") || token.is("{")) depth++;
            if (token.is(")") || token.is("]") || token.is("}")) depth--;
            if (depth > DEEPEST) {
                report.add(token.line() + 1, "More than %d parentheses are open here.".formatted(DEEPEST));
                return;
            }
        }
    }

    private static int lineAt(String text, int at) {
        return 1 + (int) text.chars().limit(at).filter(each -> each == '\n').count();
    }

    private void words() {
        var before = new Token(Token.Form.SIGN, "", 0);
        for (var token : Token.of(unit.source().text())) {
            boolean member = before.is(".")
                    && !token.text().equals("getClass")
                    && !token.text().equals("forName");
            before = token;
            if (!token.isName() || member) continue;
            var why = FORBIDDEN.get(token.text());
            if (why != null)
                report.add(token.line() + 1, "'%s' has no place in clauses: %s".formatted(token.text(), why));
        }
    }

    private @org.jspecify.annotations.Nullable PackageDescr parsed() {
        var parser = new DrlParser();
        PackageDescr parsed = null;
        try {
            parsed = parser.parse(false, unit.drl());
        } catch (DroolsParserException | RuntimeException | StackOverflowError broken) {
            report.add(1, "Can't be read as rules: %s".formatted(broken.getMessage()));
        }
        for (var error : parser.getErrors())
            report.add(Arrays.stream(error.getLines()).findFirst().orElse(1), plain(error.getMessage()));
        return parser.hasErrors() ? null : parsed;
    }

    /** Without the error number and the place, which stand before it already. */
    private static String plain(String message) {
        return "Can't be read here: " + message.replaceFirst("^\\[ERR \\d+] Line \\d+:\\d+ ", "") + ".";
    }

    /** Clauses the card lists and no rule can say; the judge says N clauses by itself where evidence is missing. */
    private void silent(PackageDescr parsed) {
        var names = new ArrayList<String>();
        for (RuleDescr rule : parsed.getRules()) names.add(rule.getName());
        for (var clause : card.clauses())
            if (clause.outcome() != Outcome.NO_EVIDENCE
                    && names.stream().noneMatch(name -> name.startsWith(card.id() + " " + clause.id() + " ")))
                report.add(
                        1,
                        "%s lists the clause %s, but no rule here is named '%s %s …'."
                                .formatted(card.file(), clause.id(), card.id(), clause.id()));
    }

    private static Map<String, String> forbidden() {
        var why = new LinkedHashMap<String, List<String>>();
        why.put(
                "facts, moments and lengths of time are imported already.",
                List.of("import", "package", "java", "javax", "jdk", "sun", "org", "com"));
        why.put(
                "a clause file holds rules and nothing else.",
                List.of("function", "query", "declare", "global", "dialect", "expander"));
        why.put("conditions are about facts only.", List.of("eval", "kcontext", "drools"));
        why.put(
                "a rule changes nothing, it only says what it found.",
                List.of("insert", "insertLogical", "modify", "update", "retract", "delete", "halt"));
        why.put("the order of a set changes between runs; collectList keeps it.", List.of("collectSet", "groupby"));
        why.put(
                "a pattern may search without end. Compare texts, or name a signature.",
                List.of("matches", "soundslike"));
        why.put("rules don't take things apart.", List.of("getClass", "forName", "Class", "ClassLoader"));
        why.put("a rule's only clock is AsOf.", List.of("System", "Clock", "Runtime", "Thread"));
        var words = new TreeMap<String, String>();
        why.forEach((reason, forbidden) -> forbidden.forEach(word -> words.put(word, reason)));
        return words;
    }
}
