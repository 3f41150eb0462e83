package tilsyn.rule;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Level;
import tilsyn.fact.Origin;
import tilsyn.verdict.Reason;

/** The types that clauses may name, and what can be asked of them. */
final class Vocabulary {
    private static final SortedMap<String, Class<?>> TYPES = types();

    private Vocabulary() {}

    static @Nullable Class<?> type(String name) {
        return TYPES.get(name);
    }

    static Collection<String> names() {
        return TYPES.keySet();
    }

    /** What a name after a dot, or at the head of a condition, gives: a component, a property or a nested type. */
    static Optional<Found> field(Class<?> of, String name) {
        for (var nested : of.getDeclaredClasses())
            if (Modifier.isPublic(nested.getModifiers())
                    && nested.getSimpleName().equals(name)) return Optional.of(new Found(nested));
        for (var constant : of.getFields())
            if (constant.getName().equals(name)) return Optional.of(new Found(constant.getType()));
        for (var method : of.getMethods())
            if (method.getParameterCount() == 0 && isAskedBy(method, name))
                return Optional.of(new Found(result(method)));
        return Optional.empty();
    }

    /** What a call gives; unknown when several methods of that name give different things. */
    static Optional<Found> call(Class<?> of, String name) {
        var results = Arrays.stream(of.getMethods())
                .filter(method -> method.getName().equals(name))
                .map(Vocabulary::result)
                .distinct()
                .toList();
        if (results.isEmpty()) return Optional.empty();
        return Optional.of(new Found(results.size() == 1 ? results.get(0) : Object.class));
    }

    /** What a type has, components first, for messages. */
    static List<String> has(Class<?> type) {
        var names = new LinkedHashSet<String>();
        if (type.isRecord()) names.addAll(FactTypes.components(type));
        if (type.isEnum()) for (var constant : type.getEnumConstants()) names.add(((Enum<?>) constant).name());
        Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && method.getDeclaringClass() != Record.class
                        && method.getDeclaringClass() != Enum.class)
                .map(Member::getName)
                .filter(name -> !List.of("hashCode", "toString", "equals", "values", "valueOf")
                        .contains(name))
                .sorted()
                .forEach(names::add);
        return List.copyOf(names);
    }

    /** @param type {@code Object} where nothing is known of it */
    record Found(Class<?> type) {
        boolean isKnown() {
            return type != Object.class && !type.isPrimitive() && !type.isArray();
        }
    }

    private static boolean isAskedBy(Method method, String name) {
        var bean = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return method.getName().equals(name)
                || method.getName().equals("get" + bean)
                || method.getName().equals("is" + bean);
    }

    private static Class<?> result(Method method) {
        var generic = method.getGenericReturnType();
        return generic instanceof Class<?> || generic instanceof ParameterizedType
                ? method.getReturnType()
                : Object.class;
    }

    private static SortedMap<String, Class<?>> types() {
        var types = new TreeMap<String, Class<?>>(FactTypes.all());
        for (var type :
                List.of(Fact.class, Level.class, Origin.class, AsOf.class, Param.class, Subject.class, Reason.class))
            types.put(type.getSimpleName(), type);
        for (var type : List.of(
                Duration.class,
                Instant.class,
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                Period.class,
                ZoneId.class,
                ZonedDateTime.class)) types.put(type.getSimpleName(), type);
        for (var type : List.of(
                Object.class,
                Number.class,
                Boolean.class,
                Integer.class,
                Long.class,
                Double.class,
                String.class,
                Math.class,
                List.class,
                Map.class)) types.put(type.getSimpleName(), type);
        return types;
    }
}
