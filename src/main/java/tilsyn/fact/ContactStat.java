package tilsyn.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often users were in touch in one month. Null where the statistics don't say.
 *
 * @param month such as {@code 2025-10}
 * @param users how many there are, {@code active} how many of them were in touch in that month, {@code activeInQuarter} in the 92
 *     days up to its end
 * @param medianResponse business hours to the first answer
 * @param time end of the month
 */
public record ContactStat(
        String month,
        @Nullable Integer contacts,
        @Nullable Integer users,
        @Nullable Integer active,
        @Nullable Integer activeInQuarter,
        @Nullable Double medianResponse,
        Instant time,
        Origin origin)
        implements Fact {
    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
