package tilsyn.rule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tilsyn.fact.Tuning;
import tilsyn.verdict.Parameter;

/**
 * A parameter as its card declares it.
 *
 * @param name without the item, such as {@code grace_h}
 * @param values by role, in the card's order; a single value stands under {@link #ANY}
 * @param lowest and {@code highest}: what tuning may set it to; null when not a number
 * @param level who may tune it: {@code no}, {@code customer} or {@code host}
 * @param looser which way lets more pass: {@code more} (a larger number, an entry more, true), {@code less}, or {@code either}
 *     when it can't be told; empty when the card doesn't say
 */
record Setting(
        String name,
        Map<String, Value> values,
        String unit,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        String level,
        String looser) {
    static final String ANY = "";

    Setting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A value as the card gives it.
     *
     * @param number null when it is none
     */
    record Value(@Nullable BigDecimal number, List<String> list, String text) {
        Value {
            list = List.copyOf(list);
        }

        /** As people write it in a register: a number, a word, or a list set off by commas. */
        static Value of(String written) {
            var texts = Stream.of(written.split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
            return new Value(texts.size() == 1 ? number(texts.get(0)) : null, texts, String.join(", ", texts));
        }

        static @Nullable BigDecimal number(String text) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException none) {
                return null;
            }
        }
    }

    /** The value for a subject with these roles: the first role of the card it has; a server's where it has none. */
    Value value(List<String> roles) {
        return ForRole.of(values, roles);
    }

    /** What it does to set it so. */
    Parameter.Change change(Value standard, Value set) {
        if (standard.number() != null && set.number() != null)
            return change(set.number().compareTo(standard.number()));
        if (standard.list().equals(set.list())) return Parameter.Change.NONE;
        if (isFlag(standard.text())) return change(set.text().equals("true") ? 1 : -1);
        var more = !standard.list().containsAll(set.list());
        var less = !set.list().containsAll(standard.list());
        // one entry exchanged for another lets pass what did not
        return more && less && !looser.isEmpty() ? Parameter.Change.LOOSER : change(more ? 1 : less ? -1 : 0);
    }

    private Parameter.Change change(int way) {
        if (way == 0) return Parameter.Change.NONE;
        return switch (looser) {
            case "more" -> way > 0 ? Parameter.Change.LOOSER : Parameter.Change.STRICTER;
            case "less" -> way < 0 ? Parameter.Change.LOOSER : Parameter.Change.STRICTER;
            default -> Parameter.Change.EITHER;
        };
    }

    Limit limit() {
        var standard = values.entrySet().stream()
                .map(value -> (value.getKey().isEmpty() ? "" : value.getKey() + " ")
                        + value.getValue().text())
                .collect(Collectors.joining(", "));
        return new Limit(name, standard, unit, lowest == null ? "" : lowest + "–" + highest, level);
    }

    /** Why nobody may set it so; empty when all is right. */
    Optional<String> refusal(Tuning tuning) {
        if (level.equals("no")) return Optional.of("nobody may set it, it is the same for all.");
        if (level.equals("customer") && !tuning.host().isEmpty())
            return Optional.of("it may be set for a customer, not for one host such as '%s'.".formatted(tuning.host()));
        var set = Value.of(tuning.value());
        boolean wantsNumber = values.values().stream().allMatch(value -> value.number() != null);
        if (wantsNumber && set.number() == null)
            return Optional.of("'%s' is no number. Expected such as %s."
                    .formatted(tuning.value(), values.values().iterator().next().text()));
        boolean wantsFlag = values.values().stream().allMatch(value -> isFlag(value.text()));
        if (wantsFlag && !isFlag(tuning.value()))
            return Optional.of("'%s' is neither true nor false.".formatted(tuning.value()));
        return lowest != null && highest != null && set.number() != null && !isInRange(set.number())
                ? Optional.of("%s is outside its range %s to %s.".formatted(tuning.value(), lowest, highest))
                : Optional.empty();
    }

    private static boolean isFlag(String text) {
        return text.equals("true") || text.equals("false");
    }

    private boolean isInRange(BigDecimal number) {
        return lowest == null || highest == null || number.compareTo(lowest) >= 0 && number.compareTo(highest) <= 0;
    }
}
