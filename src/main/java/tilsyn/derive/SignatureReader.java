package tilsyn.derive;

import com.google.re2j.PatternSyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.derive.SignatureMatch.ById;
import tilsyn.derive.SignatureMatch.ByPattern;
import tilsyn.derive.SignatureMatch.Condition;
import tilsyn.fact.Level;
import tilsyn.fact.LogEvent;
import tilsyn.fact.Maybe;
import tilsyn.fact.Origin;

/** Reads signature files and says what is wrong in them, each with file, line and what may have been meant. */
final class SignatureReader {
    private static final List<String> KEYS = List.of("id", "says", "keep", "by", "match");
    private static final List<String> OF_MATCH =
            List.of("provider", "ids", "channel", "data", "fields", "program", "pattern", "test");
    private static final int SHORTEST_LITERAL = 3;

    private final SortedSet<String> problems = new TreeSet<>();
    private final List<SignatureMatch> matches = new ArrayList<>();
    private final List<SignatureTest> tests = new ArrayList<>();
    private final Map<String, String> places = new TreeMap<>();
    private String file = "";

    SortedSet<String> problems() {
        return problems;
    }

    List<SignatureMatch> matches() {
        return matches;
    }

    List<SignatureTest> tests() {
        return tests;
    }

    void file(String path, String text) {
        file = path;
        var list = SignatureNode.read(path, text, problems);
        if (list == null) return;
        if (list.items().isEmpty()) problem(list.line(), "holds no list of signatures, '- id: ...'");
        for (var node : list.items()) signature(node);
    }

    private void signature(SignatureNode node) {
        known(node, KEYS, "signature");
        var id = text(node, "id");
        if (!id.matches("[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*"))
            problem(node.line(), "id '%s' is not of the form area.what, in small letters".formatted(id));
        var place = file + ":" + node.line();
        var earlier = places.putIfAbsent(id, place);
        if (earlier != null) problem(node.line(), "signature '%s' stands at %s already".formatted(id, earlier));
        var keep = text(node, "keep");
        if (!keep.equals("event") && !keep.equals("count"))
            problem(line(node, "keep"), "keep '%s' is neither event nor count".formatted(keep));
        var by = node.get("by") == null ? List.<String>of() : texts(node, "by");
        if (!by.isEmpty() && keep.equals("event"))
            problem(line(node, "by"), "only what is counted is kept apart 'by' fields");
        var says = new TreeMap<String, String>();
        var said = node.get("says");
        if (said != null) said.fields().forEach((language, words) -> says.put(language, words.value()));
        if (!says.keySet().containsAll(List.of("en", "nb"))) problem(node.line(), "says nothing in en and nb");
        var signature = new Signature(id, says, keep.equals("count"), by, place);
        var list = node.get("match");
        if (list == null || list.items().isEmpty()) problem(node.line(), "signature '%s' has no match".formatted(id));
        else for (var match : list.items()) match(signature, match);
    }

    private void match(Signature signature, SignatureNode node) {
        known(node, OF_MATCH, "match");
        boolean windows = node.get("ids") != null || node.get("provider") != null;
        var found = windows ? byId(signature, node) : byPattern(signature, node);
        if (found.isEmpty()) return;
        for (var match : found)
            if (!signature.by().isEmpty() && signature.by().stream().noneMatch(match.given()::contains))
                problem(node.line(), "gives none of the fields it is counted by: " + String.join(", ", signature.by()));
        matches.addAll(found);
        var test = node.get("test");
        if (test != null) tests(found.get(0), test);
        if (!windows && (test == null || test.get("matches") == null || test.get("misses") == null))
            problem(node.line(), "a pattern needs a test with a line that it matches and one that it misses");
    }

    private List<SignatureMatch> byId(Signature signature, SignatureNode node) {
        if (node.get("pattern") != null || node.get("program") != null)
            problem(node.line(), "matches either provider and ids, or program and pattern");
        var ids = new TreeSet<Integer>();
        for (var id : texts(node, "ids")) {
            if (id.matches("[0-9]{1,5}")) ids.add(Integer.parseInt(id));
            else problem(line(node, "ids"), "'%s' is no event id".formatted(id));
        }
        var providers = texts(node, "provider");
        if (ids.isEmpty() || providers.isEmpty()) {
            problem(node.line(), "a match of Windows events needs provider and ids");
            return List.of();
        }
        var data = new TreeMap<String, Condition>();
        var wanted = node.get("data");
        if (wanted != null) wanted.fields().forEach((name, value) -> data.put(name, condition(value)));
        var fields = new TreeMap<String, String>();
        var taken = node.get("fields");
        if (taken != null) taken.fields().forEach((name, from) -> fields.put(name, from.value()));
        var channel = node.get("channel") == null ? "" : text(node, "channel");
        return List.of(new ById(signature, providers, ids, channel, data, fields));
    }

    private Condition condition(SignatureNode value) {
        var not = value.get("not");
        if (not != null) return new Condition(new TreeSet<>(not.values()), true);
        if (!value.fields().isEmpty()) problem(value.line(), "expected a value, a list or 'not:'");
        return new Condition(new TreeSet<>(value.values()), false);
    }

    private List<SignatureMatch> byPattern(Signature signature, SignatureNode node) {
        for (var key : List.of("channel", "data", "fields"))
            if (node.get(key) != null) problem(line(node, key), "'%s' is for Windows events".formatted(key));
        var programs = node.get("program") == null ? List.<String>of() : texts(node, "program");
        var found = new ArrayList<SignatureMatch>();
        for (var written : texts(node, "pattern")) {
            try {
                var match = ByPattern.of(signature, programs, written);
                if (match.literal().strip().length() < SHORTEST_LITERAL)
                    problem(
                            line(node, "pattern"),
                            ("every match of '%s' must hold the same %d or more characters in a row, so that it is found"
                                            + " fast; of alternatives make a list of patterns")
                                    .formatted(written, SHORTEST_LITERAL));
                found.add(match);
            } catch (PatternSyntaxException broken) {
                problem(line(node, "pattern"), "pattern: " + broken.getMessage());
            }
        }
        return found;
    }

    private void tests(SignatureMatch match, SignatureNode test) {
        known(test, List.of("matches", "misses"), "test");
        for (var key : List.of("matches", "misses")) {
            var events = test.get(key);
            if (events == null) continue;
            for (var event : events.items())
                tests.add(new SignatureTest(
                        match.signature().id(), event(match, event), key.equals("matches"), file + ":" + event.line()));
        }
    }

    /** The event that a test describes: a message, or id, channel and data; what it leaves out is the match's own. */
    private LogEvent event(SignatureMatch match, SignatureNode node) {
        var origin = new Origin(file, node.line(), -1, "", "", "", "", Instant.EPOCH);
        if (match instanceof ByPattern pattern) {
            var program =
                    pattern.programs().isEmpty() ? "any" : pattern.programs().get(0);
            return new LogEvent(
                    "",
                    LogEvent.SYSLOG,
                    program,
                    -1,
                    Level.NONE,
                    -1,
                    Instant.EPOCH,
                    Map.of(),
                    node.value(),
                    "",
                    origin);
        }
        known(node, List.of("id", "channel", "provider", "data"), "event");
        var ids = (ById) match;
        var id = node.get("id") == null ? "" : text(node, "id");
        var data = new TreeMap<String, String>();
        var given = node.get("data");
        if (given != null) given.fields().forEach((name, value) -> data.put(name, value.value()));
        return new LogEvent(
                "",
                node.get("channel") == null ? ids.channel() : text(node, "channel"),
                node.get("provider") == null ? ids.providers().get(0) : text(node, "provider"),
                id.matches("[0-9]{1,5}")
                        ? Integer.parseInt(id)
                        : ids.ids().iterator().next(),
                Level.NONE,
                -1,
                Instant.EPOCH,
                data,
                "",
                "",
                origin);
    }

    private void known(SignatureNode node, Collection<String> keys, String what) {
        if (node.text() != null)
            problem(node.line(), "expected a %s with keys: %s".formatted(what, String.join(", ", keys)));
        node.fields().forEach((key, value) -> {
            if (!keys.contains(key))
                problem(
                        value.line(),
                        "a %s has no '%s'. It has: %s.%s"
                                .formatted(what, key, String.join(", ", keys), Maybe.of(key, keys)));
        });
    }

    private String text(SignatureNode node, String key) {
        var value = node.get(key);
        if (value != null && !value.value().isBlank()) return value.value();
        problem(node.line(), "has no " + key);
        return "";
    }

    private List<String> texts(SignatureNode node, String key) {
        var value = node.get(key);
        if (value == null) {
            problem(node.line(), "has no " + key);
            return List.of();
        }
        return value.values();
    }

    private static int line(SignatureNode node, String key) {
        var value = node.get(key);
        return value == null ? node.line() : value.line();
    }

    private void problem(int line, String text) {
        problems.add(file + ":" + line + "  " + text);
    }
}
