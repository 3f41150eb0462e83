package tilsyn.decoder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Fact;

/** How values of one Java type are read and written as JSON. */
interface JsonValue {
    /** Reads the value that the parser stands at; not null. */
    Object read(JsonParser parser, JsonForm form) throws IOException;

    void write(JsonGenerator json, Object value, JsonForm form) throws IOException;

    /** What is empty of this type: no text, no elements, no, or -1 for numbers; null when nothing is. */
    @Nullable
    Object empty();

    static JsonValue of(Type type) {
        if (type instanceof ParameterizedType generic) {
            var of = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) return new Entries(of[0] == Integer.class, of(of[1]));
            return of[0] == Integer.class ? new Minutes() : new Elements(of(of[0]));
        }
        var plain = (Class<?>) type;
        if (plain == Fact.class) return new AnyFact();
        if (plain.isRecord()) return new Nested(new RecordShape(plain));
        if (plain.isEnum()) return new Word(plain);
        return Scalar.of(plain);
    }

    /** What is one token of JSON. */
    enum Scalar implements JsonValue {
        TEXT(""),
        FLAG(false),
        COUNT(-1),
        NUMBER(-1L),
        REAL(null),
        INSTANT(null),
        DURATION(Duration.ZERO),
        DATE(null),
        ZONE(null);

        private static final Pattern SHORT = Pattern.compile("(\\d{1,9}) ?(d|h|min|m|s)");
        private final @Nullable Object empty;

        Scalar(@Nullable Object empty) {
            this.empty = empty;
        }

        static Scalar of(Class<?> type) {
            if (type == String.class) return TEXT;
            if (type == boolean.class || type == Boolean.class) return FLAG;
            if (type == int.class || type == Integer.class) return COUNT;
            if (type == long.class || type == Long.class) return NUMBER;
            if (type == double.class || type == Double.class) return REAL;
            if (type == Instant.class) return INSTANT;
            if (type == Duration.class) return DURATION;
            if (type == LocalDate.class) return DATE;
            if (type == ZoneId.class) return ZONE;
            throw new IllegalArgumentException(
                    "facts hold no " + type.getName() + " yet; tell JsonValue how to write one");
        }

        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            var text = parser.currentToken().isScalarValue()
                    ? parser.getText()
                    : parser.currentToken().asString();
            try {
                return switch (this) {
                    case TEXT -> {
                        if (!parser.currentToken().isScalarValue()) throw expected("text", text);
                        yield text;
                    }
                    case FLAG -> {
                        if (!parser.currentToken().isBoolean()) throw expected("true or false", text);
                        yield parser.getBooleanValue();
                    }
                    case COUNT -> Math.toIntExact(whole(parser, text));
                    case NUMBER -> whole(parser, text);
                    case REAL -> {
                        if (!parser.currentToken().isNumeric()) throw expected("a number", text);
                        yield parser.getDoubleValue();
                    }
                    case INSTANT ->
                        text.endsWith("Z")
                                ? Instant.parse(text)
                                : OffsetDateTime.parse(text).toInstant();
                    case DURATION -> duration(text);
                    case DATE -> LocalDate.parse(text);
                    case ZONE -> ZoneId.of(text);
                };
            } catch (DateTimeException | ArithmeticException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }

        private static long whole(JsonParser parser, String text) throws IOException {
            if (!parser.currentToken().isNumeric()) throw expected("a whole number", text);
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) return parser.getLongValue();
            double value = parser.getDoubleValue();
            if (value != Math.rint(value) || Math.abs(value) > 1L << 53) throw expected("a whole number", text);
            return (long) value;
        }

        private static Duration duration(String text) {
            var matched = SHORT.matcher(text);
            if (!matched.matches()) return Duration.parse(text);
            long amount = Long.parseLong(matched.group(1));
            return switch (matched.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            if (value instanceof Boolean flag) json.writeBoolean(flag);
            else if (value instanceof Integer count) json.writeNumber(count);
            else if (value instanceof Long number) json.writeNumber(number);
            else if (value instanceof Double real) json.writeNumber(real);
            else json.writeString(value.toString());
        }

        @Override
        public @Nullable Object empty() {
            return empty;
        }
    }

    /** A word of an enum, read in any case and with - for _. */
    record Word(Class<?> type) implements JsonValue {
        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            var text = parser.getText();
            var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
            for (var constant : type.getEnumConstants())
                if (((Enum<?>) constant).name().equals(name)) return constant;
            throw expected("one of " + Arrays.toString(type.getEnumConstants()), text);
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            json.writeString(((Enum<?>) value).name());
        }

        @Override
        public @Nullable Object empty() {
            return null;
        }
    }

    record Elements(JsonValue element) implements JsonValue {
        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            FactJson.expect(parser, JsonToken.START_ARRAY, "a list");
            var list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) list.add(element.read(parser, form));
            return list;
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            json.writeStartArray();
            for (var one : (List<?>) value) element.write(json, one, form);
            json.writeEndArray();
        }

        @Override
        public Object empty() {
            return List.of();
        }
    }

    record Entries(boolean numbered, JsonValue value) implements JsonValue {
        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            FactJson.expect(parser, JsonToken.START_OBJECT, "entries");
            var map = new TreeMap<Object, Object>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                map.put(numbered ? (Object) Integer.valueOf(name) : name, value.read(parser, form));
            }
            return map;
        }

        @Override
        public void write(JsonGenerator json, Object map, JsonForm form) throws IOException {
            json.writeStartObject();
            for (var entry : ((Map<?, ?>) map).entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                value.write(json, entry.getValue(), form);
            }
            json.writeEndObject();
        }

        @Override
        public Object empty() {
            return Map.of();
        }
    }

    /** Counts by minute of an hour: {@code {"0": 3, "59": 1}}; also all 60, or one number for the first minute. */
    record Minutes() implements JsonValue {
        private static final Elements ALL = new Elements(Scalar.COUNT);

        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            if (parser.currentToken() == JsonToken.START_ARRAY) return ALL.read(parser, form);
            var minutes = new Integer[60];
            Arrays.fill(minutes, 0);
            if (parser.currentToken().isNumeric()) {
                minutes[0] = (Integer) Scalar.COUNT.read(parser, form);
                return List.of(minutes);
            }
            FactJson.expect(parser, JsonToken.START_OBJECT, "counts by minute");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var minute = parser.currentName();
                if (!minute.matches("[0-5]?[0-9]")) throw expected("a minute from 0 to 59", minute);
                parser.nextToken();
                minutes[Integer.parseInt(minute)] = (Integer) Scalar.COUNT.read(parser, form);
            }
            return List.of(minutes);
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            var minutes = (List<?>) value;
            json.writeStartObject();
            for (int i = 0; i < minutes.size(); i++)
                if ((Integer) minutes.get(i) != 0) json.writeNumberField(Integer.toString(i), (Integer) minutes.get(i));
            json.writeEndObject();
        }

        @Override
        public @Nullable Object empty() {
            return null;
        }
    }

    record Nested(RecordShape shape) implements JsonValue {
        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            return shape.read(parser, form);
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            shape.write(json, value, form);
        }

        @Override
        public @Nullable Object empty() {
            return null;
        }
    }

    /** A fact among a derived fact's basis, whole. */
    record AnyFact() implements JsonValue {
        @Override
        public Object read(JsonParser parser, JsonForm form) throws IOException {
            return JsonForm.whole().fact(parser);
        }

        @Override
        public void write(JsonGenerator json, Object value, JsonForm form) throws IOException {
            FactJson.write(json, (Fact) value);
        }

        @Override
        public @Nullable Object empty() {
            return null;
        }
    }

    private static IllegalArgumentException expected(String what, String found) {
        return new IllegalArgumentException("expected %s, found '%s'".formatted(what, found));
    }
}
