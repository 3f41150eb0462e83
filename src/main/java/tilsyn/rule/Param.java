package tilsyn.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A parameter's value for one subject, in every shape a rule may want it. Shapes that make no sense for it are 0, empty or
 * false.
 *
 * @param id such as {@code BCK-01.grace_h}
 * @param count the number without its fraction
 * @param hours the number as that many hours; {@code days} and {@code minutes} likewise
 */
public record Param(
        String id,
        double number,
        int count,
        Duration hours,
        Duration days,
        Duration minutes,
        List<String> list,
        boolean flag,
        String text) {
    public Param {
        list = List.copyOf(list);
    }

    static Param of(String id, Setting.Value value) {
        var number = value.number() == null ? BigDecimal.ZERO : value.number();
        return new Param(
                id,
                number.doubleValue(),
                number.intValue(),
                times(number, 3600),
                times(number, 86_400),
                times(number, 60),
                value.list(),
                value.text().equals("true"),
                value.text());
    }

    private static Duration times(BigDecimal number, long seconds) {
        return Duration.ofMillis(
                number.multiply(BigDecimal.valueOf(seconds * 1000)).longValue());
    }
}
