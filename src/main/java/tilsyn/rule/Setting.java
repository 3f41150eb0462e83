package tilsyn.rule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tilsyn.verdict.Parameter;

/**
 * A parameter as its card declares it.
 *
 * @param name without the item, such as {@code grace_h}
 * @param values by role, in the card's order; a single value stands under {@link #ANY}
 * @param lowest and {@code highest}: what tuning may set it to; null when not a number
 * @param level who may tune it: {@code no}, {@code customer} or {@code host}
 */
record Setting(
        String name,
        Map<String, Value> values,
        String unit,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        String level) {
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
    }

    /** The value for a subject with these roles: the first role of the card it has; a server's where it has none. */
    Value value(List<String> roles) {
        return ForRole.of(values, roles);
    }

    Parameter parameter(List<String> roles) {
        return new Parameter(name, value(roles).text(), unit, "default");
    }
}
