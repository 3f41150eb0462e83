package tilsyn.rule;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tilsyn.fact.Fact;
import tilsyn.verdict.Reason;

/** The fact types there are, by name, and what they are made of. */
final class FactTypes {
    private static final SortedMap<String, Class<?>> TYPES = Collections.unmodifiableSortedMap(under(Fact.class));

    /** Hash of every public method that rules can see of facts and of their own words. */
    static final String SHAPE = shape();

    private FactTypes() {}

    static Map<String, Class<?>> all() {
        return TYPES;
    }

    static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static SortedMap<String, Class<?>> under(Class<?> sealed) {
        var found = new TreeMap<String, Class<?>>();
        for (var permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) found.put(permitted.getSimpleName(), permitted);
            else found.putAll(under(permitted));
        }
        return found;
    }

    private static String shape() {
        var classes = new ArrayList<Class<?>>(TYPES.values());
        for (var type : TYPES.values()) classes.addAll(List.of(type.getDeclaredClasses()));
        classes.addAll(List.of(Fact.class, AsOf.class, Param.class, Subject.class, Say.class, Reason.class));
        var lines = new TreeSet<String>();
        for (var type : classes) {
            lines.add(type.toGenericString());
            for (var method : type.getMethods()) lines.add(method.toGenericString());
            for (var field : type.getFields()) lines.add(field.toGenericString());
        }
        return Hash.of(lines);
    }
}
