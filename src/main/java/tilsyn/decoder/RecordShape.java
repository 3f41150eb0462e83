package tilsyn.decoder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;
import tilsyn.fact.Maybe;
import tilsyn.fact.Origin;

/** The components of one record type, and how they are read and written as JSON. */
final class RecordShape {
    private record Component(
            String name, JsonValue value, boolean nullable, Method accessor, boolean host, boolean origin) {}

    private final String type;
    private final boolean fact;
    private final boolean origin;
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Constructor<?> constructor;

    RecordShape(Class<?> record) {
        type = record.getSimpleName();
        fact = Fact.class.isAssignableFrom(record);
        origin = record == Origin.class;
        var classes = new ArrayList<Class<?>>();
        for (var component : record.getRecordComponents()) {
            positions.put(component.getName(), components.size());
            classes.add(component.getType());
            components.add(new Component(
                    component.getName(),
                    JsonValue.of(component.getGenericType()),
                    isNullable(component),
                    component.getAccessor(),
                    fact && component.getName().equals("host"),
                    component.getType() == Origin.class));
        }
        try {
            constructor = record.getDeclaredConstructor(classes.toArray(new Class<?>[0]));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every record has its constructor", impossible);
        }
    }

    void write(JsonGenerator json, Object record, JsonForm form) throws IOException {
        json.writeStartObject();
        if (form.typed() && fact) json.writeStringField("type", type);
        for (var component : components) {
            var value = get(component, record);
            if (component.host && form.host() != null || component.origin && !form.origins()) continue;
            if (form.empties() && isLeftOut(component, value, form)) continue;
            json.writeFieldName(component.name);
            if (value == null) json.writeNull();
            else component.value.write(json, value, form);
        }
        json.writeEndObject();
    }

    /** Reads the object that the parser stands at. */
    Object read(JsonParser parser, JsonForm form) throws IOException {
        FactJson.expect(parser, JsonToken.START_OBJECT, type + " as an object of components");
        parser.nextToken();
        return readComponents(parser, form);
    }

    /** Reads from the first component's name on. */
    Object readComponents(JsonParser parser, JsonForm form) throws IOException {
        var values = new Object[components.size()];
        var given = new boolean[components.size()];
        for (; parser.currentToken() == JsonToken.FIELD_NAME; parser.nextToken()) {
            var name = parser.currentName();
            var position = positions.get(name);
            if (position == null) throw unknown(name);
            parser.nextToken();
            values[position] = value(components.get(position), parser, form);
            given[position] = true;
        }
        FactJson.expect(parser, JsonToken.END_OBJECT, "the end of " + type);
        for (int i = 0; i < values.length; i++) if (!given[i]) values[i] = leftOut(components.get(i), form);
        if (form.byHand()) for (int i = 0; i < values.length; i++) if (!given[i]) values[i] = neutral(i, values);
        return created(values);
    }

    private @Nullable Object value(Component component, JsonParser parser, JsonForm form) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            if (component.nullable) return null;
            throw new IllegalArgumentException("%s.%s can't be null".formatted(type, component.name));
        }
        try {
            return component.value.read(parser, form);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s.%s: %s".formatted(type, component.name, wrong.getMessage()), wrong);
        }
    }

    private boolean isLeftOut(Component component, @Nullable Object value, JsonForm form) {
        if (value == null || !component.nullable && value.equals(component.value.empty())) return true;
        return origin && form.origin() != null && value.equals(ofFile(component.name, form.origin()));
    }

    /** The value of a component that isn't there. */
    private @Nullable Object leftOut(Component component, JsonForm form) {
        if (component.host && form.host() != null) return form.host();
        if (form.origin() != null) {
            if (origin) {
                var known = ofFile(component.name, form.origin());
                if (known != null) return known;
            }
            if (fact && component.name.equals("origin")) return form.origin();
        }
        if (component.nullable) return null;
        if (form.empties()) return required(component, component.value.empty());
        if (form.time() != null && component.name.equals("time")) return form.time();
        if (form.byHand()) return null;
        throw new IllegalArgumentException(type + " needs " + component.name);
    }

    private @Nullable Object neutral(int position, @Nullable Object[] values) {
        var component = components.get(position);
        if (values[position] != null || component.nullable) return values[position];
        var given = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < values.length; i++) given.put(components.get(i).name, values[i]);
        return required(component, Neutral.of(type, component.name, given, component.value.empty()));
    }

    private Object required(Component component, @Nullable Object value) {
        if (value == null) throw new IllegalArgumentException(type + " needs " + component.name);
        return value;
    }

    private static @Nullable Object ofFile(String component, Origin origin) {
        return switch (component) {
            case "file" -> origin.file();
            case "sha256" -> origin.sha256();
            case "received" -> origin.received();
            default -> null;
        };
    }

    private IllegalArgumentException unknown(String name) {
        var names = components.stream().map(Component::name).toList();
        return new IllegalArgumentException("%s has no component '%s'. It has: %s.%s"
                .formatted(type, name, String.join(", ", names), Maybe.of(name, names)));
    }

    private Object created(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    "%s: %s".formatted(type, refused.getTargetException().getMessage()), refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " can't be created", impossible);
        }
    }

    private static @Nullable Object get(Component component, Object record) {
        try {
            return component.accessor.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record's components can be read", impossible);
        }
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
