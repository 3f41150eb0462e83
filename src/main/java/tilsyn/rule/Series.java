package tilsyn.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same fact again and again: {@code { fact: {Type: {…}}, every: 24h, from: …, to: …, vary: {free: [310e9, -6e9]} }}.
 * Moments written in the fact are of the first one and move along; where it has none, the moment goes to its {@code time},
 * {@code hour} or {@code start}. A varied component is first value and step, or a list of values gone through in turn.
 */
final class Series {
    private static final List<String> KEYS = List.of("fact", "every", "from", "to", "vary");
    private static final List<String> MOMENTS = List.of("time", "hour", "start");
    private static final int MOST = 10_000;

    private Series() {}

    record One(String type, JsonNode components) {}

    static List<One> read(Entry entry, Scenarios scenarios) {
        var fields = entry.fields(KEYS);
        var fact = entry.required(fields, "fact");
        var everyEntry = entry.required(fields, "every");
        var fromEntry = entry.required(fields, "from");
        var toEntry = entry.required(fields, "to");
        if (fact == null || everyEntry == null || fromEntry == null || toEntry == null) return List.of();
        var every = Spans.read(everyEntry);
        var from = scenarios.instant(fromEntry);
        var to = scenarios.instant(toEntry);
        if (every.isZero() || Duration.between(from, to).dividedBy(every) > MOST) {
            entry.problem("A series is of at most %d facts.".formatted(MOST));
            return List.of();
        }
        var facts = new ArrayList<One>();
        fact.fields().forEach((type, components) -> {
            for (int number = 0; !from.plus(every.multipliedBy(number)).isAfter(to); number++)
                facts.add(new One(
                        type, one(type, components, fields.get("vary"), from, every.multipliedBy(number), number)));
        });
        return facts;
    }

    private static JsonNode one(
            String type, Entry components, @Nullable Entry vary, Instant from, Duration along, int number) {
        var one = (ObjectNode) components.json();
        boolean moved = false;
        for (var component : components.fields().entrySet()) {
            var moment = moment(component.getValue());
            if (moment == null) continue;
            one.put(component.getKey(), moment.plus(along).toString());
            moved |= MOMENTS.contains(component.getKey());
        }
        var factType = FactTypes.all().get(type);
        if (!moved && factType != null)
            MOMENTS.stream()
                    .filter(FactTypes.components(factType)::contains)
                    .findFirst()
                    .ifPresent(name -> one.put(name, from.plus(along).toString()));
        if (vary != null) for (var varied : vary.fields().entrySet()) one.set(varied.getKey(), value(varied, number));
        return one;
    }

    private static JsonNode value(Map.Entry<String, Entry> varied, int number) {
        var values = varied.getValue().list().stream().map(Entry::json).toList();
        if (values.size() == 2 && values.get(0).isNumber() && values.get(1).isNumber()) {
            var sum = values.get(0)
                    .decimalValue()
                    .add(values.get(1).decimalValue().multiply(BigDecimal.valueOf(number)));
            return JsonNodeFactory.instance.numberNode(sum);
        }
        return values.get(number % values.size());
    }

    private static @Nullable Instant moment(Entry value) {
        if (!value.isText()) return null;
        try {
            return OffsetDateTime.parse(value.text()).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
