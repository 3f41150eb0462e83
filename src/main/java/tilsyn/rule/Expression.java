package tilsyn.rule;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Maybe;

/**
 * Looks through a condition or an argument for names that mean nothing: unknown fields, methods, types and variables. What it
 * can't know the type of, it leaves to the compiler.
 */
final class Expression {
    private static final Set<String> WORDS = Set.of(
            "null",
            "true",
            "false",
            "in",
            "not",
            "contains",
            "excludes",
            "matches",
            "memberOf",
            "str",
            "soundslike",
            "instanceof",
            "and",
            "or",
            "after",
            "before",
            "startsWith",
            "endsWith",
            "length");

    private final List<Token> tokens;
    private final @Nullable Class<?> pattern;
    private final Scope scope;
    private final LintReport report;
    private final int line;

    /** @param pattern type of the fact whose condition it is; null in a consequence */
    Expression(String text, @Nullable Class<?> pattern, Scope scope, LintReport report, int line) {
        this.tokens = Token.of(text);
        this.pattern = pattern;
        this.scope = scope;
        this.report = report;
        this.line = line;
    }

    /** Checks all of it. A variable bound in it is bound from here on. */
    void check() {
        for (int at = 0; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (!token.isName() || isMember(at)) continue;
            if (token.text().equals("new")) report.add(line(token), "A rule makes no objects: 'new' is not allowed.");
            else if (!WORDS.contains(token.text())) head(at);
        }
    }

    /** The type of the whole if it is one chain of names, else {@code Object}. */
    private void head(int at) {
        var token = tokens.get(at);
        if (isSign(at + 1, ":") && token.text().startsWith("$")) {
            scope.bind(token.text(), at + 2 < tokens.size() ? typeOfChain(at + 2) : Object.class);
            return;
        }
        follow(at, true);
    }

    private Class<?> typeOfChain(int at) {
        var token = tokens.get(at);
        if (!token.isName() || WORDS.contains(token.text())) return Object.class;
        int end = endOfChain(at);
        boolean whole = end == tokens.size()
                || isSign(end, ",")
                || tokens.get(end).text().matches("[<>=!]=?|in|not|contains|memberOf|matches");
        return whole ? follow(at, false) : Object.class;
    }

    /** Walks along {@code head.member.member(…)…} and gives what it ends in. */
    private Class<?> follow(int at, boolean complain) {
        var type = headType(at, complain);
        int next = isSign(at + 1, "(") ? closing(at + 1) + 1 : at + 1;
        while (type != Object.class && isSign(next, ".") && next + 1 < tokens.size()) {
            var member = tokens.get(next + 1);
            boolean call = isSign(next + 2, "(");
            var found = call ? Vocabulary.call(type, member.text()) : Vocabulary.field(type, member.text());
            if (found.isEmpty()) {
                if (complain) unknown(member, type, call);
                return Object.class;
            }
            type = found.get().isKnown() ? found.get().type() : Object.class;
            next = call ? closing(next + 2) + 1 : next + 2;
        }
        return isSign(next, "[") || isSign(next, "#") ? Object.class : type;
    }

    private Class<?> headType(int at, boolean complain) {
        var token = tokens.get(at);
        var name = token.text();
        if (name.startsWith("$")) {
            var type = scope.bound().get(name);
            if (type == null && complain)
                report.add(
                        line(token),
                        "Nothing is bound to %s. Bound here: %s."
                                .formatted(name, String.join(", ", scope.bound().keySet())),
                        Maybe.word(name, scope.bound().keySet()));
            return type == null ? Object.class : type;
        }
        if (name.equals("this")) return pattern == null ? Object.class : pattern;
        boolean call = isSign(at + 1, "(");
        if (!call && Character.isUpperCase(name.charAt(0))) {
            var type = Vocabulary.type(name);
            if (type == null && complain)
                report.add(
                        line(token),
                        "There is no type '%s' for rules.".formatted(name),
                        Maybe.word(name, Vocabulary.names()));
            return type == null ? Object.class : type;
        }
        if (pattern == null || pattern == Object.class) {
            if (pattern == null && complain) report.add(line(token), "'%s' means nothing here.".formatted(name));
            return Object.class;
        }
        var found = call ? Vocabulary.call(pattern, name) : Vocabulary.field(pattern, name);
        if (found.isEmpty() && complain) unknown(token, pattern, call);
        return found.isPresent() && found.get().isKnown() ? found.get().type() : Object.class;
    }

    private void unknown(Token member, Class<?> type, boolean call) {
        var has = Vocabulary.has(type);
        report.add(
                line(member),
                "%s has no %s '%s'. It has: %s."
                        .formatted(
                                type.getSimpleName(), call ? "method" : "field", member.text(), String.join(", ", has)),
                Maybe.word(member.text(), has));
    }

    private boolean isMember(int at) {
        return at > 0 && (isSign(at - 1, ".") || isSign(at - 1, "#"));
    }

    private boolean isSign(int at, String sign) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(sign);
    }

    private int endOfChain(int at) {
        int next = at + 1;
        while (next < tokens.size()) {
            if (isSign(next, "(")) next = closing(next) + 1;
            else if (isSign(next, ".")) next += 2;
            else return next;
        }
        return Math.min(next, tokens.size());
    }

    private int closing(int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            if (isSign(at, "(")) depth++;
            if (isSign(at, ")") && --depth == 0) return at;
        }
        return tokens.size();
    }

    private int line(Token token) {
        return line + token.line();
    }
}
