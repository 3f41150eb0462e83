package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;
import tilsyn.fact.Maybe;

/** Holds a rule's consequence to one call that fits its clause and names what the clause's sentence needs. */
final class ConsequenceLint {
    private static final Map<Character, String> CALLS = Map.of('F', "fail", 'W', "warn", 'N', "noEvidence");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern CALL = Pattern.compile("say\\s*\\.\\s*(\\w+)\\s*\\((.*)\\)\\s*;", Pattern.DOTALL);

    private final Card card;
    private final String clause;
    private final RuleDescr rule;
    private final Scope scope;
    private final LintReport report;
    private final int line;

    ConsequenceLint(Card card, String clause, RuleDescr rule, Scope scope, LintReport report) {
        this.card = card;
        this.clause = clause;
        this.rule = rule;
        this.scope = scope;
        this.report = report;
        this.line = rule.getConsequenceLine() + 1;
    }

    void check() {
        var expected = CALLS.getOrDefault(clause.charAt(0), "fail");
        var text = withoutComments(String.valueOf(rule.getConsequence()));
        var call = CALL.matcher(text);
        if (!call.matches() || !isOneCall(call.group(2))) {
            report.add(
                    line,
                    "A consequence is exactly one call. Expected say.%s( object, \"name\", value, … );"
                            .formatted(expected));
            return;
        }
        if (!call.group(1).equals(expected)) {
            report.add(
                    line,
                    "Clause %s is said with say.%s, not say.%s.".formatted(clause, expected, call.group(1)),
                    expected);
            return;
        }
        var arguments = new ArrayList<>(arguments(call.group(2)));
        for (var argument : arguments) new Expression(argument, null, scope, report, line).check();
        if (expected.equals("noEvidence")) {
            if (!arguments.get(0).strip().startsWith("Reason."))
                report.add(line, "say.noEvidence gives its reason first, such as Reason.MISSING.");
            arguments.remove(0);
        }
        values(arguments);
    }

    private void values(List<String> arguments) {
        if (arguments.size() % 2 == 0) {
            report.add(line, "Expected the object, and then pairs of \"name\" and value.");
            return;
        }
        var named = new TreeSet<String>();
        named.add("object");
        for (int i = 1; i < arguments.size(); i += 2) {
            var name = Token.of(arguments.get(i));
            if (name.size() != 1
                    || name.get(0).form() != Token.Form.STRING
                    || !name.get(0).text().matches("[a-z_]+"))
                report.add(
                        line,
                        "%s is no name for a value. Expected such as \"free_gb\"."
                                .formatted(arguments.get(i).strip()));
            else named.add(name.get(0).text());
        }
        card.clauses().stream().filter(one -> one.id().equals(clause)).forEach(one -> {
            for (var sentence : List.of(
                    one.sentence().en(),
                    one.sentence().nb(),
                    one.bare().en(),
                    one.bare().nb())) sentence(sentence, named);
        });
    }

    private void sentence(String sentence, TreeSet<String> named) {
        var placeholder = PLACEHOLDER.matcher(sentence);
        while (placeholder.find())
            if (!named.contains(placeholder.group(1)))
                report.add(
                        line,
                        "The sentence of %s in %s needs {%s}, which this rule doesn't give. It gives: %s."
                                .formatted(clause, card.file(), placeholder.group(1), String.join(", ", named)),
                        Maybe.word(placeholder.group(1), named));
    }

    /** Whether the parentheses close where the call ends, with nothing assigned and no other statement inside. */
    private static boolean isOneCall(String inside) {
        int depth = 0;
        var tokens = Token.of(inside);
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (token.is("(")) depth++;
            if (token.is(")") && --depth < 0) return false;
            if (token.is(";") || token.is("{") || token.is("}") || token.is("@")) return false;
            if (token.is("=") && !isComparison(tokens, at)) return false;
        }
        return depth == 0;
    }

    private static boolean isComparison(List<Token> tokens, int at) {
        return at > 0 && List.of("=", "<", ">", "!").contains(tokens.get(at - 1).text())
                || at + 1 < tokens.size() && tokens.get(at + 1).is("=");
    }

    /** What stands between commas that belong to no inner call. */
    private static List<String> arguments(String inside) {
        var arguments = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int at = 0; at < inside.length(); at++) {
            char c = inside.charAt(at);
            if (quote != 0) {
                if (c == '\\') at++;
                else if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') quote = c;
            else if (c == '(' || c == '[') depth++;
            else if (c == ')' || c == ']') depth--;
            else if (c == ',' && depth == 0) {
                arguments.add(inside.substring(start, at));
                start = at + 1;
            }
        }
        arguments.add(inside.substring(start));
        return arguments;
    }

    private static String withoutComments(String text) {
        return text.lines()
                .map(each -> each.strip().startsWith("//") ? "" : each)
                .reduce("", (one, other) -> one + "\n" + other)
                .strip();
    }
}
