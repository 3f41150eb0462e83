package tilsyn.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a parameter of a card and holds its values to its range. */
final class SettingReader {
    private static final List<String> KEYS = List.of("default", "unit", "range", "level", "looser");
    private static final List<String> LEVELS = List.of("no", "customer", "host");
    private static final List<String> WAYS = List.of("more", "less", "either");

    private SettingReader() {}

    static Optional<Setting> read(String name, Entry entry, Function<Entry, Map<String, Setting.Value>> byRole) {
        var fields = entry.fields(KEYS);
        var given = entry.required(fields, "default");
        if (given == null) return Optional.empty();
        var values = byRole.apply(given);
        if (values.isEmpty()) {
            given.problem("Parameter %s has no default.".formatted(name));
            return Optional.empty();
        }
        var bounds = bounds(fields.get("range"));
        for (var value : values.values()) refuse(name, given, value, bounds);
        var unit = fields.get("unit");
        var level = fields.get("level");
        return Optional.of(new Setting(
                name,
                values,
                unit == null ? "" : unit.text(),
                bounds.isEmpty() ? null : bounds.get(0),
                bounds.isEmpty() ? null : bounds.get(1),
                level == null ? "no" : level.word(LEVELS),
                fields.containsKey("looser") ? fields.get("looser").word(WAYS) : ""));
    }

    static Setting.Value value(Entry entry) {
        var texts = entry.texts();
        return new Setting.Value(
                entry.isList() ? null : Setting.Value.number(entry.text()), texts, String.join(", ", texts));
    }

    private static void refuse(String name, Entry entry, Setting.Value value, List<BigDecimal> bounds) {
        var number = value.number();
        if (bounds.isEmpty()) return;
        if (number == null)
            entry.problem("Parameter %s has a range, but its default '%s' is no number.".formatted(name, value.text()));
        else if (number.compareTo(bounds.get(0)) < 0 || number.compareTo(bounds.get(1)) > 0)
            entry.problem("Parameter %s is %s, outside its range %s to %s."
                    .formatted(name, value.text(), bounds.get(0), bounds.get(1)));
    }

    private static List<BigDecimal> bounds(@Nullable Entry entry) {
        if (entry == null) return List.of();
        var texts = entry.texts();
        var lowest = texts.size() == 2 ? Setting.Value.number(texts.get(0)) : null;
        var highest = texts.size() == 2 ? Setting.Value.number(texts.get(1)) : null;
        if (lowest != null && highest != null && lowest.compareTo(highest) <= 0) return List.of(lowest, highest);
        entry.problem("A range is the lowest and the highest value, such as [0, 24].");
        return List.of();
    }
}
