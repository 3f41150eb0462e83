package tilsyn.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often users were in touch in the newest month there are statistics of.
 *
 * @param silent share of users who were not in touch in the 92 days up to its end, in per cent; null when nothing says
 * @param drop how far contacts fell below the mean of the three months before, in per cent; 0 when there are none to compare with
 * @param response median business hours to the first answer; null when nothing says
 * @param time end of that month
 */
public record ContactTrend(
        String month,
        @Nullable Double silent,
        double drop,
        @Nullable Double response,
        Instant time,
        List<Fact> basis,
        Origin origin)
        implements Derived {
    public ContactTrend {
        basis = List.copyOf(basis);
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }
}
