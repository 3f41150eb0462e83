package tilsyn.rule;

import com.google.re2j.Pattern;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.verdict.EvidenceLine;
import tilsyn.verdict.Words;

/**
 * An evidence line as its card gives it.
 *
 * @param fact as written, such as {@code Attestation(form=root_cause)}
 * @param type name of the fact type
 * @param maxAge by role; empty when any age will do, or when {@code ageParameter} names the parameter that says it
 * @param required by role of the subject, when that makes a difference
 */
record Evidence(
        String fact,
        String type,
        Words from,
        Predicate<Fact> matches,
        Map<String, Duration> maxAge,
        String ageParameter,
        @Nullable Duration covers,
        boolean required,
        boolean declared,
        String onlyForRole) {

    /**
     * The line as it holds for a subject with these roles.
     *
     * @param age what the parameter says, where one does
     */
    EvidenceLine line(List<String> roles, @Nullable Duration age) {
        return new EvidenceLine(
                fact,
                from,
                matches,
                maxAge.isEmpty() ? age : ForRole.of(maxAge, roles),
                covers,
                required && (onlyForRole.isEmpty() || roles.contains(onlyForRole)),
                declared);
    }

    /** Facts of a type whose component has one of some values, compared as text. */
    record Component(RecordComponent component, List<String> values) implements Predicate<Fact> {
        @Override
        public boolean test(Fact fact) {
            try {
                var value = component.getAccessor().invoke(fact);
                return value != null && values.contains(value.toString().toLowerCase(Locale.ROOT));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("a record's components can be read", impossible);
            }
        }
    }

    /** Facts of a type. */
    record OfType(String type) implements Predicate<Fact> {
        @Override
        public boolean test(Fact fact) {
            return fact.type().equals(type);
        }
    }

    /** Facts by a source whose name matches whole. */
    record BySource(Pattern source) implements Predicate<Fact> {
        @Override
        public boolean test(Fact fact) {
            return source.matcher(fact.source()).matches();
        }
    }
}
