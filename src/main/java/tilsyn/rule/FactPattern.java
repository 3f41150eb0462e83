package tilsyn.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Host;
import tilsyn.fact.Maybe;

/**
 * Which facts an evidence line means: {@code Type}, or {@code Type(component=value, other=this|that)}.
 *
 * @param type the fact type's name
 */
record FactPattern(String type, Predicate<Fact> matches) {
    private static final java.util.regex.Pattern SHAPE =
            java.util.regex.Pattern.compile("([A-Za-z]+)(?:\\(([^()]*)\\))?");

    /** @param source regular expression on the fact's source; null when any will do */
    static Optional<FactPattern> read(Entry entry, @Nullable Entry source) {
        var shape = SHAPE.matcher(entry.text());
        if (!shape.matches()) {
            entry.problem("'%s' is no fact pattern. Expected Type or Type(component=value).".formatted(entry.text()));
            return Optional.empty();
        }
        var name = shape.group(1);
        var type = FactTypes.all().get(name);
        if (type == null) {
            var types = FactTypes.all().keySet();
            entry.problem(
                    "There is no fact type '%s'. There are: %s.".formatted(name, String.join(", ", types)),
                    Maybe.word(name, types));
            return Optional.empty();
        }
        Predicate<Fact> matches = new Evidence.OfType(name);
        // a host that only the input shows is declared by nobody, and no evidence of anything
        if (type == Host.class) matches = fact -> fact instanceof Host host && !host.assumed();
        if (shape.group(2) != null)
            for (var condition : shape.group(2).split(",", -1))
                matches = matches.and(component(entry, type, condition.strip()));
        return Optional.of(new FactPattern(name, source == null ? matches : matches.and(bySource(source))));
    }

    private static Predicate<Fact> component(Entry entry, Class<?> type, String condition) {
        int equals = condition.indexOf('=');
        var name = (equals < 0 ? condition : condition.substring(0, equals)).strip();
        var component = Arrays.stream(type.getRecordComponents())
                .filter(one -> one.getName().equals(name))
                .findFirst();
        if (component.isEmpty()) {
            var known = FactTypes.components(type);
            entry.problem(
                    "%s has no component '%s'. It has: %s."
                            .formatted(type.getSimpleName(), name, String.join(", ", known)),
                    Maybe.word(name, known));
            return fact -> false;
        }
        if (equals < 0) {
            entry.problem("'%s' says no value. Expected %s=value.".formatted(condition, name));
            return fact -> false;
        }
        return new Evidence.Component(
                component.get(),
                Arrays.stream(condition.substring(equals + 1).split("\\|", -1))
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static Predicate<Fact> bySource(Entry entry) {
        try {
            return new Evidence.BySource(Pattern.compile(entry.text()));
        } catch (PatternSyntaxException broken) {
            entry.problem("'%s' is no regular expression: %s.".formatted(entry.text(), broken.getDescription()));
            return fact -> false;
        }
    }
}
