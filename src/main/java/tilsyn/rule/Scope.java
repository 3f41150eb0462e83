package tilsyn.rule;

import java.util.Map;
import java.util.TreeMap;

/** The variables a rule has bound so far, with their types; {@code Object} where the type isn't known. */
final class Scope {
    private final Map<String, Class<?>> bound = new TreeMap<>();

    void bind(String variable, Class<?> type) {
        bound.put(variable, type);
    }

    Map<String, Class<?>> bound() {
        return bound;
    }
}
