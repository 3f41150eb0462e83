package tilsyn.rule;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A unit as Java classes.
 *
 * @param model name of the class that is the unit's model
 * @param classes bytes of each class by its name
 */
record Compiled(String model, SortedMap<String, byte[]> classes) {
    Compiled(String model, Map<String, byte[]> classes) {
        this(model, Collections.unmodifiableSortedMap(new TreeMap<>(classes)));
    }

    Compiled {
        if (!classes.containsKey(model)) throw new IllegalArgumentException("no class " + model);
    }
}
