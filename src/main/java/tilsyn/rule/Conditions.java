package tilsyn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A rule's conditions as text, taken apart at the seams: one after the other, and each pattern into its tests. */
final class Conditions {
    private static final Pattern RULE = Pattern.compile("(?m)^\\s*rule\\s+\"([^\"\\\\]+)\"");
    private static final Pattern PATTERN = Pattern.compile("(?s)((?:\\$\\w+\\s*:\\s*)?)([A-Z][\\w.]*)\\s*(\\(.*)");
    private static final Pattern BINDING = Pattern.compile("(?s)\\$\\w+\\s*:\\s*[^<>=!&|]+");
    private static final Pattern WORDS = Pattern.compile("(?s).*\\b(in|contains|memberOf|excludes|str)\\b.*");

    private Conditions() {}

    /**
     * One rule.
     *
     * @param name the whole of it, such as {@code HW-02 F2 many pending sectors}
     * @param elements its conditions in their order
     */
    record Rule(String name, int line, List<Element> elements) {}

    /** One condition: a pattern, or anything else as it stands. */
    record Element(String text, Optional<Shape> pattern) {}

    /**
     * A pattern taken apart.
     *
     * @param head what it is bound to, with the colon; or empty
     * @param bindings that test nothing
     * @param rest where its objects come from; or empty
     */
    record Shape(String head, String type, List<String> bindings, List<String> tests, String rest) {
        /** The pattern with only the first so many of its tests, and something bound besides. */
        String with(int number, List<String> more) {
            var inside = new ArrayList<>(bindings);
            inside.addAll(tests.subList(0, number));
            inside.addAll(more);
            return "%s%s( %s ) %s".formatted(head, type, String.join(", ", inside), rest);
        }
    }

    /** A test that compares two values. */
    record Comparison(String left, String right) {}

    static List<Rule> of(String text) {
        var bare = withoutComments(text);
        var rules = new ArrayList<Rule>();
        var found = RULE.matcher(bare);
        while (found.find()) {
            int line = 1
                    + (int) bare.chars()
                            .limit(found.start(1))
                            .filter(each -> each == '\n')
                            .count();
            int when = word(bare, "when", found.end());
            int then = word(bare, "then", when);
            if (when < 0 || then < 0) continue;
            rules.add(new Rule(found.group(1), line, elements(bare.substring(when + 4, then))));
        }
        return rules;
    }

    /** Its two sides where it is one comparison and nothing else. */
    static Optional<Comparison> comparison(String test) {
        var bare = test.replaceFirst("^\\$\\w+\\s*:\\s*", "");
        int depth = 0;
        int at = -1;
        int length = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '"' || c == '\'') i = endOfText(bare, i) - 1;
            else if (c == '(' || c == '[') depth++;
            else if (c == ')' || c == ']') depth--;
            else if (depth == 0 && (c == '&' || c == '|')) return Optional.empty();
            else if (depth == 0 && "<>=!".indexOf(c) >= 0 && !(c == '!' && next(bare, i) != '=')) {
                if (at >= 0) return Optional.empty();
                at = i;
                length = next(bare, i) == '=' ? 2 : 1;
                i += length - 1;
            }
        }
        if (at <= 0 || WORDS.matcher(bare.replaceAll("\"[^\"]*\"", "")).matches()) return Optional.empty();
        return Optional.of(new Comparison(
                bare.substring(0, at).strip(), bare.substring(at + length).strip()));
    }

    private static char next(String text, int at) {
        return at + 1 < text.length() ? text.charAt(at + 1) : 0;
    }

    private static List<Element> elements(String text) {
        var elements = new ArrayList<Element>();
        int at = 0;
        while ((at = skip(text, at)) < text.length()) {
            int end = end(text, at);
            var element = text.substring(at, end).strip();
            elements.add(new Element(element, shape(element)));
            at = end;
            int after = skip(text, at);
            if (isWord(text, after, "and")) at = after + 3;
        }
        return elements;
    }

    /** Where the condition that begins here ends: behind its parentheses and what they come from. */
    private static int end(String text, int start) {
        int open = text.indexOf('(', start);
        if (open < 0) return text.length();
        int end = closing(text, open);
        int after = skip(text, end);
        if (isWord(text, after, "from")) {
            int from = skip(text, after + 4);
            if (isWord(text, from, "accumulate") || isWord(text, from, "collect"))
                return closing(text, text.indexOf('(', from));
            end = from;
            while (end < text.length() && (Character.isJavaIdentifierPart(text.charAt(end)) || text.charAt(end) == '.'))
                end++;
            if (end < text.length() && text.charAt(end) == '(') end = closing(text, end);
            after = skip(text, end);
        }
        return isWord(text, after, "or") ? end(text, after + 2) : end;
    }

    private static Optional<Shape> shape(String element) {
        var match = PATTERN.matcher(element);
        if (!match.matches()) return Optional.empty();
        var body = match.group(3);
        int close = closing(body, 0);
        var rest = body.substring(close).strip();
        if (!rest.isEmpty() && !rest.startsWith("from")) return Optional.empty();
        var bindings = new ArrayList<String>();
        var tests = new ArrayList<String>();
        for (var part : parts(body.substring(1, close - 1)))
            (BINDING.matcher(part).matches() && !WORDS.matcher(part).matches() ? bindings : tests).add(part);
        return Optional.of(new Shape(match.group(1), match.group(2), bindings, tests, rest));
    }

    /** What stands between commas that belong to no inner parentheses. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') at = endOfText(text, at) - 1;
            else if (c == '(' || c == '[') depth++;
            else if (c == ')' || c == ']') depth--;
            else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        parts.add(text.substring(start).strip());
        parts.removeIf(String::isEmpty);
        return parts.stream().map(part -> part.replaceAll("\\s+", " ")).toList();
    }

    private static int skip(String text, int at) {
        int next = Math.max(0, at);
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) next++;
        return next;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') at = endOfText(text, at) - 1;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return at + 1;
        }
        return text.length();
    }

    private static int endOfText(String text, int start) {
        char quote = text.charAt(start);
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') at++;
            else if (text.charAt(at) == quote) return at + 1;
        }
        return text.length();
    }

    private static boolean isWord(String text, int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at) && (end >= text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
    }

    private static int word(String text, String word, int from) {
        for (int at = Math.max(0, from); at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') at = endOfText(text, at) - 1;
            else if (isWord(text, at, word) && (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1))))
                return at;
        }
        return -1;
    }

    /** Each replaced by spaces, so that lines stay where they are. */
    private static String withoutComments(String text) {
        var bare = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') at = endOfText(text, at) - 1;
            else if (c == '/' && next(text, at) == '/')
                while (at < text.length() && text.charAt(at) != '\n') bare.setCharAt(at++, ' ');
            else if (c == '/' && next(text, at) == '*') {
                int end = text.indexOf("*/", at + 2);
                end = end < 0 ? text.length() : end + 2;
                for (; at < end; at++) if (text.charAt(at) != '\n') bare.setCharAt(at, ' ');
                at--;
            }
        }
        return bare.toString();
    }
}
